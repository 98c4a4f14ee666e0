import Analysis

/// Several clusterers on the same rows, side by side: the command `compare`. A run that fails is a run with a reason.
public struct ComparisonReport: Report {
  public static let command = "compare"
  public let subject: ReportSubject
  public let runs: [Run]
  /// The adjusted Rand index of each two runs, row by row; nil where it is undefined or a run failed.
  public let agreement: [[Double?]]
  /// The runs that have a partition and an index, the best first.
  public let ranking: [Rank]
  public let warnings: [String]

  public struct Run: Sendable {
    public let algorithm: AlgorithmDescription
    /// As asked for.
    public let choice: AlgorithmChoice
    /// Nil where it failed.
    public let clustering: Clustering?
    public let failure: String?
    public let elapsedSeconds: Double
    /// Empty above `FirstLookReport.largestForIndices` rows, and where it failed.
    public let `internal`: [IndexValue]
    /// Empty when no column of reference classes is named, and where it failed.
    public let external: [IndexValue]
  }

  public struct Rank: Sendable, Equatable {
    /// Index of the run.
    public let run: Int
    /// Its mean place among the runs over the internal indices, 1 the best; runs that share a place share its mean.
    public let meanRank: Double
  }

  /// Every clusterer that can work on what is given.
  public static func defaultChoices(_ basis: Basis) -> [AlgorithmChoice] {
    Clusterers.all.map { $0.description }
      .filter { !basis.preparation.isDissimilarityMatrix || !$0.needs.contains(.features) }
      .map { AlgorithmChoice($0.id) }
  }

  /// - Parameter finished: is handed each run as soon as it has ended.
  /// - Throws: `PreparationError`, `AnalysisError` for an algorithm that does not exist, `CancellationError`.
  public init(
    _ study: Study, _ basis: Basis, _ choices: [AlgorithmChoice], context: RunContext,
    finished: (Run) -> Void = { _ in }
  ) throws {
    let descriptions = try choices.map { try Clusterers.named($0.id).description }
    subject = try ReportSubject(study, basis, context: context)
    let givesIndices = subject.dataset.rowCount <= FirstLookReport.largestForIndices
    var runs: [Run] = []
    for (choice, description) in zip(choices, descriptions) {
      context.report("comparison", runs.count, of: choices.count)
      let run = try Self.run(study, basis, choice, description, givesIndices, context)
      finished(run)
      runs.append(run)
    }
    self.runs = runs
    agreement = try Self.agreement(study, basis, runs, context)
    ranking = Self.ranking(runs)
    warnings =
      givesIndices
      ? [] : ["Internal indices are left out above \(FirstLookReport.largestForIndices) rows; validate computes them."]
  }

  private static func run(
    _ study: Study, _ basis: Basis, _ choice: AlgorithmChoice, _ description: AlgorithmDescription,
    _ givesIndices: Bool, _ context: RunContext
  ) throws -> Run {
    do {
      let outcome = try study.value(ClusteringQuantity(basis, choice), context: context)
      return Run(
        algorithm: description, choice: choice, clustering: outcome.clustering, failure: nil,
        elapsedSeconds: outcome.elapsedSeconds,
        internal: givesIndices
          ? try study.value(InternalIndicesQuantity(basis, .clusterer(choice)), context: context) : [],
        external: basis.preparation.labels == nil
          ? [] : try study.value(ExternalIndicesQuantity(basis, choice), context: context))
    } catch let error as AnalysisError {
      return Run(
        algorithm: description, choice: choice, clustering: nil, failure: error.description, elapsedSeconds: 0,
        internal: [], external: [])
    }
  }

