import Tabular

/// How a text file is taken apart, where that was asked for; what is nil is found out.
public struct Reading: Sendable, Hashable {
  public var delimiter: UInt8?
  public var hasHeader: Bool?

  public init(delimiter: UInt8? = nil, hasHeader: Bool? = nil) {
    self.delimiter = delimiter
    self.hasHeader = hasHeader
  }

  public init(_ options: DelimitedOptions) { self.init(delimiter: options.delimiter, hasHeader: options.hasHeader) }

  public var options: DelimitedOptions { DelimitedOptions(delimiter: delimiter, hasHeader: hasHeader) }

  /// As in a log: `delimiter=; header=no`.
  var words: [String] {
    var words: [String] = []
    if let delimiter { words.append("delimiter=\(CommandWord.quoted(delimiterName(delimiter)))") }
    if let hasHeader { words.append("header=\(hasHeader ? "yes" : "no")") }
    return words
  }

  /// - Returns: nil when a word is neither.
  init?(words: [String]) {
    self.init()
    for word in words {
      guard let equals = word.firstIndex(of: "=") else { return nil }
      let value = String(word[word.index(after: equals)...])
      switch (word[..<equals], value) {
      case ("delimiter", "tab"): delimiter = 0x09
      case ("delimiter", "space"): delimiter = 0x20
      case ("delimiter", _):
        guard let mark = value.utf8.count == 1 ? value.utf8.first : Self.byte(value) else { return nil }
        delimiter = mark
      case ("header", "yes"): hasHeader = true
      case ("header", "no"): hasHeader = false
      default: return nil
      }
    }
  }

  private func delimiterName(_ delimiter: UInt8) -> String {
    delimiterNames[delimiter] ?? (delimiter < 0x80 ? String(UnicodeScalar(delimiter)) : "\(delimiter)")
  }

  /// A byte that is no mark of its own is written as its number, from 128.
  private static func byte(_ text: String) -> UInt8? { UInt8(text).flatMap { $0 < 0x80 ? nil : $0 } }
}

/// As the command line names them.
let delimiterNames: [UInt8: String] = [0x09: "tab", 0x20: "space"]
