/// The directed graph that leads from every row to its nearest neighbours, with weights that fall with the square of
/// the dissimilarity: w(i→j) = exp(−d(i, j)²/σ²), σ² = bandwidth · mean of d² over all neighbours (Zhang, Wang, Zhao &
/// Tang, "Graph degree linkage: agglomerative clustering on a directed graph", 2012).
package struct NeighborWeights: Sendable {
  package let neighbors: NearestNeighbors
  /// n·k weights from 0 to 1, as `neighbors.rows`.
  package let weights: [Double]
  /// σ², in squared dissimilarities.
  package let variance: Double

  /// O(n·k).
  /// - Parameters:
  ///   - dissimilarities: those that the neighbours were found by.
  ///   - bandwidth: above 0.
  package init(_ neighbors: NearestNeighbors, of dissimilarities: any Dissimilarities, bandwidth: Double) {
    self.neighbors = neighbors
    var lengths = neighbors.comparisonValues.map(dissimilarities.dissimilarity(ofComparisonValue:))
    let largest = lengths.reduce(0) { $1.isFinite ? max($0, $1) : $0 }
    // Of lengths relative to the largest no square can overflow.
    let unit = largest > 0 ? largest : 1
    var sum = CompensatedSum()
    for i in lengths.indices {
      lengths[i] /= unit
      if lengths[i].isFinite { sum.add(lengths[i] * lengths[i]) }
    }
    let relative = bandwidth * sum.total / Double(max(1, lengths.count))
    variance = relative * unit * unit
    // Where all neighbours are at no distance, all are as near as can be.
    weights = relative > 0 ? lengths.map { exponential(-$0 * $0 / relative) } : lengths.map { $0 == 0 ? 1 : 0 }
  }

  /// The components of the graph of first neighbours, numbered by their lowest row: one number a row, and how many
  /// there are.
  package func firstNeighborComponents() -> (component: [Int32], count: Int) {
    var sets = DisjointSets(count: neighbors.count)
    if neighbors.k > 0 {
      for i in 0..<neighbors.count { sets.join(i, Int(neighbors.rows[i * neighbors.k])) }
    }
    var numbers = Array(repeating: Int32(-1), count: neighbors.count)
    var count: Int32 = 0
    for i in 0..<neighbors.count {
      let root = sets.root(of: i)
      if root == i {
        numbers[i] = count
        count += 1
      } else {
        numbers[i] = numbers[root]
      }
    }
    return (numbers, Int(count))
  }
}
