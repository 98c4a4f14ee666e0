import Analysis
import FoundationEssentials

/// Reference values for small data sets, with the data: `Fixtures/clustering-reference.json`.
struct ClusteringReference: Decodable, Sendable {
  struct DataSet: Decodable, Sendable {
    let rows: [[Double]]
    let labels: [Int]?
  }
  struct KMeansValues: Decodable, Sendable {
    let k: Int
    let inertia: Double
    let sizes: [Int]
  }
  struct DBSCANValues: Decodable, Sendable {
    let eps: Double
    let minPoints: Int
    let clusters: Int
    let noise: Int
    let core: Int
    let coreSizes: [Int]
  }
  struct SingleLinkageValues: Decodable, Sendable {
    let k: Int
    let heightSum: Double
    let topHeights: [Double]
    let sizes: [Int]
    let cophenetic: Double?
  }
  struct Case: Decodable, Sendable {
    let data: String
    let standard: Bool
    let kmeans: KMeansValues?
    let dbscan: DBSCANValues?
    let single: SingleLinkageValues
    let variance: [Double]?
    let varianceRatio: [Double]?
    let `internal`: [String: Double]?
    let ward: [Int]?
    let external: [String: Double]?
  }

  let data: [String: DataSet]
  let cases: [String: Case]

  static let shared: ClusteringReference = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Fixtures/clustering-reference.json")
    do {
      return try JSONDecoder().decode(ClusteringReference.self, from: Data(contentsOf: file))
    } catch {
      fatalError("cannot read \(file.path): \(error)")
    }
  }()

  /// The names of the cases that are tables of features.
  static let featureCases = shared.cases.keys.filter { shared.cases[$0]!.variance != nil }.sorted()
  static let allCases = shared.cases.keys.sorted()

  static func features(_ name: String) -> Matrix {
    let entry = shared.cases[name]!
    let matrix = Matrix(shared.data[entry.data]!.rows)
    return entry.standard ? standardized(matrix) : matrix
  }

  static func labels(_ name: String) -> [Int]? { shared.data[shared.cases[name]!.data]!.labels }

  static func input(_ name: String, seed: UInt64 = 42) throws -> ClusteringInput {
    let matrix = features(name)
    guard featureCases.contains(name) else {
      return ClusteringInput(features: nil, dissimilarities: try PrecomputedDissimilarities(matrix), seed: seed)
    }
    return try euclideanInput(matrix, seed: seed)
  }
}

/// (x − mean) / standard deviation, divisor n; constant columns left out.
func standardized(_ matrix: Matrix) -> Matrix {
  var columns: [[Double]] = []
  for j in 0..<matrix.columns {
    let values = Array(matrix.column(j))
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    if variance > 0 { columns.append(values.map { ($0 - mean) / variance.squareRoot() }) }
  }
  return Matrix(rows: matrix.rows, columns: columns.count, values: columns.flatMap { $0 })
}

func euclideanInput(_ features: Matrix, seed: UInt64 = 42) throws -> ClusteringInput {
  ClusteringInput(
    features: features, dissimilarities: try EuclideanMetric().dissimilarities(of: features), seed: seed)
}

/// Sizes of the clusters, largest first; noise left out.
func clusterSizes(_ labels: [Int]) -> [Int] {
  Dictionary(grouping: labels.filter { $0 >= 0 }, by: { $0 }).values.map(\.count).sorted(by: >)
}

func parameters(_ assignments: String..., for description: AlgorithmDescription) throws -> ParameterValues {
  try ParameterValues(assignments: assignments, for: description)
}

func isClose(_ a: Double, _ b: Double, relative tolerance: Double) -> Bool {
  abs(a - b) <= tolerance * max(abs(a), abs(b), .leastNormalMagnitude)
}

/// Random rows; `levels` makes integer coordinates below that, so that there are ties and duplicates.
func randomFeatures(_ n: Int, _ d: Int, levels: Int? = nil, random: inout RandomSource) -> Matrix {
  var matrix = Matrix(rows: n, columns: d)
  for i in matrix.values.indices {
    matrix.values[i] = levels.map { Double(random.integer(below: $0)) } ?? random.normal()
  }
  return matrix
}

/// Says that the work is cancelled from the given check on.
final class CancellingContext: Sendable {
  private let counter: CancellationCounter

  init(afterChecks limit: Int) { counter = CancellationCounter(limit) }
  func context(threads: Int = 1) -> RunContext {
    let counter = counter
    return RunContext(threads: threads, isCancelled: { counter.isOver() })
  }
}
