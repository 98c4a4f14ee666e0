import Analysis

/// A partition by one clusterer: the command `cluster`.
public struct ClusteringReport: Report {
  public static let command = "cluster"
  public let subject: ReportSubject
  public let algorithm: AlgorithmDescription
  public let clustering: Clustering
  public let elapsedSeconds: Double
  /// How many rows each cluster has.
  public let sizes: [Int]
  /// clusters×d: the mean of each feature in each cluster, in the units of the table; nil when only dissimilarities
  /// are given.
  public let means: Matrix?
  /// Agreement with the reference classes; empty when no column of them is named.
  public let external: [IndexValue]
  public let includesHierarchy: Bool

  /// - Parameter includesHierarchy: whether the merges are part of the JSON result.
  /// - Throws: `PreparationError`, `AnalysisError`, `CancellationError`.
  public init(
    _ study: Study, _ basis: Basis, _ choice: AlgorithmChoice, includesHierarchy: Bool = false, context: RunContext
  ) throws {
    algorithm = try Clusterers.named(choice.id).description
    subject = try ReportSubject(study, basis, context: context)
    let outcome = try study.value(ClusteringQuantity(basis, choice), context: context)
    clustering = outcome.clustering
    elapsedSeconds = outcome.elapsedSeconds
    sizes = clustering.clusterSizes
    means =
      basis.preparation.isDissimilarityMatrix
      ? nil : clusterMeans(of: subject.dataset.unscaled, labels: clustering.labels, count: clustering.clusterCount)
    external =
      basis.preparation.labels == nil
      ? [] : try study.value(ExternalIndicesQuantity(basis, choice), context: context)
    self.includesHierarchy = includesHierarchy
  }

  public var warnings: [String] {
    var warnings = external.warnings
    if includesHierarchy, clustering.hierarchy == nil {
      warnings.append("\(algorithm.id) builds no hierarchy; hierarchy is null.")
    }
    return warnings
  }

  public var result: [JSON.Member] {
    var members = [
      JSON.Member("algorithm", .string(algorithm.id)),
      JSON.Member("parameters", JSON(clustering.parameters, of: algorithm)),
      JSON.Member("labels", .integers(clustering.labels)),
      JSON.Member("clusters", .integer(clustering.clusterCount)),
      JSON.Member("noise", .integer(clustering.noiseCount)),
      JSON.Member("sizes", .integers(sizes)),
      JSON.Member("objective", JSON(clustering.objective)),
      JSON.Member("notes", JSON(clustering.notes)),
    ]
    if !external.isEmpty { members.append(JSON.Member("external", JSON(external))) }
    if includesHierarchy { members.append(JSON.Member("hierarchy", JSON(clustering.hierarchy))) }
    if let strengths = clustering.membershipStrengths {
      members.append(JSON.Member("membershipStrengths", .numbers(strengths)))
    }
    if let scores = clustering.outlierScores { members.append(JSON.Member("outlierScores", .numbers(scores))) }
    if let plot = clustering.reachability {
      // An unreached row has no distance: null.
      members.append(
        JSON.Member(
          "reachability",
          [
            "order": .integers(plot.order), "distances": .numbers(plot.reachability),
            "coreDistances": .numbers(plot.coreDistances),
          ]))
    }
    if let eigenvalues = clustering.eigenvalues { members.append(JSON.Member("eigenvalues", .numbers(eigenvalues))) }
    return members
  }

  /// What some algorithms say of each row besides its cluster.
  private var extras: [(name: String, values: [Double])] {
    [
      ("membershipStrength", clustering.membershipStrengths), ("outlierScore", clustering.outlierScores),
      ("reachability", clustering.reachability?.reachability),
    ].compactMap { name, values in values.map { (name, $0) } }
  }

  public var records: Records {
    Records(
      header: subject.rowHeader + ["label"] + extras.map(\.name),
      rows: clustering.labels.enumerated().map { row, label in
        subject.rowCells(row) + ["\(label)"] + extras.map { Records.cell($0.values[row]) }
      })
  }
}

extension ClusteringReport {
  /// Features, those first in which the clusters' means differ most against the spread of all rows (the share of the
  /// variance that lies between clusters); ties in column order. Empty when only dissimilarities are given. O(n·d).
  public var featuresBySeparation: [Int] {
    guard let means else { return [] }
    let features = subject.dataset.unscaled
    let shares = (0..<features.columns).map { feature -> Double in
      let column = features.column(feature)
      let mean = Scale.mean(of: Array(column))
      let total = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let between = sizes.indices.reduce(0) { sum, cluster in
        let difference = means[cluster, feature] - mean
        return sum + Double(sizes[cluster]) * difference * difference
      }
      return total > 0 ? between / total : 0
    }
    return shares.indices.sorted { shares[$0] != shares[$1] ? shares[$0] > shares[$1] : $0 < $1 }
  }
}

extension Clustering {
  /// How many rows each cluster has.
  public var clusterSizes: [Int] {
    var sizes = [Int](repeating: 0, count: clusterCount)
    for label in labels where label >= 0 { sizes[label] += 1 }
    return sizes
  }
}

/// The mean of each column in each cluster; rows of negative labels are left out. O(n·d).
func clusterMeans(of features: Matrix, labels: [Int], count: Int) -> Matrix {
  var sizes = [Double](repeating: 0, count: count)
  for label in labels where label >= 0 { sizes[label] += 1 }
  var means = Matrix(rows: count, columns: features.columns)
  for j in 0..<features.columns {
    // Dividing first keeps sums of huge values finite.
    for (label, value) in zip(labels, features.column(j)) where label >= 0 { means[label, j] += value / sizes[label] }
  }
  return means
}

extension JSON {
  init(_ objective: Clustering.Objective?) {
    self = objective.map { ["name": .string($0.name), "value": .number($0.value)] } ?? .null
  }

  /// [[a, b, height, size]].
  init(_ hierarchy: Hierarchy?) {
    guard let hierarchy else {
      self = .null
      return
    }
    self = .array(
      hierarchy.merges.map {
        .array([.integer($0.first), .integer($0.second), .number($0.height), .integer($0.size)])
      })
  }

  /// By key.
  init(_ indices: [IndexValue]) { self = .object(indices.map { Member($0.key, JSON($0.value)) }) }
}

extension [IndexValue] {
  /// A sentence for the indices that are undefined.
  var warnings: [String] {
    let undefined = filter { $0.value == nil }.map(\.key)
    guard !undefined.isEmpty else { return [] }
    return ["Undefined for this partition, and null: \(undefined.joined(separator: ", "))."]
  }
}
