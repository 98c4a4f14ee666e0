/// Makes the table of what the passes read, and says what the user should know about it.
struct TableAssembly {
  let pass: RowPass
  /// The pass over the columns that turned out to be text late, if there was one.
  let textPass: RowPass?
  let name: String

  func table() -> Table {
    var notes: [String] = []
    let names = columnNames(&notes)
    var width = names.count
    let layout = pass.layout

    // Every row ends with a delimiter: the column behind it has neither name nor cells.
    let lastHasNoName = !layout.hasHeader || pass.header.last?.isEmpty == true
    if width > 1, layout.peculiarity == .none, lastHasNoName, pass.store.rowCount > 0,
      pass.kinds[width - 1] == .number, pass.store.hasOnlyEmptyCells[width - 1],
      pass.store.isMissingThroughout(width - 1)
    {
      width -= 1
      notes.removeAll { $0.hasSuffix("is called \(names[width]).") }
      notes.append("Every line ends with a delimiter; the empty column behind it was left out.")
    }

    var columns: [Column] = []
    columns.reserveCapacity(width)
    var missingThroughout: [String] = []
    for index in 0..<width {
      if pass.kinds[index] == .number {
        let numbers = pass.store.takeNumbers(index)
        if !numbers.isEmpty, numbers.allSatisfy(\.isNaN) { missingThroughout.append("\"\(names[index])\"") }
        columns.append(Column(name: names[index], values: .numeric(numbers)))
      } else {
        let source = pass.kinds[index] == .text ? pass : textPass!
        columns.append(textColumn(index, names[index], source, &notes))
      }
    }
    if !missingThroughout.isEmpty {
      let list = missingThroughout.prefix(10).joined(separator: ", ")
      let more = missingThroughout.count > 10 ? " and \(missingThroughout.count - 10) more" : ""
      notes.append("Every value is missing in: \(list)\(more).")
    }
    if pass.blankLines > 0 { notes.append("Lines without text were skipped: \(pass.blankLines).") }
    if pass.store.rowCount == 0 { notes.append("There is a header and no row of data.") }
    return Table(name: name, columns: columns, rowCount: pass.store.rowCount, notes: notes)
  }

  private func columnNames(_ notes: inout [String]) -> [String] {
    let layout = pass.layout
    guard layout.hasHeader else {
      let reason =
        layout.firstRowHoldsNumbers ? "The first line holds numbers and was read as data" : "No line names the columns"
      notes.append("\(reason); the columns are called column_1 to column_\(layout.columns).")
      return (0..<layout.columns).map { "column_\($0 + 1)" }
    }
    var header = pass.header
    switch layout.peculiarity {
    case .none: break
    case .rowNames:
      header.insert("row", at: 0)
      notes.append(
        "The header has one field fewer than the rows; the first column holds their names and is called row.")
    case .delimiterAfterRows:
      notes.append("The rows end with a delimiter, the header does not; the empty field behind it was left out.")
    case .delimiterAfterHeader:
      header.removeLast()
      notes.append("The header ends with a delimiter, the rows do not; the empty name behind it was left out.")
    }
    if pass.invalidHeaderCells > 0 {
      notes.append("Column names with invalid UTF-8, repaired with U+FFFD: \(pass.invalidHeaderCells).")
    }
    return ColumnNames.unique(header, notes: &notes)
  }

  private func textColumn(_ index: Int, _ name: String, _ source: RowPass, _ notes: inout [String]) -> Column {
    var codes = source.store.codes[index]
    let (levels, indices, invalid) = source.store.levels[index]!.strings()
    var cells = [Int](repeating: 0, count: levels.count)
    var invalidCells = 0
    for row in codes.indices where codes[row] >= 0 {
      let number = Int(codes[row])
      if invalid[number] { invalidCells += 1 }
      codes[row] = indices[number]
      cells[Int(indices[number])] += 1
    }
    if invalidCells > 0 {
      notes.append(
        "Column \"\(name)\": invalid UTF-8 was repaired with U+FFFD in \(invalidCells) "
          + "cell\(invalidCells == 1 ? "" : "s"); convert the file to UTF-8 to keep the characters.")
    }
    if let word = source.firstWords[index], source.layout.peculiarity != .rowNames || index > 0 {
      let mark = source.dialect.decimalMark
      let present = cells.reduce(0, +)
      var numeric = 0
      for (level, count) in zip(levels, cells)
      where NumberScanner.number(in: trimmed(level), decimalMark: mark) != nil { numeric += count }
      if numeric * 2 >= present {
        notes.append(
          "Column \"\(name)\" is text: \(numeric) of its \(present) values are numbers, but not "
            + "\"\(word.text)\" in line \(word.line).")
      }
    }
    return Column(name: name, values: .text(codes: codes, levels: levels))
  }

  private func trimmed(_ text: String) -> Substring {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    var rest = text[...].drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest
  }
}
