import Analysis
import FoundationEssentials

/// What another implementation made of thirteen scatterplots: `Fixtures/ambiguity-reference.json`, where its version
/// stands.
struct AmbiguityReference: Decodable, Sendable {
  struct Pair: Decodable, Sendable {
    let a: Int
    let b: Int
    let f: Double
    let b2: Double
    let L: Double
    let p: Double
    let H: Double
    let gabriel: Bool
  }
  struct Case: Decodable, Sendable {
    let n: Int
    let points: [[Double]]
    let bic: [Double]
    let k: Int
    let weights: [Double]
    let means: [[Double]]
    let covariances: [[[Double]]]
    let score: Double
    let scoreByMass: Double
    let pairs: [Pair]
    /// Over ten seeds.
    let seedComponents: [Int]
    let seedScores: [Double]

    var mixture: GaussianMixture {
      GaussianMixture(weights: weights, means: Matrix(means), covariances: covariances.map { Matrix($0) })
    }
  }

  let cases: [String: Case]

  static let names = [
    "iris_pca", "blobs2_d0", "blobs2_d1", "blobs2_d2", "blobs2_d3", "blobs2_d4", "blobs2_d6", "moons", "uniform",
    "gauss1", "blobs3", "unbalanced", "ring_blob",
  ]

  static let shared: AmbiguityReference = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Fixtures/ambiguity-reference.json")
    do {
      return try JSONDecoder().decode(AmbiguityReference.self, from: Data(contentsOf: file))
    } catch {
      fatalError("cannot read \(file.path): \(error)")
    }
  }()
}