  private static func agreement(
    _ study: Study, _ basis: Basis, _ runs: [Run], _ context: RunContext
  ) throws -> [[Double?]] {
    let places = runs.indices.filter { runs[$0].clustering != nil }
    let sources = places.map { PartitionSource.clusterer(runs[$0].choice) }
    let values = try study.value(AgreementQuantity(basis, sources), context: context).values
    var matrix = [[Double?]](repeating: Array(repeating: nil, count: runs.count), count: runs.count)
    for (i, row) in places.enumerated() { for (j, column) in places.enumerated() { matrix[row][column] = values[i][j] } }
    return matrix
  }

  /// An index that is undefined for a run puts it last.
  private static func ranking(_ runs: [Run]) -> [Rank] {
    let ranked = runs.indices.filter { !runs[$0].internal.isEmpty }
    guard let first = ranked.first else { return [] }
    var totals = [Double](repeating: 0, count: runs.count)
    for index in runs[first].internal.indices {
      let scores = ranked.map { run -> Double in
        let value = runs[run].internal[index]
        guard let score = value.value, !score.isNaN else { return -.infinity }
        return value.direction == .higherIsBetter ? score : -score
      }
      for (place, run) in ranked.enumerated() {
        let better = scores.count { $0 > scores[place] }
        let equal = scores.count { $0 == scores[place] }
        totals[run] += Double(better) + Double(equal + 1) / 2
      }
    }
    let count = Double(max(1, runs[first].internal.count))
    return ranked.map { Rank(run: $0, meanRank: totals[$0] / count) }
      .sorted { $0.meanRank != $1.meanRank ? $0.meanRank < $1.meanRank : $0.run < $1.run }
  }

  public var result: [JSON.Member] {
    [
      JSON.Member("runs", .array(runs.map(\.json))),
      JSON.Member("agreement", .array(agreement.map { .array($0.map { JSON($0) }) })),
      JSON.Member(
        "ranking",
        .array(
          ranking.map {
            [
              "run": .integer($0.run), "algorithm": .string(runs[$0.run].algorithm.id),
              "meanRank": .number($0.meanRank),
            ]
          })),
    ]
  }

  public var records: Records {
    let indices = runs.first { $0.clustering != nil }.map { $0.internal + $0.external } ?? []
    return Records(
      header: ["algorithm", "parameters", "clusters", "noise", "seconds"] + indices.map(\.key) + ["failure"],
      rows: runs.map { run in
        let values = run.internal + run.external
        return [
          run.algorithm.id, run.parameterText, run.clustering.map { "\($0.clusterCount)" } ?? "",
          run.clustering.map { "\($0.noiseCount)" } ?? "", run.clustering == nil ? "" : Records.cell(run.elapsedSeconds),
        ] + indices.map { index in Records.cell(values.first { $0.key == index.key }?.value) } + [run.failure ?? ""]
      })
  }
}

extension ComparisonReport.Run {
  /// "k=3 restarts=10": what was given and what was chosen.
  var parameterText: String {
    let used = clustering?.parameters ?? choice.parameters
    return algorithm.parameters.compactMap { parameter in used[parameter.name].map { "\(parameter.name)=\($0)" } }
      .joined(separator: " ")
  }

  /// A name that tells it from other runs: the algorithm with what was given for it.
  public var title: String {
    let given = algorithm.parameters.compactMap { parameter in
      choice.parameters[parameter.name].map { "\(parameter.name)=\($0)" }
    }
    return ([algorithm.id] + given).joined(separator: " ")
  }

  var json: JSON {
    [
      "algorithm": .string(algorithm.id),
      "parameters": JSON(clustering?.parameters ?? choice.parameters, of: algorithm),
      "clusters": clustering.map { .integer($0.clusterCount) } ?? .null,
      "noise": clustering.map { .integer($0.noiseCount) } ?? .null,
      "sizes": clustering.map { .integers($0.clusterSizes) } ?? .null,
      "objective": JSON(clustering?.objective),
      "elapsedSeconds": clustering == nil ? .null : .number(elapsedSeconds),
      "notes": JSON(clustering?.notes ?? []),
      "internal": JSON(`internal`),
      "external": JSON(external),
      "failure": JSON(failure),
    ]
  }
}
