/// Density-based clustering: core rows, those with enough rows within eps, are linked when within eps of one another;
/// clusters are what hangs together. A row within eps of a core row, but not core itself, joins the cluster of the
/// nearest one (ties: the lower row), so the result does not depend on the order of rows; the rest is noise.
public struct DBSCAN: Clusterer {
  public static let description = AlgorithmDescription(
    id: "dbscan", title: "DBSCAN", summary: "dense regions of any shape, the rest is noise",
    reference: "Ester, Kriegel, Sander & Xu, A density-based algorithm for discovering clusters in large spatial "
      + "databases with noise, 1996",
    parameters: [
      Parameter(
        "eps", .real(Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude, step: 0.05), standard: nil,
        meaning: "how near rows must be to be neighbours (at most this dissimilarity)", automatic: EpsilonChoice.rule),
      Parameter(
        "min-points", .integer(1...Int.max, step: 1), standard: .integer(5),
        meaning: "rows within eps, the row itself counted, that make a row a core of a cluster"),
    ],
    needs: [.dissimilarities],
    cost: "O(n log n) time with a kd-tree in few dimensions, else O(n²) dissimilarities; O(n) memory")

  private let eps: Double?
  private let minPoints: Int
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    eps = values.real("eps", of: Self.description)
    minPoints = values.integer("min-points", of: Self.description) ?? 5
    self.parameters = values
  }

  /// - Throws: `AnalysisError.tooFewRows` without rows; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let dissimilarities = input.dissimilarities
    guard dissimilarities.count > 0 else {
      throw AnalysisError.tooFewRows(needed: 1, given: 0, for: Self.description.id)
    }
    let tree = try Self.tree(over: dissimilarities, context)
    let neighborhoods = Self.neighborhoods(of: dissimilarities, tree)
    var notes: [String] = []
    let radius: Double
    if let eps {
      radius = eps
    } else {
      let choice = try EpsilonChoice.choose(
        for: dissimilarities, tree, minPoints: minPoints, seed: input.seed, context: context)
      radius = choice.eps
      notes.append(choice.note)
    }
    let labels = try neighborhoods.densityLabels(
      within: largestComparisonValue(within: radius, of: dissimilarities), minPoints: minPoints, context: context)
    if labels.allSatisfy({ $0 < 0 }) {
      notes.append("All rows are noise; a larger eps or fewer min-points would find clusters.")
    }
    var used = parameters
    used["eps"] = .real(radius)
    used["min-points"] = .integer(minPoints)
    return Clustering(labels: labels, objective: nil, parameters: used, notes: notes)
  }

  /// Which rows are core.
  /// - Throws: `CancellationError`.
  public static func corePoints(
    of dissimilarities: any Dissimilarities, eps: Double, minPoints: Int, context: RunContext
  ) throws -> [Bool] {
    try neighborhoods(of: dissimilarities, tree(over: dissimilarities, context)).corePoints(
      within: largestComparisonValue(within: eps, of: dissimilarities), minPoints: minPoints, context: context)
  }

  private static func tree(over dissimilarities: any Dissimilarities, _ context: RunContext) throws -> KDTree? {
    // In more dimensions nearly every box is near every point.
    guard let geometry = dissimilarities.geometry, geometry.points.columns <= 40 else { return nil }
    return try KDTree(geometry, context: context)
  }

  private static func neighborhoods(
    of dissimilarities: any Dissimilarities, _ tree: KDTree?
  ) -> any DensityNeighborhoods {
    if let tree { return TreeNeighborhoods(tree: tree) }
    return ExhaustiveNeighborhoods(dissimilarities: dissimilarities)
  }
}

/// The largest comparison value whose dissimilarity is at most `limit`, so that comparing values decides exactly as
/// comparing dissimilarities would, rounding included.
func largestComparisonValue(within limit: Double, of dissimilarities: any Dissimilarities) -> Double {
  // Non-negative doubles are ordered as their bit patterns: bisection over those.
  var low: UInt64 = 0
  var high = Double.greatestFiniteMagnitude.bitPattern
  while low < high {
    let middle = low + (high - low + 1) / 2
    if dissimilarities.dissimilarity(ofComparisonValue: Double(bitPattern: middle)) <= limit {
      low = middle
    } else {
      high = middle - 1
    }
  }
  return Double(bitPattern: low)
}
