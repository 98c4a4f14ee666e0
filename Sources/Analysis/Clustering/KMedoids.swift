/// k-medoids: k rows, the medoids, such that the sum of the dissimilarities of all rows to their nearest medoid is
/// least, as found by FasterPAM or, for very many rows, on samples.
public struct KMedoids: Clusterer {
  public static let description = AlgorithmDescription(
    id: "kmedoids", title: "k-medoids", summary: "clusters about typical rows, with any dissimilarity",
    reference: "Schubert & Rousseeuw, Fast and eager k-medoids clustering: O(k) runtime improvement of the PAM, CLARA "
      + "and CLARANS algorithms, 2021; Kaufman & Rousseeuw, Finding groups in data, 1990",
    parameters: [
      Parameter(
        "k", .integer(1...Int.max, step: 1), standard: nil, meaning: "number of clusters, at most the number of rows",
        automatic: SilhouetteClusterCount.rule(sampleLimit: sampleLimit)),
      Parameter(
        "method", .choice(Method.allCases.map(\.rawValue)), standard: .choice(Method.fasterpam.rawValue),
        meaning: Method.allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: "; ")),
      Parameter(
        "start", .choice(MedoidStart.allCases.map(\.rawValue)), standard: .choice(MedoidStart.lab.rawValue),
        meaning: "medoids that fasterpam begins with: "
          + MedoidStart.allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: ", ")),
      Parameter(
        "restarts", .integer(1...10_000, step: 1), standard: nil,
        meaning: "starts of fasterpam or fastclarans, or samples of fastclara, of which the best counts",
        automatic: "10 starts up to 4000 rows, then fewer, 2 from 10000 rows on; 5 samples"),
      Parameter(
        "sample-size", .integer(1...Int.max, step: 10), standard: nil, meaning: "rows of a sample of fastclara",
        automatic: "80 + 4k"),
      Parameter(
        "max-iterations", .integer(1...1_000_000, step: 10), standard: .integer(100),
        meaning: "passes over all rows, if a start does not converge before"),
    ],
    needs: [.dissimilarities],
    cost: "O(n²) dissimilarities a pass with fasterpam, O(n·k) a sample with fastclara; O(n·k) memory")

  enum Method: String, CaseIterable {
    case fasterpam, fastclara, fastclarans
    var meaning: String {
      switch self {
      case .fasterpam: "compares all rows"
      case .fastclara: "works on samples"
      case .fastclarans: "tries rows at random"
      }
    }
  }

  private static let sampleLimit = 1000

  private let k: Int?
  private let method: Method
  private let start: MedoidStart
  private let restarts: Int?
  private let sampleSize: Int?
  private let maximumPasses: Int
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    k = values.integer("k", of: Self.description)
    method = values.choice("method", of: Self.description).flatMap(Method.init) ?? .fasterpam
    start = values.choice("start", of: Self.description).flatMap(MedoidStart.init) ?? .lab
    restarts = values.integer("restarts", of: Self.description)
    sampleSize = values.integer("sample-size", of: Self.description)
    maximumPasses = values.integer("max-iterations", of: Self.description) ?? 100
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without rows, for k above the number of rows, for a sample smaller than k, and for
  ///   dissimilarities whose sum overflows; `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let n = input.count
    guard n > 0 else { throw AnalysisError.tooFewRows(needed: 1, given: 0, for: Self.description.id) }
    if let k, k > n {
      throw AnalysisError.parameter(
        name: "k", of: Self.description.id, value: "\(k)", allowed: "a whole number from 1 to \(n), the number of rows")
    }
    var notes: [String] = []
    let clusterCount: Int
    if let k {
      clusterCount = k
    } else {
      let choice = try chooseCount(input, context)
      clusterCount = choice.k
      notes.append(choice.note)
    }
    if let sampleSize, method == .fastclara, sampleSize < min(n, clusterCount) {
      throw AnalysisError.parameter(
        name: "sample-size", of: Self.description.id, value: "\(sampleSize)",
        allowed: "a whole number from \(clusterCount), the number of clusters")
    }
    let best = try search(input.dissimilarities, k: clusterCount, seed: input.seed, context)
    guard best.totalDeviation.isFinite else {
      throw AnalysisError.notApplicable(
        "\(Self.description.id) adds up dissimilarities, and their sum overflows",
        advice: "rescale the columns, for example with --scale minmax")
    }
    if !best.converged {
      notes.append("The best start did not converge within \(maximumPasses) passes; raise max-iterations.")
    }
    if clusterCount <= 20 {
      var seen = Set<Int>()
      let order = best.labels.filter { seen.insert($0).inserted }
      notes.append("The medoids are rows \(order.map { "\(best.medoids[$0])" }.joined(separator: ", ")).")
    }
    return Clustering(
      labels: best.labels, objective: Clustering.Objective(name: "totalDeviation", value: best.totalDeviation),
      parameters: used(k: clusterCount, n), notes: notes)
  }

  private func starts(_ n: Int) -> Int {
    // A pass looks at n² dissimilarities.
    restarts ?? (method == .fastclara ? 5 : max(2, min(10, 160_000_000 / max(1, n * n))))
  }

  private func used(k: Int, _ n: Int) -> ParameterValues {
    var used = parameters
    used["k"] = .integer(k)
    used["method"] = .choice(method.rawValue)
    used["restarts"] = .integer(starts(n))
    switch method {
    case .fasterpam:
      used["start"] = .choice(start.rawValue)
      used["max-iterations"] = .integer(maximumPasses)
    case .fastclara:
      used["sample-size"] = .integer(sampleSize ?? 80 + 4 * k)
      used["max-iterations"] = .integer(maximumPasses)
    case .fastclarans: break
    }
    return used
  }

  private func chooseCount(_ input: ClusteringInput, _ context: RunContext) throws -> (k: Int, note: String) {
    let rows = SilhouetteClusterCount.rows(of: input.count, limit: Self.sampleLimit, seed: input.seed)
    let sample: any Dissimilarities =
      rows.count == input.count
      ? input.dissimilarities
      : input.dissimilarities.copied(rows: rows) ?? SubsetDissimilarities(input.dissimilarities, rows: rows)
    return try SilhouetteClusterCount.choose(sample, of: input.count, context: context) { k, context in
      let medoids = try start.medoids(
        of: sample, k: k, random: RandomSource(seed: input.seed, stream: 0), context: context)
      return try MedoidSearch(sample, maximumPasses: maximumPasses).run(from: medoids, context: context).labels
    }
  }

  private func search(
    _ dissimilarities: any Dissimilarities, k: Int, seed: UInt64, _ context: RunContext
  ) throws -> MedoidSearch.Outcome {
    let starts = starts(dissimilarities.count)
    switch method {
    case .fasterpam:
      return try MedoidRestarts(
        dissimilarities: dissimilarities, k: k, start: start, count: starts, maximumPasses: maximumPasses, seed: seed
      ).best(context)
    case .fastclara:
      return try MedoidSampling(
        dissimilarities, k: k, samples: starts, sampleSize: sampleSize ?? 80 + 4 * k, maximumPasses: maximumPasses,
        seed: seed
      ).run(context: context)
    case .fastclarans:
      return try MedoidWalk(
        dissimilarities, k: k, descents: starts,
        neighbors: MedoidWalk.standardNeighbors(rows: dissimilarities.count, k: k), seed: seed
      ).run(context: context)
    }
  }
}
