import Analysis

/// The condensed tree of an HDBSCAN* run, laid out from left to right.
public struct CondensedTreeQuantity: Quantity {
  public struct Value: Sendable {
    public let tree: CondensedTree
    /// The rows from left to right: those of a cluster side by side, those that leave it first on its outside.
    public let order: [Int]
    /// Where the rows of each cluster of the tree stand.
    public let places: [Range<Int>]
    /// The clusters that each splits into; empty or two, from left to right.
    public let children: [[Int]]
    /// For each cluster the one of the partition that it is or lies in; nil for none.
    public let owner: [Int?]
    /// The distances that a picture shows: from somewhat below the least at which rows leave to a little above the
    /// first split, and without any split to the largest at which a row leaves.
    public let lowest: Double
    public let highest: Double
  }

  public let run: ClusteringQuantity
  public init(_ run: ClusteringQuantity) { self.run = run }

  public var title: String { "condensed tree" }

  /// O(n log n) once the run is there.
  /// - Throws: `AnalysisError.notApplicable` for a run of another algorithm; what the run throws.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    guard let tree = try study.value(run, context: context).clustering.condensedTree else {
      throw AnalysisError.notApplicable(
        "\(run.clusterer.id) has no condensed tree", advice: "choose \(HDBSCAN.description.id)")
    }
    return Value(tree)
  }
}

extension CondensedTreeQuantity.Value {
  init(_ tree: CondensedTree) {
    let clusters = tree.clusters
    var children = [[Int]](repeating: [], count: clusters.count)
    var owner = [Int?](repeating: nil, count: clusters.count)
    for (index, cluster) in clusters.enumerated() {
      if cluster.parent >= 0 {
        children[cluster.parent].append(index)
        owner[index] = owner[cluster.parent]
      }
      if cluster.isSelected { owner[index] = index }
    }
    // The rows that leave each cluster, those that leave it first in front.
    var leaving = [[Int]](repeating: [], count: clusters.count)
    for row in tree.lambdas.indices.sorted(by: { (tree.lambdas[$0], $0) < (tree.lambdas[$1], $1) }) {
      leaving[tree.clusterOfRow[row]].append(row)
    }
    var order = [Int](repeating: 0, count: tree.lambdas.count)
    var places = [Range<Int>](repeating: 0..<0, count: clusters.count)
    var starts = [Int](repeating: 0, count: clusters.count)
    // Parents come before their children.
    for (index, cluster) in clusters.enumerated() {
      places[index] = starts[index]..<starts[index] + cluster.size
      var (left, right) = (places[index].lowerBound, places[index].upperBound)
      for (number, row) in leaving[index].enumerated() {
        if number.isMultiple(of: 2) {
          order[left] = row
          left += 1
        } else {
          right -= 1
          order[right] = row
        }
      }
      for child in children[index] {
        starts[child] = left
        left += clusters[child].size
      }
    }
    let departures = tree.lambdas.lazy.filter { $0 > 0 }.map { 1 / $0 }
    let births = clusters.lazy.filter { $0.birth > 0 }.map { 1 / $0.birth }
    let (least, most) = (departures.min() ?? 0, births.max().map { $0 * 1.15 } ?? departures.max() ?? 0)
    let highest = most.isFinite && most > 0 ? most : 1
    let lowest = max(0, least - (highest - least) / 8)
    self.init(
      tree: tree, order: order, places: places, children: children, owner: owner,
      lowest: lowest < highest ? lowest : 0, highest: highest)
  }

  /// The distance at which a cluster comes apart from the rest; infinite for all rows.
  public func birth(of cluster: Int) -> Double { Self.distance(tree.clusters[cluster].birth) }

  /// The distance at which it splits, or its last rows leave.
  public func death(of cluster: Int) -> Double { Self.distance(tree.clusters[cluster].death) }

  /// The distance at which the row at a place leaves its last cluster.
  public func leaving(at place: Int) -> Double { Self.distance(tree.lambdas[order[place]]) }

  private static func distance(_ lambda: Double) -> Double { lambda > 0 ? 1 / lambda : .infinity }

  /// The smallest cluster of the tree in which all these rows are; nil without any.
  public func cluster(holding rows: some Sequence<Int>) -> Int? {
    var result: Int?
    for row in rows where tree.clusterOfRow.indices.contains(row) {
      result = result.map { meeting($0, tree.clusterOfRow[row]) } ?? tree.clusterOfRow[row]
    }
    return result
  }

  /// The smallest cluster that two clusters lie in.
  public func meeting(_ first: Int, _ second: Int) -> Int {
    var (a, b) = (first, second)
    // Parents have lower numbers.
    while a != b { if a > b { a = tree.clusters[a].parent } else { b = tree.clusters[b].parent } }
    return a
  }

  /// The distance at which the rows at two places come apart into two clusters; nil where they do not.
  public func parting(_ first: Int, _ second: Int) -> Double? {
    let (a, b) = (tree.clusterOfRow[order[first]], tree.clusterOfRow[order[second]])
    let meeting = meeting(a, b)
    return meeting == a || meeting == b ? nil : death(of: meeting)
  }

  /// The cluster that the row at a place is in at a distance, or was in last.
  public func cluster(at place: Int, distance: Double) -> Int {
    var cluster = tree.clusterOfRow[order[place]]
    while tree.clusters[cluster].parent >= 0, birth(of: cluster) <= distance { cluster = tree.clusters[cluster].parent }
    return cluster
  }
}
