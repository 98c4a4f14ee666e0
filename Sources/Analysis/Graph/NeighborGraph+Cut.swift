extension NeighborGraph {
  /// Σ over the clusters of the weight of edges that leave the cluster over that of all edges at its vertices (Shi &
  /// Malik, "Normalized cuts and image segmentation", 2000): from 0, where clusters are components, to their number
  /// less one or more. O(edges).
  /// - Parameter labels: one a vertex, 0….
  public func normalizedCut(_ labels: [Int]) -> Double {
    var inside = Array(repeating: 0.0, count: (labels.max() ?? -1) + 1)
    var all = inside
    for v in 0..<count {
      for e in offsets[v]..<offsets[v + 1] {
        all[labels[v]] += weights[e]
        if labels[Int(targets[e])] == labels[v] { inside[labels[v]] += weights[e] }
      }
    }
    return inside.indices.reduce(0) { $0 + (all[$1] > 0 ? (all[$1] - inside[$1]) / all[$1] : 0) }
  }
}
