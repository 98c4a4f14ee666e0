/// A hierarchy with only the splits that leave both sides enough rows: a cluster goes on while rows leave it in small
/// numbers, and ends where it splits in two or its last rows leave (Campello, Moulavi & Sander 2013; McInnes & Healy,
/// "Accelerated hierarchical density based clustering", 2017). Density is λ, 1 over distance.
public struct CondensedTree: Sendable, Equatable {
  public struct Cluster: Sendable, Equatable {
    /// The cluster that it splits from: lower than its own place; −1 for the root.
    public let parent: Int
    /// λ at which it splits off; 0 for the root.
    public let birth: Double
    /// λ at which it splits or its last rows leave.
    public internal(set) var death: Double
    /// Rows at its birth.
    public let size: Int
    /// Σ over its rows of the λ at which they leave it, less that of its birth: how many rows, and how long.
    public internal(set) var stability: Double
    /// Whether it is a cluster of the partition.
    public internal(set) var isSelected: Bool
  }

  /// Parents before children; the first is all rows. Empty without rows.
  public internal(set) var clusters: [Cluster]
  /// The last cluster that each row is in.
  public let clusterOfRow: [Int]
  /// λ at which each row leaves it.
  public let lambdas: [Double]

  /// - Parameters:
  ///   - hierarchy: with heights that never fall.
  ///   - smallest: rows that a cluster needs, at least 2.
  /// - Throws: `CancellationError`. O(n) time and memory.
  init(_ hierarchy: Hierarchy, smallest: Int, _ context: RunContext) throws {
    let n = hierarchy.leafCount
    let merges = hierarchy.merges
    let density = Density(hierarchy)
    var clusters: [Cluster] = []
    var clusterOfRow = [Int](repeating: 0, count: n)
    var lambdas = [Double](repeating: 0, count: n)
    if n > 0 { clusters.append(Cluster(parent: -1, birth: 0, death: 0, size: n, stability: 0, isSelected: false)) }
    var leaving: [Int] = []
    func leave(_ node: Int, _ cluster: Int, _ lambda: Double) {
      leaving.append(node)
      while let node = leaving.popLast() {
        if node < n {
          clusterOfRow[node] = cluster
          lambdas[node] = lambda
        } else {
          leaving.append(merges[node - n].first)
          leaving.append(merges[node - n].second)
        }
      }
    }
    func size(_ node: Int) -> Int { node < n ? 1 : merges[node - n].size }
    // A node that is still its cluster's whole.
    var pending: [(node: Int, cluster: Int)] = n > 1 ? [(2 * n - 2, 0)] : []
    var steps = 0
    while let (node, cluster) = pending.popLast() {
      steps += 1
      if steps & 0xFFFF == 0 { try context.checkCancellation() }
      let merge = merges[node - n]
      let lambda = density.lambda(ofHeight: merge.height)
      // Rows at no distance are never parted.
      if merge.height == 0 {
        leave(node, cluster, lambda)
        continue
      }
      let splits = size(merge.first) >= smallest && size(merge.second) >= smallest
      for side in [merge.first, merge.second] {
        if size(side) < smallest {
          leave(side, cluster, lambda)
        } else if splits {
          clusters.append(
            Cluster(parent: cluster, birth: lambda, death: 0, size: size(side), stability: 0, isSelected: false))
          pending.append((side, clusters.count - 1))
        } else {
          pending.append((side, cluster))
        }
      }
    }
    self.clusters = clusters
    self.clusterOfRow = clusterOfRow
    self.lambdas = lambdas
    measure()
  }

  /// Fills in deaths and stabilities.
  private mutating func measure() {
    for (row, cluster) in clusterOfRow.enumerated() {
      clusters[cluster].death = max(clusters[cluster].death, lambdas[row])
      clusters[cluster].stability += lambdas[row] - clusters[cluster].birth
    }
    for child in clusters where child.parent >= 0 {
      clusters[child.parent].death = max(clusters[child.parent].death, child.birth)
      clusters[child.parent].stability += (child.birth - clusters[child.parent].birth) * Double(child.size)
    }
  }

  /// λ of heights, which stays finite: no distance counts as half the smallest there is.
  private struct Density {
    private let floor: Double

    init(_ hierarchy: Hierarchy) {
      let smallest = hierarchy.merges.first { $0.height > 0 }?.height ?? 1
      floor = max(smallest.isFinite ? smallest / 2 : 1, 1e-150)
    }

    func lambda(ofHeight height: Double) -> Double { 1 / max(height, floor) }
  }
}
