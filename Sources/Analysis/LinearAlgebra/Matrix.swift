/// A dense matrix of doubles, stored column by column: entry (i, j) is `values[j * rows + i]`. As features, rows are
/// points and columns are variables, and every entry is finite.
public struct Matrix: Sendable, Equatable {
  public let rows: Int
  public let columns: Int
  public var values: [Double]

  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(values.count == rows * columns, "a \(rows)×\(columns) matrix has \(rows * columns) values")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.init(rows: rows, columns: columns, values: Array(repeating: value, count: rows * columns))
  }

  /// From rows of equal length.
  public init(_ rowArrays: [[Double]]) {
    let columns = rowArrays.first?.count ?? 0
    self.init(rows: rowArrays.count, columns: columns)
    for (i, row) in rowArrays.enumerated() {
      precondition(row.count == columns, "rows of equal length")
      for j in 0..<columns { self[i, j] = row[j] }
    }
  }

  @inlinable public subscript(row: Int, column: Int) -> Double {
    get { values[column * rows + row] }
    set { values[column * rows + row] = newValue }
  }

  public func row(_ i: Int) -> [Double] { (0..<columns).map { values[$0 * rows + i] } }
  public func column(_ j: Int) -> ArraySlice<Double> { values[(j * rows)..<((j + 1) * rows)] }

  /// The values row by row: entry (i, j) at `i * columns + j`. O(rows · columns).
  public func rowMajorValues() -> [Double] {
    guard !values.isEmpty else { return [] }
    return Array(unsafeUninitializedCapacity: values.count) { target, count in
      values.withUnsafeBufferPointer { source in
        for j in 0..<columns {
          for i in 0..<rows { target.initializeElement(at: i * columns + j, to: source[j * rows + i]) }
        }
      }
      count = values.count
    }
  }

  /// The given rows, in the given order.
  public func selecting(rows selection: [Int]) -> Matrix {
    var result = Matrix(rows: selection.count, columns: columns)
    for j in 0..<columns {
      for (i, row) in selection.enumerated() { result.values[j * selection.count + i] = values[j * rows + row] }
    }
    return result
  }

  /// The given columns, in the given order.
  public func selecting(columns selection: [Int]) -> Matrix {
    var result: [Double] = []
    result.reserveCapacity(rows * selection.count)
    for j in selection { result.append(contentsOf: column(j)) }
    return Matrix(rows: rows, columns: selection.count, values: result)
  }
}
