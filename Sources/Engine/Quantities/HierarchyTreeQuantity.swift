import Analysis

/// The tree of merges of a hierarchical run, its leaves side by side.
public struct HierarchyTreeQuantity: Quantity {
  public struct Value: Sendable {
    /// The rows from left to right: those of a branch side by side.
    public let order: [Int]
    /// The height at which neighbours in the order come together. Where a merge is lower than one below it, which
    /// happens in centroid and median linkage and in Genie, it is drawn as high as that one.
    public let joins: [Double]
    /// Whether no merge is lower than one below it.
    public let isMonotone: Bool
    let tree: Dendrogram

    /// The height half way between the merges that leave so many clusters and those that would leave one fewer; nil
    /// where no cut leaves so many, and for one cluster.
    public func cut(clusters: Int) -> Double? {
      guard clusters > 1, clusters <= order.count else { return nil }
      let falling = tree.merges.map(\.height).sorted(by: >)
      let (above, below) = (falling[clusters - 2], clusters - 1 < falling.count ? falling[clusters - 1] : 0)
      return below < above ? min(below + (above - below) / 2, above.nextDown) : nil
    }

    /// The clusters that a cut at a height leaves.
    public func clusters(cutAt height: Double) -> Int { joins.count { $0 > height } + 1 }
  }

  public let run: ClusteringQuantity
  public init(_ run: ClusteringQuantity) { self.run = run }

  public var title: String { "tree of merges" }

  /// O(n) once the run is there.
  /// - Throws: `AnalysisError.notApplicable` for a run without a tree of merges; what the run throws.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    guard let hierarchy = try study.value(run, context: context).clustering.hierarchy else {
      throw AnalysisError.notApplicable(
        "\(run.clusterer.id) makes no tree of merges", advice: "choose linkage or genie")
    }
    var heights: [Double] = []
    heights.reserveCapacity(hierarchy.merges.count)
    var isMonotone = true
    for merge in hierarchy.merges {
      let below = [merge.first, merge.second].map {
        $0 < hierarchy.leafCount ? 0 : heights[$0 - hierarchy.leafCount]
      }.max()!
      if merge.height < below { isMonotone = false }
      heights.append(max(merge.height, below))
    }
    let (order, joins) = hierarchy.leafJoins()
    let gaps = joins.map { heights[$0] }
    return Value(
      order: order, joins: gaps, isMonotone: isMonotone, tree: Dendrogram(joinDistances: gaps, count: order.count))
  }
}
