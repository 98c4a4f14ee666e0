import Analysis
import FoundationEssentials
import Tabular
import Testing

/// Reference values for larger sets, with the data, that are not shipped: the folder `shared` beside the package, or
/// beside a folder above it.
struct SharedReference: Decodable, Sendable {
  struct Objective: Decodable, Sendable {
    struct Best: Decodable, Sendable { let inertia: Double }
    let k: Int
    let best_known: Best?
    let best_known_loss: Double?
  }
  struct Mixture: Decodable, Sendable {
    struct One: Decodable, Sendable {
      let mean_loglik: Double
      let bic: Double
    }
    let k: Int
    let mean_loglik: Double?
    let one_component: One?
  }
  struct Density: Decodable, Sendable {
    let eps: Double
    let min_samples: Int
    let clusters: Int
    let noise: Int
    let core: Int
    let core_sizes: [Int]
  }
  struct DensityTree: Decodable, Sendable {
    let min_cluster_size: Int
    let min_samples: Int
    let clusters: Int
    let noise: Int
    let core_distance_sum: Double
    let mutual_reachability_mst_weight: Double?
    let peers_agree_ari: Double
    let labels: [Int]?
  }
  struct Tree: Decodable, Sendable {
    let k: Int
    let height_sum: Double
    let top_heights: [Double]
    let ties_at_cut: Bool
    let row_order_changes_heights: Bool?
    let row_order_changes_cut: Bool?
    let sizes: [Int]
    let cophenetic_correlation: Double?
  }
  struct Trees: Decodable, Sendable {
    let single: Tree?
    let complete: Tree?
    let average: Tree?
    let ward: Tree?
    var all: [String: Tree] {
      ["single": single, "complete": complete, "average": average, "ward": ward].compactMapValues { $0 }
    }
  }
  struct Agreement: Decodable, Sendable { let ari: Double? }
  struct NeighborSums: Decodable, Sendable {
    let sum_1nn: Double
    let sum_10nn: Double
  }
  struct Communities: Decodable, Sendable {
    let edges: Int
    let modularity_best_of_5: Double
  }
  struct Spectrum: Decodable, Sendable {
    let components: Int
    let eigenvalues_smallest: [Double]?
    let ari: Double?
  }
  struct Variances: Decodable, Sendable { let explained_variance: [Double] }

  let file: String
  let k: Int
  let n: Int
  let d: Int?
  let prep: String?
  let reference: String?
  let features: Names?
  let kmeans: Objective?
  let kmedoids: Objective?
  let gmm: Mixture?
  let dbscan: Density?
  let hdbscan: DensityTree?
  let linkage: Trees?
  let genie: Agreement?
  let pca: Variances?
  let knn: NeighborSums?
  let leiden: Communities?
  let spectral: Spectrum?

