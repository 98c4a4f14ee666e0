/// The pairing of two sides, one to one, with the greatest total weight, by shortest augmenting paths (Kuhn, "The
/// Hungarian method for the assignment problem", 1955; Jonker & Volgenant, "A shortest augmenting path algorithm for
/// dense and sparse linear assignment problems", 1987).
enum Assignment {
  /// One augmenting path for each member of the smaller side, shortest by reduced cost; a cost is minus the weight.
  /// O(min(rows, columns)² · max(rows, columns)) time.
  /// - Parameter weights: rows·columns finite numbers, row after row.
  /// - Returns: for each row its column, nil for a row that stays alone; as many pairs as the smaller side has members.
  static func best(_ weights: [Double], rows: Int, columns: Int) -> [Int?] {
    precondition(weights.count == rows * columns, "a weight for each pair")
    guard rows <= columns else {
      var turned = Array(repeating: 0.0, count: rows * columns)
      for i in 0..<rows { for j in 0..<columns { turned[j * rows + i] = weights[i * columns + j] } }
      var result = [Int?](repeating: nil, count: rows)
      for (column, row) in best(turned, rows: columns, columns: rows).enumerated() {
        if let row { result[row] = column }
      }
      return result
    }
    guard rows > 0 else { return [] }
    // Column `columns` is where a path begins.
    var rowOf = Array(repeating: -1, count: columns + 1)
    var rowPotential = Array(repeating: 0.0, count: rows)
    var columnPotential = Array(repeating: 0.0, count: columns + 1)
    for row in 0..<rows {
      rowOf[columns] = row
      var column = columns
      var distance = Array(repeating: Double.infinity, count: columns)
      var previous = Array(repeating: columns, count: columns)
      var isDone = Array(repeating: false, count: columns + 1)
      while rowOf[column] >= 0 {
        isDone[column] = true
        let from = rowOf[column]
        var step = Double.infinity
        var next = columns
        for j in 0..<columns where !isDone[j] {
          let reduced = -weights[from * columns + j] - rowPotential[from] - columnPotential[j]
          if reduced < distance[j] {
            distance[j] = reduced
            previous[j] = column
          }
          if distance[j] < step {
            step = distance[j]
            next = j
          }
        }
        for j in 0...columns {
          if isDone[j] {
            rowPotential[rowOf[j]] += step
            columnPotential[j] -= step
          } else {
            distance[j] -= step
          }
        }
        column = next
      }
      while column != columns {
        rowOf[column] = rowOf[previous[column]]
        column = previous[column]
      }
    }
    var result = [Int?](repeating: nil, count: rows)
    for column in 0..<columns where rowOf[column] >= 0 { result[rowOf[column]] = column }
    return result
  }
}
