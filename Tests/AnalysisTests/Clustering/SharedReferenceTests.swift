import Analysis
import FoundationEssentials
import Testing

/// The same checks on larger sets that are not shipped: run where `../shared` is present beside the package.
@Suite(.enabled(if: SharedReference.isPresent)) struct SharedReferenceTests {
  @Test(arguments: SharedReference.names)
  func clusterersAgree(name: String) throws {
    let entry = SharedReference.entries[name]!
    let features = try SharedReference.features(entry)
    let input = try euclideanInput(features)
    if let kmeans = entry.kmeans {
      let result = try KMeans(parameters("k=\(kmeans.k)", for: KMeans.description))
        .cluster(input, context: RunContext())
      #expect(result.objective!.value <= kmeans.best_known.inertia * 1.001)
    }
    if let expected = entry.dbscan {
      let values = ParameterValues(["eps": .real(expected.eps), "min-points": .integer(expected.min_samples)])
      let result = try DBSCAN(values).cluster(input, context: RunContext())
      #expect(result.clusterCount == expected.clusters && result.noiseCount == expected.noise)
      let core = try DBSCAN.corePoints(
        of: input.dissimilarities, eps: expected.eps, minPoints: expected.min_samples, context: RunContext())
      #expect(core.count { $0 } == expected.core)
      #expect(
        clusterSizes(core.indices.filter { core[$0] }.map { result.labels[$0] })
          == expected.core_sizes.sorted(by: >))
    }
    if let expected = entry.linkage?.single {
      let result = try Linkage(parameters("k=\(expected.k)", for: Linkage.description))
        .cluster(input, context: RunContext())
      let heights = result.hierarchy!.merges.map(\.height)
      #expect(isClose(heights.reduce(0, +), expected.height_sum, relative: 1e-10))
      for (height, top) in zip(heights.reversed(), expected.top_heights) {
        #expect(isClose(height, top, relative: 1e-8))
      }
      if !expected.ties_at_cut { #expect(clusterSizes(result.labels) == expected.sizes.sorted(by: >)) }
      if let cophenetic = expected.cophenetic_correlation {
        #expect(isClose(result.objective!.value, cophenetic, relative: 1e-8))
      }
    }
    if let expected = entry.pca {
      let result = try PrincipalComponents().project(features, seed: 0, context: RunContext())
      for (value, reference) in zip(result.explainedVariance, expected.explained_variance) {
        #expect(isClose(value, reference, relative: 1e-8))
      }
    }
  }

  @Test(arguments: SharedReference.names)
  func neighborsAndGraphsAgree(name: String) throws {
    let entry = SharedReference.entries[name]!
    let features = try SharedReference.features(entry)
    let nearest = try NearestNeighbors(
      of: EuclideanMetric().dissimilarities(of: features), k: 15, context: RunContext())
    var sums = (first: 0.0, tenth: 0.0)
    for i in 0..<nearest.count {
      sums.first += nearest.comparisonValues[i * 15].squareRoot()
      sums.tenth += nearest.comparisonValues[i * 15 + 9].squareRoot()
    }
    if let expected = entry.knn {
      #expect(isClose(sums.first, expected.sum_1nn, relative: 1e-9))
      #expect(isClose(sums.tenth, expected.sum_10nn, relative: 1e-9))
    }
    let input = ClusteringInput(
      features: features, dissimilarities: try EuclideanMetric().dissimilarities(of: features), seed: 42,
      neighbors: { k, _ in nearest.first(k) })
    if let expected = entry.leiden {
      let result = try Leiden().cluster(input, context: RunContext())
      #expect(result.objective!.value > expected.modularity_best_of_5 * 0.999)
    }
    if let expected = entry.spectral, let k = entry.k {
      let result = try Spectral(parameters("k=\(k)", for: Spectral.description)).cluster(input, context: RunContext())
      #expect(result.eigenvalues!.prefix { $0 == 0 }.count == expected.components)
      // Where no row's ninth neighbour is as far as its tenth, the graph is the peers'.
      if (0..<nearest.count).allSatisfy({ nearest.comparisonValues[$0 * 15 + 8] < nearest.comparisonValues[$0 * 15 + 9] })
      {
        for (value, reference) in zip(result.eigenvalues!, expected.eigenvalues_smallest ?? []) {
          #expect(abs(value - reference) < 1e-9)
        }
      }
    }
  }
}

enum SharedReference {
  struct Entry: Decodable, Sendable {
    struct KMeansValues: Decodable, Sendable {
      struct Best: Decodable, Sendable { let inertia: Double }
      let k: Int
      let best_known: Best
    }
    struct DBSCANValues: Decodable, Sendable {
      let eps: Double
      let min_samples: Int
      let clusters: Int
      let noise: Int
      let core: Int
      let core_sizes: [Int]
    }
    struct LinkageValues: Decodable, Sendable {
      struct Single: Decodable, Sendable {
        let k: Int
        let height_sum: Double
        let top_heights: [Double]
        let ties_at_cut: Bool
        let sizes: [Int]
        let cophenetic_correlation: Double?
      }
      let single: Single
    }
    struct Variances: Decodable, Sendable { let explained_variance: [Double] }
    struct NeighborSums: Decodable, Sendable {
      let sum_1nn: Double
      let sum_10nn: Double
    }
    struct LeidenValues: Decodable, Sendable { let modularity_best_of_5: Double }
    struct SpectralValues: Decodable, Sendable {
      let components: Int
      let eigenvalues_smallest: [Double]?
    }
    let knn: NeighborSums?
    let leiden: LeidenValues?
    let spectral: SpectralValues?
    let k: Int?
    let file: String?
    let kind: String?
    let prep: String?
    let n: Int?
    let d: Int?
    let kmeans: KMeansValues?
    let dbscan: DBSCANValues?
    let linkage: LinkageValues?
    let pca: Variances?
  }

  static let folder: URL = {
    var url = URL(filePath: #filePath)
    for _ in 0..<5 { url = url.deletingLastPathComponent() }
    return url.appending(path: "shared")
  }()

  static let entries: [String: Entry] = {
    guard let data = try? Data(contentsOf: folder.appending(path: "reference-dev.json")) else { return [:] }
    return (try? JSONDecoder().decode([String: Entry].self, from: data)) ?? [:]
  }()

  static var isPresent: Bool { !names.isEmpty }
  /// Tables of two to sixteen numeric columns named x1, x2, …, and the digits.
  static let names = entries.keys.filter { name in
    let families = ["fcps", "sipu", "wut", "g2mg", "graves", "other", "digits"]
    return entries[name]!.pca != nil && families.contains { name.hasPrefix($0) }
  }.sorted()

  static func features(_ entry: Entry) throws -> Matrix {
    let text = try String(contentsOf: folder.appending(path: entry.file!), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline)
    let names = lines[0].split(separator: ",")
    let columns = names.indices.filter { !names[$0].hasPrefix("label") }
    #expect(columns.count == entry.d && lines.count - 1 == entry.n && entry.prep == "as is")
    return Matrix(
      lines.dropFirst().map { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        return columns.map { Double(cells[$0])! }
      })
  }
}
