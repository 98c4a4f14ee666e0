import Analysis
import Tabular

extension Dataset {
  /// Chooses, cleans, samples and scales. O(n·d).
  /// - Throws: `PreparationError`.
  public init(_ table: Table, _ preparation: Preparation) throws {
    let roles = try ColumnRoles(table, preparation)
    var warnings = table.notes
    var columns = roles.features.map { index -> [Double] in
      guard case .numeric(let numbers) = table.columns[index].values else { return [] }
      return numbers
    }
    let names = roles.features.map { table.columns[$0].name }

    let filled = try Self.fill(
      &columns, names: names, table: table, chosen: preparation.rows, policy: preparation.missing)
    warnings += filled.warnings
    var rows = filled.rows
    let usableCount = rows.count
    if let count = preparation.sample {
      guard count >= 1 else { throw PreparationError.badSample(count) }
      if count < rows.count {
        var random = RandomSource(seed: preparation.seed)
        let usable = rows
        rows = random.sample(count, of: usable.count).sorted().map { usable[$0] }
        warnings.append("\(count) of \(usable.count) rows were drawn at random (seed \(preparation.seed)).")
      }
    }

    var unscaled: [Double] = []
    unscaled.reserveCapacity(rows.count * columns.count)
    let keepsAll = rows.count == table.rowCount
    for column in columns {
      if keepsAll { unscaled += column } else { for row in rows { unscaled.append(column[row]) } }
    }
    columns = []
    let matrix = Matrix(rows: rows.count, columns: names.count, values: unscaled)
    let constants = names.indices.filter { index in
      let column = matrix.column(index)
      return rows.count > 0 && column.allSatisfy { $0 == column.first! }
    }
    // A dissimilarity has its own scale; rows drawn take their columns along.
    let scale = preparation.isDissimilarityMatrix ? .none : preparation.scale
    let sampled = preparation.isDissimilarityMatrix && !keepsAll && matrix.columns == table.rowCount
    features = sampled ? matrix.selecting(columns: rows) : Self.scaled(matrix, by: scale)
    featureNames = sampled ? rows.map { names[$0] } : names
    self.unscaled = sampled ? features : matrix
    name = table.name
    labels = roles.labels.map { Self.labels(of: table.columns[$0], rows: rows) }
    rowNames = roles.id.map { index in rows.map { table.columns[index].text(at: $0) } }
    rowNumbers = rows
    tableRowCount = table.rowCount
    droppedRows = filled.dropped
    imputedValues = filled.imputed
    isSampled = rows.count < usableCount
    isPart = preparation.rows != nil
    constantColumns = preparation.isDissimilarityMatrix ? [] : constants.map { names[$0] }
    ignoredTextColumns = roles.ignoredText.map { table.columns[$0].name }
    if !constantColumns.isEmpty, rows.count > 1 {
      let count = constantColumns.count
      warnings.append(
        "\(count) \(count == 1 ? "feature does" : "features do") not vary: \(PreparationError.list(constantColumns)).")
    }
    if !ignoredTextColumns.isEmpty {
      let count = ignoredTextColumns.count
      let names = PreparationError.list(ignoredTextColumns)
      warnings.append("\(count) text \(count == 1 ? "column is" : "columns are") no feature: \(names).")
    }
    warnings += ColumnGuess(table).advice(for: preparation, features: names)
    if let missing = labels?.codes.count(where: { $0 < 0 }), missing > 0 {
      warnings.append("\(missing) \(missing == 1 ? "row has" : "rows have") no label in \(labels!.column).")
    }
    self.warnings = warnings
  }

  private static func scaled(_ matrix: Matrix, by scale: Scale) -> Matrix {
    guard scale != .none else { return matrix }
    var values: [Double] = []
    values.reserveCapacity(matrix.values.count)
    for index in 0..<matrix.columns {
      var column = Array(matrix.column(index))
      scale.apply(to: &column)
      values += column
    }
    return Matrix(rows: matrix.rows, columns: matrix.columns, values: values)
  }

  /// The classes of some rows of a column, in order of first appearance.
  static func labels(of column: Column, rows: [Int]) -> Labels {
    var codes: [Int] = []
    var names: [String] = []
    var seen: [String: Int] = [:]
    for row in rows {
      guard !column.isMissing(at: row) else {
        codes.append(-1)
        continue
      }
      let name = column.text(at: row)
      let code = seen[name] ?? names.count
      if code == names.count {
        seen[name] = code
        names.append(name)
      }
      codes.append(code)
    }
    return Labels(column: column.name, codes: codes, names: names)
  }

  private struct Filled {
    var rows: [Int]
    var dropped = 0
    var imputed = 0
    var warnings: [String] = []
  }

  /// Deals with missing and infinite values as the policy says; what is not chosen counts for nothing.
  private static func fill(
    _ columns: inout [[Double]], names: [String], table: Table, chosen: RowSet?, policy: MissingPolicy
  ) throws -> Filled {
    var usable = [Bool](repeating: true, count: table.rowCount)
    if let chosen { for row in usable.indices where !chosen.contains(row) { usable[row] = false } }
    let all = chosen.map(\.rows) ?? Array(0..<table.rowCount)
    var gaps = [Int](repeating: 0, count: columns.count)
    var infinite = 0
    for (index, column) in columns.enumerated() {
      for (row, value) in column.enumerated() where !value.isFinite && chosen?.contains(row) ?? true {
        if policy == .error {
          throw PreparationError.missingValue(column: names[index], row: row, isInfinite: value.isInfinite)
        }
        gaps[index] += 1
        if value.isInfinite { infinite += 1 }
        usable[row] = false
      }
    }
    var result = Filled(rows: [])
    if infinite > 0 {
      result.warnings.append("\(infinite) infinite \(infinite == 1 ? "value counts" : "values count") as missing.")
    }
    let total = gaps.reduce(0, +)
    if total == 0 || policy == .drop {
      result.rows = usable.indices.filter { usable[$0] }
      result.dropped = all.count - result.rows.count
      if result.rows.isEmpty, !all.isEmpty, let worst = gaps.indices.max(by: { gaps[$0] < gaps[$1] }) {
        throw PreparationError.allRowsDropped(table: table.name, column: names[worst])
      }
      if result.dropped > 0 {
        let count = result.dropped
        result.warnings.append(
          "\(count) of \(all.count) rows \(count == 1 ? "was" : "were") left out for missing values.")
      }
      return result
    }
    result.rows = all
    result.imputed = total
    for index in columns.indices where gaps[index] > 0 {
      let known = all.map { columns[index][$0] }.filter(\.isFinite)
      guard !known.isEmpty else {
        throw PreparationError.allRowsDropped(table: table.name, column: names[index])
      }
      let value = policy == .mean ? Scale.mean(of: known) : Scale.quantile(0.5, of: known.sorted())
      for row in all where !columns[index][row].isFinite { columns[index][row] = value }
    }
    result.warnings.append(
      "\(total) missing \(total == 1 ? "value was" : "values were") replaced by the column's \(policy.rawValue).")
    return result
  }
}
