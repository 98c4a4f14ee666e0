/// One pass over the rows of a file: rows are checked, and their cells stored column by column.
final class RowPass {
  enum Kind: UInt8 {
    case number, text
    /// Scanned, not stored.
    case skipped
  }

  enum Outcome {
    case finished
    /// These columns hold text, though they were read as numbers. When `restIsRead`, all else was read to the end.
    case needsText(columns: [Int], restIsRead: Bool)
    case needsDecimalMark(UInt8)
  }

  /// Line and column of a field.
  struct Place {
    var line: Int
    var column: Int
  }

  let window: ByteWindow
  let scanner: FieldScanner
  let numbers: NumberScanner
  let tokens: MissingTokens
  let layout: Layout
  let dialect: Dialect
  let options: DelimitedOptions
  let label: String
  private let size: Int?

  let kinds: UnsafeMutablePointer<Kind>
  let store: ColumnStore
  /// The names in the header, as they stand there.
  var header: [String] = []
  var invalidHeaderCells = 0
  /// Lines without text before a row.
  var blankLines = 0
  /// The first cell of each text column that is no number.
  var firstWords: [Int: (line: Int, text: String)] = [:]

  /// The line at which the next row begins.
  var line = 1
  var pendingBlankLines = 0
  var headerIsPending: Bool
  var demoted: [Int] = []
  var wantedMark: UInt8?
  var field: Field

  init(
    window: ByteWindow, dialect: Dialect, layout: Layout, kinds: [Kind], options: DelimitedOptions, label: String,
    size: Int?
  ) {
    self.window = window
    self.dialect = dialect
    self.layout = layout
    self.options = options
    self.label = label
    self.size = size
    scanner = FieldScanner(delimiter: dialect.delimiter)
    numbers = NumberScanner(decimalMark: dialect.decimalMark)
    tokens = MissingTokens(options, numbers: numbers)
    headerIsPending = layout.hasHeader
    self.kinds = .allocate(capacity: kinds.count)
    self.kinds.initialize(from: kinds, count: kinds.count)
    store = ColumnStore(kinds: kinds)
    field = Field(start: window.base, end: window.base, next: window.base)
  }

  deinit { kinds.deallocate() }

  /// Reads on to the end of the file, or to where it is clear that this pass will not do.
  func run() throws -> Outcome {
    var isFirst = true
    while true {
      let cut = try takeRows()
      if let mark = wantedMark { return .needsDecimalMark(mark) }
      // Found early, it is cheaper to begin again than to read the file twice.
      if isFirst, !demoted.isEmpty { return .needsText(columns: demoted, restIsRead: false) }
      isFirst = false
      if window.stopsAtNUL { throw TableError.nulByte(file: label, line: line + lineBreaks(in: window.bytes)) }
      if window.isAtEnd {
        if let cut { throw TableError.unclosedQuote(file: label, line: cut.line, column: cut.column) }
        break
      }
      if window.count > options.maximumRowBytes {
        throw TableError.rowTooLong(file: label, line: line, limit: options.maximumRowBytes)
      }
      try window.fill()
      if let size, store.rowCount > 0 {
        // Two in a hundred more than the rows so far suggest.
        let rowsPerByte = Double(store.rowCount) / Double(max(1, window.bytesTaken))
        store.reserve(rows: Int(rowsPerByte * Double(size) * 1.02) + 64)
      }
    }
    store.flush()
    return demoted.isEmpty ? .finished : .needsText(columns: demoted, restIsRead: true)
  }

  /// Takes the complete rows from the front of the window.
  /// - Returns: the place of the field that the window's end cuts off, if it does.
  private func takeRows() throws -> Place? {
    let limit = UnsafePointer(window.base + window.end)
    let isAtEnd = window.isAtEnd
    let delimiter = dialect.delimiter
    let width = layout.columns
    let mayBeToken = !tokens.numbers.isEmpty
    let kinds = kinds
    let numbers = numbers
    var p = UnsafePointer(window.base + window.start)
    defer { window.start = UnsafePointer(window.base).distance(to: p) }

    if !headerIsPending, pendingBlankLines == 0, !mayBeToken, p.distance(to: limit) >= PlainRows.fewestBytes,
      (0..<width).allSatisfy({ kinds[$0] == .number })
    {
      let plain = PlainRows(width: width, delimiter: delimiter, numbers: numbers).take(p, limit, into: store)
      line += plain.rows
      p = plain.next
    }
    while p < limit {
      switch LineBeginning.at(p, limit, isAtEnd: isAtEnd, scanner) {
      case .text: break
      case .blank(let next):
        pendingBlankLines += 1
        line += 1
        p = next
        continue
      case .cut: return nil
      }
      if headerIsPending {
        if let cut = try takeHeader(&p, limit) { return cut }
        continue
      }
      if pendingBlankLines > 0 { takeBlankLines() }

      var q = p
      var column = 0
      var breaks = 0
      var lastIsEmpty = false
      fields: while true {
        if column < width, kinds[column] == .number, !mayBeToken, let number = numbers.scan(q) {
          let terminator = number.end.pointee
          if terminator == delimiter || terminator == Byte.lineFeed {
            store.put(number.value, column)
            column += 1
            q = number.end + 1
            if terminator == delimiter { continue fields }
            break fields
          }
        }
        switch scanner.scan(q, limit, isAtEnd: isAtEnd, into: &field) {
        case .field: break
        case .incomplete: return Place(line: line + breaks, column: column + 1)
        case .textAfterQuote:
          throw TableError.textAfterQuote(file: label, line: line + breaks, column: column + 1)
        }
        if column < width {
          take(field, column, line: line + breaks)
          if wantedMark != nil { return nil }
        }
        column += 1
        breaks += field.lineBreaks
        q = field.next
        if field.endsRow {
          lastIsEmpty = field.start == field.end
          break fields
        }
      }
      if column != width {
        guard column == width + 1, lastIsEmpty, layout.peculiarity == .delimiterAfterRows else {
          throw TableError.raggedRow(
            file: label, line: line, fields: column, expected: width, hasHeader: layout.hasHeader)
        }
      }
      line += breaks + 1
      p = q
      store.endRow()
    }
    return nil
  }
}
