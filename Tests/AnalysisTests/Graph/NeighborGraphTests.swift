import Analysis
import Testing

@Suite struct NeighborGraphTests {
  /// 0 and 1 name each other, 2 names 1, 3 names 2.
  private let chain = NearestNeighbors(
    count: 4, k: 1, rows: [1, 0, 1, 2], comparisonValues: [1, 1, 2, 3])

  @Test func unionAndMean() {
    let union = NeighborGraph(chain, .union)
    #expect(union.offsets == [0, 1, 3, 5, 6])
    #expect(union.targets == [1, 0, 2, 1, 3, 2])
    #expect(union.weights == [1, 1, 1, 1, 1, 1])
    #expect(union.edgeCount == 3)
    let mean = NeighborGraph(chain, .mean)
    #expect(mean.targets == union.targets)
    #expect(mean.weights == [1, 1, 0.5, 0.5, 0.5, 0.5])
    #expect((0..<4).map { mean.degree($0) } == [1, 1.5, 1, 0.5])
    let weighted = NeighborGraph(chain, weights: [4, 2, 6, 8], .mean)
    #expect(weighted.weights == [3, 3, 3, 3, 4, 4])
    #expect(NeighborGraph(chain, weights: [4, 2, 6, 8], .union).weights == [4, 4, 6, 6, 8, 8])
  }

  @Test func componentsAreNumberedByFirstVertex() {
    let pairs = NearestNeighbors(count: 5, k: 1, rows: [4, 2, 1, 2, 0], comparisonValues: [1, 1, 1, 1, 1])
    #expect(NeighborGraph(pairs, .union).components == [0, 1, 1, 1, 0])
  }

  @Test func listsAreSymmetricAndSorted() throws {
    var random = RandomSource(seed: 4)
    let features = randomFeatures(300, 3, levels: 9, random: &random)
    let neighbors = try NearestNeighbors(
      of: EuclideanMetric().dissimilarities(of: features), k: 7, context: RunContext())
    for symmetrization in [NeighborGraph.Symmetrization.union, .mean] {
      let graph = NeighborGraph(neighbors, symmetrization)
      var weights: [[Int]: Double] = [:]
      for v in 0..<300 {
        let targets = graph.targets[graph.offsets[v]..<graph.offsets[v + 1]]
        #expect(zip(targets, targets.dropFirst()).allSatisfy { $0 < $1 } && !targets.contains(Int32(v)))
        for e in graph.offsets[v]..<graph.offsets[v + 1] { weights[[v, Int(graph.targets[e])]] = graph.weights[e] }
      }
      for (pair, weight) in weights {
        #expect(weights[[pair[1], pair[0]]] == weight)
        let named = (neighbors.neighbors(of: pair[0]).contains(Int32(pair[1])) ? 1.0 : 0)
          + (neighbors.neighbors(of: pair[1]).contains(Int32(pair[0])) ? 1 : 0)
        #expect(weight == (symmetrization == .union ? 1 : named / 2))
      }
      #expect(neighbors.rows.indices.allSatisfy { weights[[$0 / 7, Int(neighbors.rows[$0])]] != nil })
    }
  }

  @Test(arguments: GraphReference.names)
  func edgesAgreeWithTheReference(name: String) throws {
    let expected = GraphReference.shared.cases[name]!
    let input = try ClusteringReference.input(name)
    let graph = NeighborGraph(try input.neighbors(15, RunContext()), .union)
    if expected.tied.contains(15) {
      #expect(abs(graph.edgeCount - expected.edges) <= 6)
    } else {
      #expect(graph.edgeCount == expected.edges)
    }
    #expect(NeighborGraph(try input.neighbors(9, RunContext()), .mean).components.max()! + 1 == expected.components)
  }

  @Test func normalizedCut() {
    // Two triangles and an edge between them: 7 edges, one cut, the ends at each triangle 7.
    let graph = NeighborGraph(
      count: 6, edges: [(0, 1, 1), (1, 2, 1), (0, 2, 1), (3, 4, 1), (4, 5, 1), (3, 5, 1), (2, 3, 1)])
    #expect(graph.normalizedCut([0, 0, 0, 1, 1, 1]) == 2.0 / 7)
    #expect(graph.normalizedCut([0, 0, 0, 0, 0, 0]) == 0)
    #expect(graph.normalizedCut([0, 1, 2, 3, 4, 5]) == 6)
  }
}
