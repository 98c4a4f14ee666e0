import Tabular

/// Which column of a table plays which part.
struct ColumnRoles {
  var features: [Int]
  var labels: Int?
  var id: Int?
  var ignoredText: [Int]

  /// - Throws: `PreparationError` for a name that is not there, a column with two parts, a text feature, no feature.
  init(_ table: Table, _ preparation: Preparation) throws {
    let known = table.columns.map(\.name)
    func index(_ name: String, _ option: String) throws -> Int {
      guard let index = known.firstIndex(of: name) else {
        throw PreparationError.unknownColumn(name, option: option, known: known)
      }
      return index
    }
    labels = try preparation.labels.map { try index($0, "--labels") }
    id = try preparation.id.map { try index($0, "--id") }
    let excluded = Set(try preparation.excluded.map { try index($0, "--exclude") })
    for (column, option) in [(labels, "--labels"), (id, "--id")] {
      if let column, excluded.contains(column) {
        throw PreparationError.usedTwice(known[column], as: option, and: "--exclude")
      }
    }
    if let labels, labels == id { throw PreparationError.usedTwice(known[labels], as: "--labels", and: "--id") }
    let reserved = Set([labels, id].compactMap { $0 })

    if let chosen = preparation.columns {
      var seen = Set<Int>()
      features = []
      for name in chosen {
        let column = try index(name, "--columns")
        if column == labels { throw PreparationError.usedTwice(name, as: "--columns", and: "--labels") }
        if column == id { throw PreparationError.usedTwice(name, as: "--columns", and: "--id") }
        if excluded.contains(column) { throw PreparationError.usedTwice(name, as: "--columns", and: "--exclude") }
        guard table.columns[column].isNumeric else { throw PreparationError.textFeature(name) }
        if seen.insert(column).inserted { features.append(column) }
      }
      ignoredText = []
    } else {
      let candidates = known.indices.filter { !reserved.contains($0) && !excluded.contains($0) }
      features = candidates.filter { table.columns[$0].isNumeric }
      ignoredText = candidates.filter { !table.columns[$0].isNumeric }
      // The names of a dissimilarity matrix's rows stand in its one text column.
      if preparation.isDissimilarityMatrix, id == nil, ignoredText.count == 1 { id = ignoredText.removeFirst() }
    }
    guard !features.isEmpty else {
      throw PreparationError.noFeatures(table: table.name, textColumns: ignoredText.map { known[$0] })
    }
  }
}

extension Preparation {
  /// Finds out whether the columns that are named exist and can play their parts.
  /// - Throws: `PreparationError`.
  public func check(_ table: Table) throws { _ = try ColumnRoles(table, self) }

  /// Keeps the columns of raters from being features.
  /// - Throws: `PreparationError` for a column that does not exist, or that is named as a feature.
  public mutating func exclude(raters: [String], of table: Table) throws {
    for name in raters {
      guard table.column(named: name) != nil else {
        throw PreparationError.unknownColumn(name, option: "--raters", known: table.columns.map(\.name))
      }
      if columns?.contains(name) == true {
        throw PreparationError.usedTwice(name, as: "--columns", and: "--raters")
      }
      if name != labels, name != id, !excluded.contains(name) { excluded.append(name) }
    }
  }
}
