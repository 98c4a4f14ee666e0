import ArgumentParser
import Canvas

/// How a result is given.
struct OutputOptions: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv
  }

  enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }

  @Option(help: "For people, or for programs.")
  var format: Format = .text

  @Option(help: ArgumentHelp("Write to a file instead of standard output.", valueName: "path"))
  var output: String?

  @Flag(help: "Let --output replace a file that exists.")
  var force = false

  @Flag(help: "Draw with plain ASCII characters.")
  var ascii = false

  @Option(help: "Colour in text; auto: on a terminal that has it, unless NO_COLOR is set.")
  var color: ColorChoice = .auto

  func validate() throws {
    if let output, output.isEmpty { throw ValidationError("--output needs a file name") }
  }
}

/// A size in cells or values: 120x40.
struct SizeArgument: ExpressibleByArgument {
  let size: Size

  static let largest = 10_000
  static let largestInCharacters = 1000

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]) else { return nil }
    guard (1...Self.largest).contains(width), (1...Self.largest).contains(height) else { return nil }
    size = Size(width: width, height: height)
  }
}
