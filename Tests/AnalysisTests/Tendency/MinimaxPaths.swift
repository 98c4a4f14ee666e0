import Analysis
import Synchronization

/// Minimax path dissimilarities by two methods that know nothing of profiles.
enum MinimaxPaths {
  /// Over all intermediate objects in turn: O(n³).
  static func floydWarshall(_ dissimilarities: any Dissimilarities) -> Matrix {
    var result = dissimilarities.matrix()
    let n = result.rows
    for k in 0..<n {
      for i in 0..<n {
        for j in 0..<n { result[i, j] = min(result[i, j], max(result[i, k], result[k, j])) }
      }
    }
    return result
  }

  /// Havens and Bezdek's recursion on a matrix in VAT order: O(n²).
  static func recursion(_ reordered: Matrix) -> Matrix {
    let n = reordered.rows
    var result = Matrix(rows: n, columns: n)
    for r in 1..<max(1, n) {
      var nearest = 0
      for c in 1..<r where reordered[r, c] < reordered[r, nearest] { nearest = c }
      let link = reordered[r, nearest]
      for c in 0..<r {
        let value = c == nearest ? link : max(link, result[nearest, c])
        result[r, c] = value
        result[c, r] = value
      }
    }
    return result
  }
}

/// Says that it is over after having been asked so many times.
final class CancellationAfter: Sendable {
  private let left: Atomic<Int>
  init(calls: Int) { left = Atomic(calls) }
  var isOver: Bool { left.wrappingSubtract(1, ordering: .relaxed).newValue <= 0 }
}
