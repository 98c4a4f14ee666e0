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