  /// Names of columns: a list, or "p0..p63 (64)".
  struct Names: Decodable, Sendable {
    let names: [String]
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let list = try? container.decode([String].self) {
        names = list
        return
      }
      let text = try container.decode(String.self)
      let ends = text.split(separator: " ")[0].split(separator: ".").map(String.init)
      let (first, last) = (Int(ends[0].dropFirst())!, Int(ends[1].dropFirst())!)
      names = (first...last).map { "\(ends[0].prefix(1))\($0)" }
    }
  }

  /// Values of algorithms that the first file does not have.
  struct Extra: Decodable, Sendable {
    struct Costs: Decodable, Sendable {
      let pairs_weight: Double
      let single: Double
      let complete: Double
      let average: Double
      let ward: Double
      var all: [String: Double] { ["single": single, "complete": complete, "average": average, "ward": ward] }
    }
    struct DegreeLinkage: Decodable, Sendable {
      let K: Int
      let a: Double
      let sigma2: Double
      let initial_clusters: Int
      let labels: [Int]
    }
    struct Spherical: Decodable, Sendable { let best_known_cosine_sum: Double }
    struct Plot: Decodable, Sendable {
      let min_samples: Int
      let core_distance_sum: Double
      let reachability_sum: Double
    }
    let k: Int
    let dasgupta_cost: Costs?
    let gdl: DegreeLinkage?
    let spherical_kmeans: Spherical?
    let optics: Plot?
  }

  /// Exact optima of small problems.
  struct Exact: Decodable, Sendable {
    let kmedoids_exact_eurodist: [String: Optimum]
    let kmeans_1d_exact_faithful_eruptions: [String: Double]

    /// A loss, followed by the medoids.
    struct Optimum: Decodable, Sendable {
      let loss: Double
      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        loss = try container.decode(Double.self)
      }
    }
  }

  // MARK: - Files

  static let folder: URL? = {
    var url = URL(filePath: #filePath)
    while url.pathComponents.count > 1 {
      url = url.deletingLastPathComponent()
      let shared = url.appending(path: "shared")
      if (try? Data(contentsOf: shared.appending(path: "reference-dev.json"))) != nil { return shared }
    }
    return nil
  }()

  private static func decode<Value: Decodable>(_ path: String, as type: Value.Type) -> Value? {
    guard let folder, let data = try? Data(contentsOf: folder.appending(path: path)) else { return nil }
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch {
      Issue.record("\(path): \(error)")
      return nil
    }
  }

  private struct Entries: Decodable {
    let entries: [String: SharedReference]
    private struct Key: CodingKey {
      let stringValue: String
      let intValue: Int? = nil
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      var entries: [String: SharedReference] = [:]
      for key in container.allKeys where !key.stringValue.hasPrefix("_") {
        entries[key.stringValue] = try container.decode(SharedReference.self, forKey: key)
      }
      self.entries = entries
    }
  }

  static let entries = decode("reference-dev.json", as: Entries.self)?.entries ?? [:]
  static let extras = decode("reference/reference-extra-dev.json", as: [String: Extra].self) ?? [:]
  static let exact = decode("reference/reference-small.json", as: Exact.self)

  static var isPresent: Bool { folder != nil }
  /// Those that are tables of features.
  static let names = entries.keys.filter { entries[$0]!.d != nil }.sorted()
  /// Those with at most so many rows.
  static func names(upTo rows: Int) -> [String] { names.filter { entries[$0]!.n <= rows } }

  // MARK: - Data

  private func table() throws -> Table {
    try TableReader.read(path: Self.folder!.appending(path: file).path(percentEncoded: false))
  }

  /// The features, prepared as the reference says.
  func matrix() throws -> Matrix {
    let table = try table()
    let columns = try features!.names.map { try numbers(of: table, $0) }
    let complete = (0..<table.rowCount).filter { row in columns.allSatisfy { !$0[row].isNaN } }
    let matrix = Matrix(complete.map { row in columns.map { $0[row] } })
    #expect(matrix.rows == n && matrix.columns == d)
    return prep == "as is" ? matrix : standardized(matrix)
  }

  func input() throws -> ClusteringInput {
    if d != nil { return try euclideanInput(matrix()) }
    let table = try table()
    let columns = try table.columns.filter(\.isNumeric).map { try numbers(of: table, $0.name) }
    let matrix = Matrix(rows: n, columns: n, values: columns.flatMap { $0 })
    return ClusteringInput(features: nil, dissimilarities: try PrecomputedDissimilarities(matrix), seed: 42)
  }

  /// One column of the file as it is.
  func column(_ place: Int) throws -> Matrix {
    let values = try numbers(of: table(), features!.names[place])
    return Matrix(rows: values.count, columns: 1, values: values)
  }

  /// The reference classes of a set without missing values.
  func classes() throws -> [Int]? {
    guard let reference, let column = try table().column(named: reference), column.count == n else { return nil }
    return Self.codes(column)
  }

  private static func codes(_ column: Column) -> [Int] {
    switch column.values {
    case .numeric(let numbers): numbers.map { Int($0) }
    case .text(let codes, _): codes.map(Int.init)
    }
  }

  private func numbers(of table: Table, _ name: String) throws -> [Double] {
    guard case .numeric(let numbers)? = table.column(named: name)?.values else {
      throw AnalysisError.notApplicable("no numbers in column \(name)", advice: "look at \(file)")
    }
    return numbers
  }
}
