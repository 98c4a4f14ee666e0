/// The names of the columns, each once.
enum ColumnNames {
  /// Names for the cells of a header: an empty one becomes `column_3` after its position, a repeated one `name_2`,
  /// `name_3`, …, passing over names that the header has elsewhere. What was changed is told in `notes`.
  static func unique(_ header: [String], notes: inout [String]) -> [String] {
    var taken = Set(header)
    var seen = Set<String>()
    var nextNumber: [String: Int] = [:]
    var changes: [String] = []
    var names: [String] = []
    names.reserveCapacity(header.count)
    for (index, cell) in header.enumerated() {
      let base = cell.isEmpty ? "column_\(index + 1)" : cell
      // The first to be called so keeps the name; one made from a position gives way to a given one.
      if !cell.isEmpty ? seen.insert(cell).inserted : taken.insert(base).inserted {
        names.append(base)
        if cell.isEmpty { changes.append("Column \(index + 1) has no name; it is called \(base).") }
        continue
      }
      var number = nextNumber[base] ?? 2
      while !taken.insert("\(base)_\(number)").inserted { number += 1 }
      nextNumber[base] = number + 1
      names.append("\(base)_\(number)")
      changes.append(
        cell.isEmpty
          ? "Column \(index + 1) has no name; it is called \(base)_\(number)."
          : "Column \(index + 1) is another \"\(cell)\"; it is called \(base)_\(number).")
    }
    notes.append(contentsOf: changes.prefix(20))
    if changes.count > 20 { notes.append("\(changes.count - 20) more columns were named in this way.") }
    return names
  }
}
