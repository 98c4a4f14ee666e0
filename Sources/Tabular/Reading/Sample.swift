/// The first rows of a file, cell by cell, as far as guessing needs them.
struct Sample {
  enum Cell: Equatable {
    case empty
    /// A missing-value token.
    case missing
    /// A number, and which decimal mark it shows: 0 when none.
    case number(mark: UInt8, isQuoted: Bool)
    case text
  }

  private(set) var rows: [[Cell]] = []
  /// Whether a row could not be divided with this delimiter.
  private(set) var isBroken = false
  /// Lines without text before the first row.
  private(set) var leadingLines = 0
  /// How much of the file the rows are.
  private(set) var byteCount = 0

  static let maximumRows = 200

  /// Divides the complete rows among the first bytes.
  init(of bytes: UnsafeBufferPointer<UInt8>, isAtEnd: Bool, delimiter: UInt8, options: DelimitedOptions) {
    guard var p = bytes.baseAddress else { return }
    let limit = p + bytes.count
    let scanner = FieldScanner(delimiter: delimiter)
    let point = NumberScanner(decimalMark: Byte.point)
    let comma = NumberScanner(decimalMark: Byte.comma)
    let tokens = MissingTokens(options, numbers: point)
    var field = Field(start: p, end: p, next: p)
    while p < limit, rows.count < Sample.maximumRows {
      switch LineBeginning.at(p, limit, isAtEnd: isAtEnd, scanner) {
      case .text: break
      case .blank(let next):
        if rows.isEmpty { leadingLines += 1 }
        p = next
        continue
      case .cut: return
      }
      var row: [Cell] = []
      repeat {
        switch scanner.scan(p, limit, isAtEnd: isAtEnd, into: &field) {
        case .field: break
        case .incomplete: return
        case .textAfterQuote:
          isBroken = true
          return
        }
        row.append(Sample.cell(field, point, delimiter == Byte.comma ? nil : comma, tokens))
        p = field.next
      } while !field.endsRow && row.count <= options.maximumColumns
      rows.append(row)
      byteCount = p - bytes.baseAddress!
      if row.count > options.maximumColumns { return }
    }
  }

  private static func cell(
    _ field: Field, _ point: NumberScanner, _ comma: NumberScanner?, _ tokens: MissingTokens
  ) -> Cell {
    let bytes = field.trimmed
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return .empty }
    if tokens.contains(bytes) || tokens.containsAmongNumbers(bytes) { return .missing }
    let end = start + bytes.count
    if point.number(start, end) != nil {
      return .number(mark: bytes.contains(Byte.point) ? Byte.point : 0, isQuoted: field.isQuoted)
    }
    if comma?.number(start, end) != nil { return .number(mark: Byte.comma, isQuoted: field.isQuoted) }
    return .text
  }
}

extension Sample.Cell {
  var isNumber: Bool { if case .number = self { true } else { false } }

  /// Whether it is a number when this is the decimal mark.
  func isNumber(_ decimalMark: UInt8) -> Bool {
    if case .number(let mark, _) = self { mark == 0 || mark == decimalMark } else { false }
  }

  var isUnquotedNumber: Bool { if case .number(_, false) = self { true } else { false } }
  var isQuotedNumber: Bool { if case .number(_, true) = self { true } else { false } }
}
