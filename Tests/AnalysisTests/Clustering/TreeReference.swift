import Analysis
import FoundationEssentials

/// What peers say about the data sets of `ClusteringReference`: `Fixtures/tree-reference.json`, where the versions
/// stand.
struct TreeReference: Decodable, Sendable {
  struct LinkageValues: Decodable, Sendable {
    /// Whether ties decide nothing: other orders of the rows give the same heights.
    let stable: Bool
    let heightSum: Double
    let topHeights: [Double]
    let sizes: [Int]
    let cophenetic: Double
    let inconsistent: [Int]
    let inconsistentClusters: Int
    let inconsistentDeepClusters: Int
  }
  struct GenieValues: Decodable, Sendable {
    let k: Int
    let gini: Double
    let labels: [Int]
  }
  struct HDBSCANValues: Decodable, Sendable {
    let minClusterSize: Int
    let minSamples: Int
    let labels: [Int]
    let strengths: [Double]
    let strengthLabels: [Int]
    let outlierSum: Double
    let leafClusters: Int
  }
  struct OPTICSValues: Decodable, Sendable {
    let minPoints: Int
    let order: [Int]
    let coreSum: Double
    let reachSum: Double
    let labels: [Int]
  }
  struct Case: Decodable, Sendable {
    let k: Int
    let linkage: [String: LinkageValues]
    let genie: [GenieValues]?
    let hdbscan: HDBSCANValues?
    let optics: OPTICSValues?
  }

  let cases: [String: Case]

  static let shared: TreeReference = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Fixtures/tree-reference.json")
    do {
      return try JSONDecoder().decode(TreeReference.self, from: Data(contentsOf: file))
    } catch {
      fatalError("cannot read \(file.path): \(error)")
    }
  }()
}

/// The adjusted Rand index, noise as a class of its own.
func agreement(_ a: [Int], _ b: [Int]) -> Double {
  func pairs(_ n: Int) -> Double { Double(n * (n - 1) / 2) }
  func sum<Key: Hashable>(_ keys: [Key]) -> Double {
    Dictionary(grouping: keys, by: { $0 }).values.reduce(0) { $0 + pairs($1.count) }
  }
  let (both, first, second) = (sum(zip(a, b).map { [$0, $1] }), sum(a), sum(b))
  let expected = first * second / pairs(a.count)
  let most = (first + second) / 2
  return most == expected ? 1 : (both - expected) / (most - expected)
}
