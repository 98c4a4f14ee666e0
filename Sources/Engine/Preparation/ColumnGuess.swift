import Tabular

/// What a table's columns look like they are for. The command line only gives advice from it; the explorer starts
/// with it, visibly.
public struct ColumnGuess: Sendable {
  /// A column of reference classes, by its name.
  public let labels: String?
  /// A column that only names or numbers the rows.
  public let id: String?
  /// Whether the numeric columns form a symmetric square with a zero diagonal.
  public let isDissimilarityMatrix: Bool

  private static let labelNames: Set<String> = [
    "label", "labels", "class", "classes", "species", "target", "cluster", "category", "group",
  ]

  public init(_ table: Table) {
    labels =
      table.columns.first { Self.labelNames.contains($0.name.lowercased()) && Self.hasFewValues($0) }?.name
    id = table.columns.first { Self.numbersRows($0) || Self.namesRows($0, in: table) }?.name
    let numeric = table.columns.filter(\.isNumeric)
    isDissimilarityMatrix = numeric.count == table.rowCount && table.rowCount >= 3 && Self.isSymmetric(numeric)
  }

  /// Sentences about columns that are features now and look as if they should not be.
  func advice(for preparation: Preparation, features: [String]) -> [String] {
    guard !preparation.isDissimilarityMatrix else { return [] }
    if isDissimilarityMatrix {
      return ["The table looks like a dissimilarity matrix; use --metric precomputed to read it as one."]
    }
    var advice: [String] = []
    if let labels, features.contains(labels), preparation.columns == nil {
      advice.append(
        "Column \(labels) is a feature now and looks like classes; use --labels \(labels) to compare with it instead.")
    }
    if let id, features.contains(id), preparation.columns == nil {
      advice.append("Column \(id) is a feature now and looks like row numbers; use --id \(id) to keep it out.")
    }
    return advice
  }

  private static func hasFewValues(_ column: Column) -> Bool {
    let limit = max(20, column.count / 10)
    switch column.values {
    case .text(_, let levels): return levels.count <= limit
    case .numeric(let numbers):
      var seen = Set<Double>()
      for number in numbers where !number.isNaN {
        guard number == number.rounded() else { return false }
        seen.insert(number)
        if seen.count > limit { return false }
      }
      return true
    }
  }

  /// Whole numbers that go up by one from row to row, under a name that ends in "id" or says so.
  private static func numbersRows(_ column: Column) -> Bool {
    guard case .numeric(let numbers) = column.values, numbers.count > 2 else { return false }
    let name = column.name.lowercased()
    guard name.hasSuffix("id") || ["row", "index", "no", "number", "unnamed: 0"].contains(name) else { return false }
    return zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
  }

  /// Text that is different in every row, in the table's only such column.
  private static func namesRows(_ column: Column, in table: Table) -> Bool {
    func isDistinct(_ column: Column) -> Bool {
      guard case .text(_, let levels) = column.values else { return false }
      return levels.count == column.count && column.count > 1
    }
    return isDistinct(column) && table.columns.count(where: isDistinct) == 1
  }

  private static func isSymmetric(_ columns: [Column]) -> Bool {
    let values = columns.map { column -> [Double] in
      if case .numeric(let numbers) = column.values { numbers } else { [] }
    }
    for i in values.indices {
      guard values[i][i] == 0 else { return false }
      for j in 0..<i where values[i][j] != values[j][i] || values[i][j] < 0 { return false }
    }
    return true
  }
}

extension Column {
  /// A cell as text; a number in its shortest form, a whole one without a fraction.
  public func text(at row: Int) -> String {
    switch values {
    case .numeric(let numbers):
      let number = numbers[row]
      if number.isNaN { return "" }
      return number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .text(let codes, let levels): return codes[row] < 0 ? "" : levels[Int(codes[row])]
    }
  }

  public func isMissing(at row: Int) -> Bool {
    switch values {
    case .numeric(let numbers): numbers[row].isNaN
    case .text(let codes, _): codes[row] < 0
    }
  }
}
