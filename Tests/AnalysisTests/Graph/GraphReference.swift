import Analysis
import FoundationEssentials

/// What peers say about the data sets of `ClusteringReference`: `Fixtures/graph-reference.json`, where the versions
/// stand.
struct GraphReference: Decodable, Sendable {
  struct Case: Decodable, Sendable {
    /// Sums of the distances to the first and the tenth neighbour.
    let firstSum: Double
    let tenthSum: Double
    let k: Int
    let components: Int
    let eigenvalues: [Double]
    let spectralRand: Double?
    let edges: Int
    let modularity: Double
    /// The numbers of neighbours for which equally far ones leave the graph undetermined.
    let tied: [Int]
  }

  let cases: [String: Case]

  static let names = shared.cases.keys.sorted()

  static let shared: GraphReference = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Fixtures/graph-reference.json")
    do {
      return try JSONDecoder().decode(GraphReference.self, from: Data(contentsOf: file))
    } catch {
      fatalError("cannot read \(file.path): \(error)")
    }
  }()

  /// A random graph; with `parts`, of vertices i mod parts apart but for a few edges.
  static func randomGraph(_ n: Int, edges: Int, parts: Int = 1, weighted: Bool, random: inout RandomSource) -> NeighborGraph {
    var chosen: [(Int, Int, weight: Double)] = []
    for i in 1..<n { chosen.append((i, random.integer(below: i), 1)) }
    while chosen.count < edges {
      let (a, b) = (random.integer(below: n), random.integer(below: n))
      if a == b || (a % parts != b % parts && random.uniform() < 0.95) { continue }
      chosen.append((a, b, weighted ? random.uniform() + 0.1 : 1))
    }
    return NeighborGraph(count: n, edges: chosen)
  }
}
