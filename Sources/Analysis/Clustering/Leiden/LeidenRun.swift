/// One run of the Leiden algorithm from single vertices.
///
/// An iteration moves vertices, refines the communities, makes a vertex of each refined part and goes on with the graph
/// of these, until every community is one vertex. Parts grow along edges only, so every community is connected. The next
/// iteration begins with the communities of the last.
package struct LeidenRun: Sendable {
  let graph: NeighborGraph
  let quality: CommunityQuality
  /// Iterations at most; nil to go on until nothing gains.
  let iterations: Int?

  package struct Outcome: Sendable {
    /// One community a row: any numbers below that of the rows.
    package let labels: [Int]
    package let value: Double
    package let iterations: Int
  }

  package init(graph: NeighborGraph, quality: CommunityQuality, iterations: Int?) {
    self.graph = graph
    self.quality = quality
    self.iterations = iterations
  }

  /// O(edges) time an iteration, nearly; O(edges) memory.
  /// - Throws: `CancellationError`.
  package func run(
    _ random: RandomSource, _ context: RunContext, _ finishIteration: () -> Void = {}
  ) throws -> Outcome {
    var random = random
    let base = CommunityGraph(graph, sizes: quality.sizes)
    var best = Outcome(
      labels: Array(0..<graph.count), value: -.infinity, iterations: 0)
    while best.iterations < iterations ?? .max {
      let labels = try iterate(base, from: best.labels, &random, context)
      let value = quality.value(labels, graph)
      finishIteration()
      let gains = value > best.value + 1e-12 * Swift.abs(value)
      best = Outcome(
        labels: gains ? labels : best.labels, value: max(value, best.value), iterations: best.iterations + 1)
      if !gains { break }
    }
    return best
  }

  private func iterate(
    _ base: CommunityGraph, from labels: [Int], _ random: inout RandomSource, _ context: RunContext
  ) throws -> [Int] {
    var level = base
    var communities = Buffer(labels.map { Int32(truncatingIfNeeded: $0) }, padding: 0)
    // Of each row, the vertex of the present level.
    let vertices = Buffer((0..<Int32(truncatingIfNeeded: base.count)).map { $0 }, padding: 0)
    while true {
      let moves = CommunityMoves(
        level, penalty: quality.penalty, edgeWeight: quality.edgeWeight, communities: communities, context)
      try moves.moveVertices(&random)
      if moves.communityCount == level.count { break }
      let refined = try moves.refined(&random)
      // As many parts as vertices would make the same graph again.
      if refined.count == level.count { break }
      moves.numberCommunities()
      let next = Buffer(count: refined.count, repeating: Int32(0))
      for v in 0..<level.count { next[Int(refined.parts[v])] = communities[v] }
      for row in 0..<base.count { vertices[row] = refined.parts[Int(vertices[row])] }
      level = CommunityGraph(level, groups: refined.parts, groupCount: refined.count)
      communities = next
    }
    return (0..<base.count).map { Int(communities[Int(vertices[$0])]) }
  }
}
