/// Where to cut a tree of merges when nobody says: where the profile of heights along its leaves suggests clusters.
enum HierarchyClusterCount {
  static let rule = "the number that the largest gap between merge heights suggests, small outlying groups apart"

  /// - Parameter columns: of the features, where there are features.
  /// - Returns: the number of clusters, outliers included, and a sentence about how it was chosen. O(n log n).
  static func choose(for hierarchy: Hierarchy, columns: Int?) -> (k: Int, note: String) {
    let (order, gaps) = hierarchy.leafOrder()
    // Along the leaves of a tree, the heights between neighbours are what join distances are along a VAT order.
    let suggestion = ClusterSuggestion(of: VATOrder(order: order, joinDistances: gaps, parents: []), columns: columns)
    guard let best = suggestion.best else {
      return (1, "k = 1, because no gap between the merge heights is large enough to suggest clusters.")
    }
    let k = hierarchy.clusterCount(atHeight: best.cut)
    let ratio = "\((best.ratio * 100).rounded() / 100)"
    let outliers = k - best.clusters
    let apart = outliers == 0 ? "" : " and \(outliers) smaller \(outliers == 1 ? "group" : "groups") apart"
    return (
      k,
      "k = \(k) was chosen: a gap between merge heights, \(ratio) times from its lower to its upper end, leaves "
        + "\(best.clusters) clusters of at least \(suggestion.support) rows\(apart)."
    )
  }
}
