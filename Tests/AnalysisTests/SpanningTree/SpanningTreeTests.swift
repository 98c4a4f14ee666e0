import Analysis
import Testing

@Suite("Spanning tree")
struct SpanningTreeTests {
  /// Kruskal's algorithm over all pairs, under the total edge order.
  private func kruskal(_ n: Int, _ value: (Int, Int) -> Double) -> [TreeEdge] {
    var edges: [TreeEdge] = []
    for i in 0..<n { for j in 0..<i { edges.append(TreeEdge(value: value(i, j), Int32(i), Int32(j))) } }
    edges.sort(by: TreeEdge.precedes)
    var component = Array(0..<n)
    var tree: [TreeEdge] = []
    for edge in edges where component[Int(edge.low)] != component[Int(edge.high)] {
      tree.append(edge)
      let (kept, gone) = (component[Int(edge.low)], component[Int(edge.high)])
      for i in 0..<n where component[i] == gone { component[i] = kept }
    }
    return tree
  }

  private func tree(_ points: Matrix, blocksPerLeaf: Int, threads: Int) throws -> KDTree {
    try KDTree(
      #require(TendencyData.euclidean(points).geometry), blocksPerLeaf: blocksPerLeaf,
      context: RunContext(threads: threads))
  }

  @Test("Borůvka's tree is Kruskal's, ties included", arguments: TendencyData.Family.allCases)
  func plain(family: TendencyData.Family) throws {
    for seed in 200..<UInt64(260) {
      let points = family.points(seed: seed)
      let dissimilarities = try TendencyData.euclidean(points)
      let expected = kruskal(points.rows) { dissimilarities.comparisonValue($0, $1) }
      for threads in [1, 2] {
        let tree = try tree(points, blocksPerLeaf: 1 + Int(seed % 4), threads: threads)
        let edges = try tree.spanningTree(context: RunContext(threads: threads)).edges
        #expect(edges.sorted(by: TreeEdge.precedes) == expected)
      }
    }
  }

  @Test("with core distances: the tree of mutual reachability", arguments: TendencyData.Family.allCases)
  func mutualReachability(family: TendencyData.Family) throws {
    for seed in 300..<UInt64(340) {
      let points = family.points(seed: seed)
      let dissimilarities = try TendencyData.euclidean(points)
      let tree = try tree(points, blocksPerLeaf: 1, threads: 1)
      let k = min(points.rows - 1, 1 + Int(seed % 5))
      let cores = (0..<points.rows).map { k > 0 ? tree.nearest(k, toRow: $0)[k - 1].comparisonValue : 0 }
      let expected = kruskal(points.rows) { max(cores[$0], cores[$1], dissimilarities.comparisonValue($0, $1)) }
      for threads in [1, 2] {
        let edges = try tree.spanningTree(coreValues: cores, context: RunContext(threads: threads)).edges
        #expect(edges.sorted(by: TreeEdge.precedes) == expected)
      }
    }
  }

  @Test("larger, with core distances, for any number of threads")
  func threads() throws {
    let points = TendencyData.blobs(8000, centres: [[0, 0, 0], [7, 7, 7]])
    let tree = try tree(points, blocksPerLeaf: 1, threads: 2)
    let neighbors = try tree.nearestNeighbors(4, context: RunContext(threads: 2))
    let cores = (0..<8000).map { neighbors.comparisonValues[$0 * 4 + 3] }
    let one = try tree.spanningTree(coreValues: cores, context: RunContext(threads: 1)).edges
    let two = try tree.spanningTree(coreValues: cores, context: RunContext(threads: 2)).edges
    #expect(one.count == 7999)
    #expect(one.sorted(by: TreeEdge.precedes) == two.sorted(by: TreeEdge.precedes))
  }

  @Test("the farthest pair's lower row", arguments: TendencyData.Family.allCases)
  func farthest(family: TendencyData.Family) throws {
    for seed in 400..<UInt64(440) {
      let points = family.points(seed: seed)
      let dissimilarities = try TendencyData.euclidean(points)
      var best = (value: -1.0, low: 0)
      for i in 0..<points.rows {
        for j in i + 1..<max(i + 1, points.rows) where dissimilarities.comparisonValue(i, j) > best.value {
          best = (dissimilarities.comparisonValue(i, j), i)
        }
      }
      let tree = try tree(points, blocksPerLeaf: 1 + Int(seed % 2), threads: 2)
      #expect(try tree.farthestRow(context: RunContext(threads: 2)) == best.low)
    }
  }
}
