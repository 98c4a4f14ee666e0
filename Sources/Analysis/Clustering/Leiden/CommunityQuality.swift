/// What communities are judged by. For either measure, putting a vertex into a community is worth the weight of its
/// edges to it less a penalty: resolution × size of the vertex × size of the community.
package struct CommunityQuality: Sendable {
  package enum Measure: String, CaseIterable, Sendable {
    /// Edges inside communities against those expected were the ends of edges joined at random (Newman & Girvan,
    /// "Finding and evaluating community structure in networks", 2004; with a resolution: Reichardt & Bornholdt, 2006).
    case modularity
    /// The constant Potts model: edges inside communities against a given density of edges (Traag, Van Dooren & Nesterov,
    /// "Narrow scope for resolution-limit-free community detection", 2011).
    case cpm

    var name: String { self == .modularity ? "modularity" : "constantPotts" }
  }

  let measure: Measure
  package let resolution: Double
  /// A vertex's share in the penalty.
  let sizes: [Double]
  /// What products of sizes are multiplied by.
  let penalty: Double
  /// The mean weight of an edge.
  let edgeWeight: Double
  private let totalWeight: Double

  package init(_ measure: Measure, resolution: Double, graph: NeighborGraph) {
    self.measure = measure
    self.resolution = resolution
    // Each edge once from either end.
    totalWeight = graph.weights.reduce(0, +)
    edgeWeight = totalWeight / Double(max(1, graph.weights.count))
    switch measure {
    case .modularity:
      sizes = (0..<graph.count).map { graph.degree($0) }
      penalty = resolution / totalWeight
    case .cpm:
      sizes = Array(repeating: 1, count: graph.count)
      penalty = resolution
    }
  }

  /// The share of all pairs of vertices that the edges are.
  static func density(of graph: NeighborGraph) -> Double {
    graph.weights.reduce(0, +) / (Double(graph.count) * Double(graph.count - 1))
  }

  /// Modularity: Σ over communities of w/2m − resolution·(K/2m)², with 2m the sum of the degrees, K that of the community's
  /// and w the weight between its vertices, each edge from both ends. Constant Potts: Σ w/2 − resolution·n(n − 1)/2 over
  /// communities of n vertices. O(edges).
  /// - Parameter labels: one a vertex, 0….
  package func value(_ labels: [Int], _ graph: NeighborGraph) -> Double {
    let communities = (labels.max() ?? -1) + 1
    var inside = Array(repeating: 0.0, count: communities)
    var size = inside
    for v in 0..<graph.count {
      size[labels[v]] += sizes[v]
      for e in graph.offsets[v]..<graph.offsets[v + 1] where labels[Int(graph.targets[e])] == labels[v] {
        inside[labels[v]] += graph.weights[e]
      }
    }
    return (0..<communities).reduce(0) { total, c in
      switch measure {
      case .modularity:
        let share = size[c] / totalWeight
        return total + (inside[c] / totalWeight - resolution * share * share)
      case .cpm:
        return total + (inside[c] - resolution * size[c] * (size[c] - 1)) / 2
      }
    }
  }
}
