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
    try fillSample(window)
    var dialect = Dialect(of: window.bytes, isAtEnd: window.isAtEnd, options: options)
    let rows = try sampleRows(window, dialect)
    if rows[0].count > options.maximumColumns {
      throw TableError.tooManyColumns(file: source.label, line: 1, limit: options.maximumColumns)
    }
    let layout = Layout(rows, decimalMark: dialect.decimalMark, options: options)
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
        try fillSample(window)
        var textKinds = [RowPass.Kind](repeating: .skipped, count: kinds.count)
        for column in columns { textKinds[column] = .text }
        let textPass = newPass(window, dialect, layout, textKinds)
        guard case .finished = try textPass.run(), textPass.store.rowCount == pass.store.rowCount else {
          throw TableError.changedWhileReading(file: source.label)
        }
        return TableAssembly(pass: pass, textPass: textPass, name: source.name).table()
      }
      try window.rewind()
      try fillSample(window)
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
  private func fillSample(_ window: ByteWindow) throws {
    while window.count < max(4, options.sampleSize), !window.isAtEnd, !window.stopsAtNUL { try window.fill() }
    if let kind = FileSignature.kind(of: window.bytes) {
      throw TableError.notText(file: source.label, kind: kind.name, advice: kind.advice)
    }
    if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.start += 3 }
    if window.isAtEnd, window.bytes.allSatisfy({ $0 <= Byte.space && $0 != Byte.tab }) {
      throw TableError.empty(file: source.label)
    }
  }

  /// The first rows, of which there must be one, and two where the file has them.
  private func sampleRows(_ window: ByteWindow, _ dialect: Dialect) throws -> [[Sample.Cell]] {
    while true {
      let sample = Sample(
        of: window.bytes, isAtEnd: window.isAtEnd, delimiter: dialect.delimiter, options: options)
      if sample.rows.count > 1 || window.isAtEnd || window.stopsAtNUL || sample.isBroken {
        if !sample.rows.isEmpty { return sample.rows }
        // The pass will say what is wrong with the first row.
        return [[.text]]
      }
      if window.count > options.maximumRowBytes {
        throw TableError.rowTooLong(file: source.label, line: 1, limit: options.maximumRowBytes)
      }
      try window.fill()
    }
  }
}
