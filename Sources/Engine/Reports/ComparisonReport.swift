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
  /// What voting rules make of the same indices; empty with fewer than two runs that have two clusters.
  public let votes: [RunVote]
  /// Where the rules name another run than the mean rank, and why: a sentence.
  public let disagreement: String?
  /// How far label columns and runs agree with each other; nil where no such columns were named.
  public let raters: Raters?
  public let warnings: [String]

  /// Label columns, people's or methods', and how the runs stand to them.
  public struct Raters: Sendable {
    public let columns: [String]
    public let agreement: RaterAgreement
    /// The run of each candidate of the agreement.
    public let runs: [Int]
  }

  public struct Run: Sendable {
    public let algorithm: AlgorithmDescription
    /// As asked for.
    public let choice: AlgorithmChoice
    /// Nil where it failed.
    public let outcome: ClustererRun?
    public let failure: String?

    public var clustering: Clustering? { outcome?.clustering }
    public var elapsedSeconds: Double { outcome?.elapsedSeconds ?? 0 }
    public var `internal`: [IndexValue] { outcome?.internal ?? [] }
    public var external: [IndexValue] { outcome?.external ?? [] }
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

  /// - Parameters:
  ///   - raters: label columns to hold the runs against, none of them a feature of the basis; none, or at least two.
  ///   - finished: is handed each run as soon as it has ended.
  /// - Throws: `PreparationError`, `AnalysisError` for an algorithm that does not exist and for a single rater,
  ///   `CancellationError`.
  public init(
    _ study: Study, _ basis: Basis, _ choices: [AlgorithmChoice], raters: [String] = [], context: RunContext,
    finished: (Run) -> Void = { _ in }
  ) throws {
    let descriptions = try choices.map { try Clusterers.named($0.id).description }
    subject = try ReportSubject(study, basis, context: context)
    var runs: [Run] = []
    for (choice, description) in zip(choices, descriptions) {
      context.report("comparison", runs.count, of: choices.count)
      let run: Run
      do {
        let outcome = try ClustererRun(study, basis, choice, context: context)
        run = Run(algorithm: description, choice: choice, outcome: outcome, failure: nil)
      } catch let error as AnalysisError {
        run = Run(algorithm: description, choice: choice, outcome: nil, failure: error.description)
      }
      finished(run)
      runs.append(run)
    }
    self.runs = runs
    agreement = try Self.agreement(study, basis, runs, context)
    ranking = Self.ranking(runs)
    let election = RunElection(runs)
    votes = election.votes
    disagreement = Self.disagreement(ranking, votes, election, runs)
    var warnings =
      subject.dataset.rowCount <= ClustererRun.largestForIndices
      ? [] : ["Internal indices are left out above \(ClustererRun.largestForIndices) rows; validate computes them."]
    if raters.isEmpty {
      self.raters = nil
    } else {
      let places = runs.indices.filter { runs[$0].clustering != nil }
      let quantity = RaterAgreementQuantity(
        basis, raters: raters, places.map { PartitionSource.clusterer(runs[$0].choice) })
      let value = try study.value(quantity, context: context)
      self.raters = Raters(columns: raters, agreement: value.agreement, runs: places)
      if value.leftOut > 0 {
        let rows = value.leftOut == 1 ? "1 row lacks" : "\(value.leftOut) rows lack"
        warnings.append("\(rows) a label in some rater's column; the agreement is that of the others.")
      }
    }
    self.warnings = warnings
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
    let ranking = runs[first].internal.indices.filter { runs[first].internal[$0].ranksAnyCounts }
    for index in ranking {
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
    let count = Double(max(1, ranking.count))
    return ranked.map { Rank(run: $0, meanRank: totals[$0] / count) }
      .sorted { $0.meanRank != $1.meanRank ? $0.meanRank < $1.meanRank : $0.run < $1.run }
  }

  private static func disagreement(
    _ ranking: [Rank], _ votes: [RunVote], _ election: RunElection, _ runs: [Run]
  ) -> String? {
    guard let first = ranking.first?.run else { return nil }
    let others = votes.filter { !$0.winners.isEmpty && !$0.winners.contains(first) }
    guard let other = others.first?.winners.first else { return nil }
    let rules = others.filter { $0.winners.contains(other) }.map(\.rule)
    let names = rules.count == 1 ? "\(rules[0].title) (\(rules[0].summary))" : rules.map(\.title).joined(separator: ", ")
    let reason =
      election.majority(of: other, over: first).map { ", which \($0.won) of \($0.of) indices put above it" }
      ?? ", since runs without two clusters do not stand for a vote"
    return "The mean rank puts \(runs[first].title) first; \(names) \(rules.count == 1 ? "names" : "name") "
      + "\(runs[other].title)\(reason)."
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
      JSON.Member(
        "voting",
        .array(
          votes.map { vote in
            [
              "rule": .string(vote.rule.id), "key": .string(vote.key), "winners": .integers(vote.winners),
              "order": .array(vote.order.map { .integers($0) }),
            ]
          })),
      JSON.Member("disagreement", JSON(disagreement)),
    ] + (raters.map { [JSON.Member("raters", ratersJSON($0))] } ?? [])
  }

  private func ratersJSON(_ raters: Raters) -> JSON {
    func json(_ standing: RaterAgreement.Standing) -> [JSON.Member] {
      [
        JSON.Member("meanAgreement", .number(standing.meanAgreement)), JSON.Member("index", JSON(standing.index)),
        JSON.Member("interval", standing.interval.map { .numbers([$0.lowerBound, $0.upperBound]) } ?? .null),
      ]
    }
    let agreement = raters.agreement
    return [
      "amongRaters": .number(agreement.amongRaters),
      "interval": .numbers([agreement.amongRatersInterval.lowerBound, agreement.amongRatersInterval.upperBound]),
      "raters": .array(
        zip(raters.columns, agreement.raters).map { .object([JSON.Member("column", .string($0))] + json($1)) }),
      "runs": .array(
        zip(raters.runs, agreement.candidates).map { place, standing in
          let run = runs[place]
          return .object(
            [JSON.Member("run", .integer(place)), JSON.Member("algorithm", .string(run.algorithm.id))] + json(standing))
        }),
      "agreement": .array(agreement.matrix.map { .numbers($0) }),
      "rows": .integer(agreement.rows), "resamples": .integer(agreement.resamples),
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
    let failed = [
      JSON.Member("algorithm", .string(algorithm.id)), JSON.Member("parameters", JSON(choice.parameters, of: algorithm)),
      JSON.Member("clusters", .null), JSON.Member("noise", .null), JSON.Member("sizes", .null),
      JSON.Member("objective", .null), JSON.Member("elapsedSeconds", .null), JSON.Member("notes", JSON([String]())),
      JSON.Member("internal", JSON([IndexValue]())), JSON.Member("external", JSON([IndexValue]())),
    ]
    return .object((outcome?.members ?? failed) + [JSON.Member("failure", JSON(failure))])
  }
}
