/// Reads delimited text. Most files take one pass; a column of numbers in which text turns up late takes a second one
/// over that column alone, so that its earlier cells keep their text exactly.
struct DelimitedReader {
  let source: TableSource
  let options: DelimitedOptions
  let monitor: ReadMonitor

  func read() throws -> Table {
    try options.validate()
    source.keepForRewind()
    let window = ByteWindow(source: source, monitor: monitor, chunkSize: options.chunkSize)
    var (dialect, rows, rowBytes) = try sample(window)
    let layout = Layout(rows, decimalMark: dialect.decimalMark, options: options)
    try checkMemory(columns: layout.columns, rowBytes: rowBytes)
    var kinds = [RowPass.Kind](repeating: .number, count: layout.columns)
    // Names of rows are no numbers even where they are numbered.
    if layout.peculiarity == .rowNames { kinds[0] = .text }

    while true {
      let pass = newPass(window, dialect, layout, kinds)
      switch try pass.run() {
      case .finished:
        return TableAssembly(pass: pass, textPass: nil, name: source.name).table()
      case .needsDecimalMark(let mark):
        // A file that shows both marks is read with the point.
        dialect.decimalMarkIsCertain = mark == Byte.point
        dialect.decimalMark = mark
      case .needsText(let columns, restIsRead: false):
        for column in columns { kinds[column] = .text }
      case .needsText(let columns, restIsRead: true):
        try window.rewind()
        try begin(window)
        var textKinds = [RowPass.Kind](repeating: .skipped, count: kinds.count)
        for column in columns { textKinds[column] = .text }
        let textPass = newPass(window, dialect, layout, textKinds)
        guard case .finished = try textPass.run(), textPass.store.rowCount == pass.store.rowCount else {
          throw TableError.changedWhileReading(file: source.label)
        }
        return TableAssembly(pass: pass, textPass: textPass, name: source.name).table()
      }
      try window.rewind()
      try begin(window)
    }
  }

  /// Refuses a file whose table would not fit, by what its first rows take: 8 bytes a cell, as much again while
  /// columns grow, and the features as given and as scaled.
  private func checkMemory(columns: Int, rowBytes: Double) throws {
    guard let size = source.size, rowBytes > 0, let free = FreeMemory.bytes else { return }
    let needed = Double(size) / rowBytes * Double(columns) * 32
    if needed > Double(free) {
      throw TableError.tooLarge(file: source.label, neededBytes: Int(needed), freeBytes: free)
    }
  }

  private func newPass(
    _ window: ByteWindow, _ dialect: Dialect, _ layout: Layout, _ kinds: [RowPass.Kind]
  ) -> RowPass {
    RowPass(
      window: window, dialect: dialect, layout: layout, kinds: kinds, options: options, label: source.label,
      size: source.size)
  }

  /// Reads the file's beginning and takes a byte-order mark from it.
  private func begin(_ window: ByteWindow) throws {
    try fill(window, to: 8)
    if let kind = FileSignature.kind(of: window.bytes) {
      throw TableError.notText(file: source.label, kind: kind.name, advice: kind.advice)
    }
    if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.start += 3 }
  }

  private func fill(_ window: ByteWindow, to count: Int) throws {
    while window.count < count, !window.isAtEnd, !window.stopsAtNUL { try window.fill() }
  }

  /// The dialect that the first rows show, and these rows: at least one, and two where the file has them. How many
  /// are looked at does not depend on how the file was cut into chunks.
  private func sample(
    _ window: ByteWindow
  ) throws -> (dialect: Dialect, rows: [[Sample.Cell]], rowBytes: Double) {
    try begin(window)
    var length = max(1, options.sampleSize)
    while true {
      try fill(window, to: length)
      let isWhole = length >= window.count && (window.isAtEnd || window.stopsAtNUL)
      if isWhole, window.isAtEnd, window.bytes.allSatisfy({ $0 <= Byte.space && $0 != Byte.tab }) {
        throw TableError.empty(file: source.label)
      }
      let bytes = UnsafeBufferPointer(rebasing: window.bytes.prefix(length))
      let isAtEnd = isWhole && window.isAtEnd
      let dialect = Dialect(of: bytes, isAtEnd: isAtEnd, options: options)
      let sample = Sample(of: bytes, isAtEnd: isAtEnd, delimiter: dialect.delimiter, options: options)
      if let first = sample.rows.first, first.count > options.maximumColumns {
        throw TableError.tooManyColumns(
          file: source.label, line: sample.leadingLines + 1, limit: options.maximumColumns)
      }
      if sample.rows.count > 1 || sample.isBroken || isWhole || length > options.maximumRowBytes {
        // Without a complete row, the pass will say what is wrong with the first.
        let rows = sample.rows.isEmpty ? [[.text]] : sample.rows
        return (dialect, rows, Double(sample.byteCount) / Double(rows.count))
      }
      length *= 2
    }
  }
}
