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
    // What ends in a pipe or a file is shown somewhere else: nothing is known against it.
    let elsewhere = TerminalFacts(name: "xterm-256color", colors: 256, canMoveCursor: true, reportsMouse: true)
    let name = environment["TERM"] ?? ""
    let unknown = TerminalFacts(name: name, colors: 0, canMoveCursor: false, reportsMouse: false)
    let facts = isTerminal ? TerminalFacts.read(name: name) ?? unknown : elsewhere
    let capabilities = TerminalCapabilities(environment: environment, facts: facts, ascii: options.ascii)
    glyphs = capabilities.glyphs
    switch options.color {
    case .never: depth = .none
    case .auto: depth = isTerminal ? capabilities.colorDepth : .none
    case .always: depth = capabilities.colorDepth == .trueColor ? .trueColor : .indexed256
    }
    width = max(20, isTerminal ? StandardStream.output.width ?? Self.standardWidth : Self.standardWidth)
  }

  /// A file of characters.
  init(width: Int, isColored: Bool, ascii: Bool) {
    self.width = max(1, width)
    glyphs = ascii ? .ascii : .braille
    depth = isColored ? .trueColor : .none
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
