import Canvas
import Glibc
import Terminal

/// What text is written on: how wide it is, and what can be shown there.
struct Surface {
  var width: Int
  var glyphs: GlyphSet
  var depth: ColorDepth

  static let standardWidth = 80

  /// The terminal that stdout is, or plain lines for a pipe or a file.
  init(_ options: OutputOptions) {
    let environment = Self.environment
    let isTerminal = options.output == nil && StandardStream.output.isTerminal
    let name = environment["TERM"] ?? ""
    let facts =
      TerminalFacts.read(name: name) ?? TerminalFacts(name: name, colors: 0, canMoveCursor: false, reportsMouse: false)
    let capabilities = TerminalCapabilities(environment: environment, facts: facts, ascii: options.ascii)
    glyphs = capabilities.glyphs
    switch options.color {
    case .never: depth = .none
    case .auto: depth = isTerminal ? capabilities.colorDepth : .none
    // For a pager or a file: whatever shows it later has them.
    case .always: depth = capabilities.colorDepth == .trueColor ? .trueColor : .indexed256
    }
    width = max(20, isTerminal ? StandardStream.output.width ?? Self.standardWidth : Self.standardWidth)
  }

  static var environment: [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let variable = String(cString: text)
      if let equals = variable.firstIndex(of: "=") {
        variables[String(variable[..<equals])] = String(variable[variable.index(after: equals)...])
      }
      entry += 1
    }
    return variables
  }
}
