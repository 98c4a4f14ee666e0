/// Probabilistic partitive partitioning: rows are split in two as long as normal distributions say that there are two
/// groups, and parts that one normal distribution describes better are merged. Neither a number of clusters nor chance
/// comes in, and the order of the rows does not matter.
public struct ProbabilisticPartitioning: Clusterer {
  public static let description = AlgorithmDescription(
    id: "ppp", title: "Probabilistic partitive partitioning",
    summary: "splits in two while normal distributions see two groups: no k and no chance",
    reference: "Pelleg & Moore, X-means: extending k-means with efficient estimation of the number of clusters, 2000; "
      + "Hamerly & Elkan, Learning the k in k-means, 2003; Schwarz, Estimating the dimension of a model, 1978",
    parameters: [
      Parameter(
        "separation", .real(Double.leastNonzeroMagnitude...1000, step: 0.25), standard: .real(2),
        meaning: "how far apart two clusters must be: the distance of their means over the sum of their standard "
          + "deviations, along the axis where that is largest; at 2, one row in 44 would be misplaced")
    ],
    needs: [.features], cost: "O(n·d²) time a level of splits and for each pair of neighbouring parts; O(n·d) memory")

  /// Columns beyond which covariances take too long.
  private static let mostColumns = 256
  private static let tolerance = 1e-7
  private static let mostSteps = 300

  private let separation: Double
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    separation = values.real("separation", of: Self.description) ?? 2
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without features, rows or columns, for too many columns and for values whose squares
  ///   overflow; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let features = try input.requireFeatures(for: Self.description)
    try CenterBasedInput.check(features, for: Self.description, k: nil)
    guard features.columns <= Self.mostColumns else {
      throw AnalysisError.notApplicable(
        "\(Self.description.id) estimates covariances, and of \(features.columns) columns that takes too long",
        advice: "name at most \(Self.mostColumns) columns, or project the data first")
    }
    var used = parameters
    used["separation"] = .real(separation)
    // Sums depend on the order of their terms; rows in the order of their values make that no matter.
    let order = try Self.ascendingRows(features, context)
    let informative = (0..<features.columns).filter { j in
      let column = features.column(j)
      return column.contains { $0 != column[column.startIndex] }
    }
    guard !informative.isEmpty else {
      return Clustering(
        labels: Array(repeating: 0, count: features.rows), objective: nil, parameters: used,
        notes: ["All rows are equal, so they are one cluster."])
    }
    let sorted = features.selecting(columns: informative).selecting(rows: order)
    let rounding = Self.rounding(sorted)
    var search = PartitiveSearch(sorted, rounding: rounding, separation: separation, context: context)
    let parts = try search.parts()
    let mixture = try Self.mixture(of: parts, sorted, rounding, context)
    var notes = [
      parts.count == 1
        ? "One cluster: no split holds, by the Bayesian information criterion and a separation of "
          + "\(ParameterValue.real(separation))."
        : "\(parts.count) clusters were found: every two are better described by two normal distributions than by one, "
          + "and at least \(ParameterValue.real(separation)) apart."
    ]
    if informative.count < features.columns { notes.append("Columns with a single value were left out.") }
    return try clustering(mixture, sorted, order, used, notes, context)
  }

  private func clustering(
    _ mixture: GaussianMixture, _ sorted: Matrix, _ order: [Int], _ used: ParameterValues, _ notes: [String],
    _ context: RunContext
  ) throws -> Clustering {
    let n = sorted.rows
    let evaluation = try mixture.evaluate(sorted, context: context.quiet)
    var labels = Array(repeating: 0, count: n)
    var memberships = Matrix(rows: n, columns: mixture.count)
    for (place, row) in order.enumerated() {
      for c in 0..<mixture.count {
        memberships[row, c] = evaluation.responsibilities[place, c]
        if evaluation.responsibilities[place, c] > evaluation.responsibilities[place, labels[row]] { labels[row] = c }
      }
    }
    var seen = Set<Int>()
    var columns = labels.filter { seen.insert($0).inserted }
    columns += (0..<mixture.count).filter { !seen.contains($0) }
    return Clustering(
      labels: labels,
      objective: Clustering.Objective(name: "meanLogLikelihood", value: evaluation.logLikelihood / Double(n)),
      parameters: used, notes: notes, memberships: memberships.selecting(columns: columns))
  }

  /// The parts as the components of one mixture: of the shape that has the least criterion, followed by EM unless a
  /// component loses its rows on the way.
  private static func mixture(
    of parts: [Part], _ features: Matrix, _ rounding: [Double], _ context: RunContext
  ) throws -> GaussianMixture {
    let moments = parts.map(\.moments)
    var best: MixtureFitting.Fit?
    for shape in PartDescription.shapes {
      let needed = PartDescription.fewestRows(shape, dimension: features.columns)
      guard parts.allSatisfy({ $0.count >= needed }) else { continue }
      let fitting = MixtureFitting(
        shape: shape, regularization: rounding.min() ?? 0, tolerance: tolerance, maximumIterations: mostSteps)
      let start = Partition.mixture(moments, shape: shape, rounding: rounding)
      guard let fit = try Partition.fit(fitting, features, from: start, context: context.quiet) else { continue }
      guard fit.mixture.weights.allSatisfy({ $0 * Double(features.rows) >= Double(needed) }) else { continue }
      if let held = best, held.bayesianInformation <= fit.bayesianInformation { continue }
      best = fit
    }
    return best?.mixture ?? Partition.mixture(moments, shape: .diagonal, rounding: rounding)
  }

  /// The rows by their first value, then their second, and so on. O(n log n).
  private static func ascendingRows(_ features: Matrix, _ context: RunContext) throws -> [Int] {
    var comparisons = 0
    return try features.values.withUnsafeBufferPointer { values in
      try (0..<features.rows).sorted { a, b in
        comparisons += 1
        if comparisons & 0xFFFF == 0 { try context.checkCancellation() }
        for j in 0..<features.columns {
          let (x, y) = (values[j * features.rows + a], values[j * features.rows + b])
          if x != y { return x < y }
        }
        return a < b
      }
    }
  }

  /// The variance of each column's rounding, from the middle one of the steps between its values: steps of size g leave
  /// an error of variance g²/12 (Sheppard 1898). At least a millionth of the column's variance.
  private static func rounding(_ features: Matrix) -> [Double] {
    (0..<features.columns).map { j in
      let values = features.column(j).sorted()
      let steps = zip(values.dropFirst(), values).map { $0 - $1 }.filter { $0 > 0 }.sorted()
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      let step = steps.isEmpty ? 0 : steps[steps.count / 2]
      // Values that differ in nothing but two levels are no roundings of something between.
      return max(steps.count > 1 ? step * step / 12 : 0, variance * 1e-6, .leastNormalMagnitude)
    }
  }
}
