import Analysis
import Engine
import Tabular
import Testing

@Suite struct TendencyReportTests {
  private let context = RunContext()

  private func report(_ table: Table) throws -> TendencyReport {
    try TendencyReport(Study(table), Basis(), context: context)
  }

  private static func members(_ report: TendencyReport) -> [String: JSON] {
    Dictionary(uniqueKeysWithValues: report.result.map { ($0.key, $0.value) })
  }

  @Test func everyStatisticIsGivenAndExplained() throws {
    var order: [String] = []
    let study = Study(try Tables.sample("iris.csv"))
    let basis = Basis(preparation: Preparation(labels: "label", scale: .none))
    let report = try TendencyReport(study, basis, context: context) { order.append($0.statistic.description.id) }
    #expect(order == TendencyStatistics.all.map { $0.description.id })
    let members = Self.members(report)
    for finding in report.findings {
      #expect(finding.failure == nil && finding.reading?.value != nil)
      #expect(members[finding.statistic.key] != .null)
      #expect(!finding.statistic.range.isEmpty && !finding.statistic.reading.isEmpty)
      #expect(!finding.statistic.description.reference.isEmpty)
    }
    // Every quantity of the panel is a statistic of the catalogue, in the same order.
    #expect(TendencyPanel.all.map { $0.statistic.key } == TendencyStatistics.all.map { $0.key })
    let isotropy = try #require(report.findings.last?.reading?.value)
    #expect(isClose(isotropy, 0.05514192605, within: 1e-10))
    // The same through the quantity that panes ask for.
    let finding = try study.value(TendencyFindingQuantity(basis, IsoScore.description.id), context: context)
    #expect(finding.reading?.value == isotropy)
    #expect(report.counts.entries.allSatisfy { $0.profile?.choice != nil })
    let text = "\(report.json(elapsedSeconds: 0))"
    #expect(text.contains(#""clusterCounts":{"k":[1,2,3,4,5,6,7,8,9,10],"criteria":[{"id":"clusters-by-blocks""#))
    #expect(report.records.rows.contains { $0[0] == "silvermanTest.pValue" && !$0[1].isEmpty })
  }

  /// One row, two rows, one column, equal rows, more columns than rows: what cannot be given is null, and why is said.
  @Test func whatCannotBeGivenSaysWhy() throws {
    let one = try report(Tables.numeric(("x", [1]), ("y", [2])))
    let two = try report(Tables.numeric(("x", [1, 5]), ("y", [2, 3])))
    let equal = try report(
      Tables.numeric(("x", [Double](repeating: 3, count: 40)), ("y", [Double](repeating: 1, count: 40))))
    for report in [one, two, equal] {
      let members = Self.members(report)
      for finding in report.findings where finding.failure != nil {
        let failure = try #require(finding.failure)
        #expect(report.warnings.contains { $0.contains(finding.statistic.description.title) && $0.hasSuffix(failure) })
        if finding.statistic != IntrinsicDimension.self { #expect(members[finding.statistic.key] == .null) }
      }
      #expect(report.counts.entries.allSatisfy { $0.profile == nil && $0.failure != nil })
      #expect(report.verdict.evidence == .unknown)
    }
    #expect(one.findings.allSatisfy { $0.failure != nil })
    #expect(equal.findings.allSatisfy { $0.failure != nil })
    // Two rows differ in one direction; nothing else can be said of them.
    #expect(
      two.findings.filter { $0.failure == nil }.map { $0.statistic.key } == [ParticipationRatio.key, IsoScore.key])

    var random = RandomSource(seed: 1)
    let line = try report(Tables.numeric(("x", (0..<60).map { _ in random.normal() })))
    #expect(line.findings.filter { $0.failure != nil }.map { $0.statistic.key } == [IsoScore.key])
    let wide = try report(
      Table(
        name: "wide", columns: (0..<40).map { j in Tables.column("c\(j)", (0..<12).map { _ in random.normal() }) }))
    #expect(wide.findings.allSatisfy { $0.failure == nil })
    #expect(wide.warnings.contains { $0.contains("near its edge") })
  }

  @Test func joinedSidesAreAsked() throws {
    let study = Study(try Tables.sample("faithful.csv"))
    let plain = try TendencyReport(study, Basis(), context: context)
    let torus = try TendencyReport(study, Basis(), isTorus: true, context: context)
    #expect(plain.hopkins?.isTorus == false && torus.hopkins?.isTorus == true)
    #expect(plain.hopkins?.statistic != torus.hopkins?.statistic)
    #expect(plain.distanceDip == torus.distanceDip)
  }

  @Test func dissimilaritiesHaveTheirCriteria() throws {
    let report = try TendencyReport(
      Study(try Tables.sample("eurodist_matrix.csv")), Basis(metric: AlgorithmChoice(Basis.precomputed)),
      context: context)
    #expect(report.findings.filter { $0.failure == nil }.map { $0.statistic.key } == [DistanceDip.key])
    let given = report.counts.entries.filter { $0.profile != nil }.map { $0.criterion.key }
    #expect(given == [BlockCount.key, SilhouetteCount.key, EigengapCount.key])
  }

  @Test func manyRowsInManyColumnsAreSampledForTheTree() throws {
    var random = RandomSource(seed: 5)
    let n = 50_001
    let table = Table(
      name: "many",
      columns: (0..<4).map { j in
        Tables.column("x\(j)", (0..<n).map { i in (i % 2 == 0 && j == 0 ? 30 : 0) + random.normal() })
      })
    let blocks = try Study(table).value(BlocksQuantity(Basis()), context: context)
    #expect(blocks.objects == BlocksQuantity.sampledRows && blocks.suggestedClusters == 2)
  }
}

@Suite struct AmbiguityRankingTests {
  private let context = RunContext()

  @Test func viewsByClarityAndTrust() throws {
    let basis = Basis(preparation: Preparation(labels: "label", scale: .none))
    let ranking = try AmbiguityRanking(Study(Tables.sample("iris.csv")), basis, context: context)
    // Three planes of components, six pairs of columns, and what else there is.
    #expect(ranking.views.count >= 9 && ranking.views.count { $0.method == nil } == 6)
    let scores = ranking.views.map(\.ambiguity.score)
    #expect(scores == scores.sorted())
    let plane = try #require(ranking.views.first { $0.axisNames == ["PC1", "PC2"] }?.trustworthiness?.value)
    // scikit-learn 1.9.1, but for ties.
    #expect(abs(plane - 0.9829343247) < 1e-4)
    let best = try #require(ranking.best)
    #expect(ranking.views[best].trustworthiness!.value >= AmbiguityRanking.trusted)
    #expect(ranking.views[..<best].allSatisfy { $0.trustworthiness!.value < AmbiguityRanking.trusted })
    #expect(ranking.views.contains { $0.isUnbeaten } && ranking.views[0].ambiguityRank == 1)
    #expect(ranking.views.count { $0.trustRank == 1 } >= 1)
    #expect(ranking.records.rows.count == ranking.views.count)
    for view in ranking.views where view.isUnbeaten {
      #expect(
        !ranking.views.contains {
          $0.ambiguity.score < view.ambiguity.score && $0.trustworthiness!.value > view.trustworthiness!.value
        })
    }
  }

  @Test func fewRowsHaveNoTrust() throws {
    let table = Tables.numeric(("x", (0..<15).map(Double.init)), ("y", (0..<15).map { Double($0 * $0 % 7) }))
    let ranking = try AmbiguityRanking(Study(table), Basis(), context: context)
    #expect(ranking.best == nil && ranking.views.allSatisfy { $0.trustworthiness == nil && $0.trustRank == nil })
    #expect(ranking.warnings.contains { $0.contains("too few rows") })
    #expect(throws: AnalysisError.self) {
      try AmbiguityRanking(
        Study(Tables.sample("eurodist_matrix.csv")), Basis(metric: AlgorithmChoice(Basis.precomputed)),
        context: context)
    }
  }

  /// Settings are made from the description alone.
  @Test func settingsToTry() {
    let description = AlgorithmDescription(
      id: "x", title: "X", summary: "x", reference: "",
      parameters: [
        Parameter("components", .integer(1...9, step: 1), standard: .integer(2), meaning: "m"),
        Parameter("start", .choice(["pca", "random"]), standard: .choice("pca"), meaning: "m"),
        Parameter("perplexity", .real(5...50, step: 1), standard: .real(30), meaning: "m"),
        Parameter("steps", .integer(1...1000, step: 1), standard: .integer(100), meaning: "m"),
      ], needs: [], cost: "")
    #expect(
      description.settingsToTry == [
        ParameterValues(), ParameterValues(["start": .choice("random")]), ParameterValues(["perplexity": .real(15)]),
      ])
    #expect(PrincipalComponents.description.settingsToTry == [ParameterValues()])
  }
}

@Suite struct RaterTests {
  private let context = RunContext()

  private func table() -> Table {
    var random = RandomSource(seed: 2)
    let truth = (0..<90).map { $0 % 3 }
    func rater() -> [Double] { truth.map { Double(random.uniform() < 0.15 ? ($0 + 1) % 3 : $0) } }
    let points = truth.map { 10 * Double($0) + random.normal() }
    var third: [String?] = rater().map { "group \($0)" }
    third[4] = nil
    return Table(
      name: "judged",
      columns: [
        Tables.column("x", points), Tables.column("ann", rater()), Tables.column("ben", rater()),
        Tables.text("cho", third),
      ])
  }

  @Test func runsAreHeldAgainstRaters() throws {
    var basis = Basis()
    let study = Study(table())
    try basis.preparation.exclude(raters: ["ann", "ben", "cho"], of: study.table)
    let choice = AlgorithmChoice("kmeans", ParameterValues(["k": .integer(3)]))
    let report = try ComparisonReport(study, basis, [choice], raters: ["ann", "ben", "cho"], context: context)
    #expect(report.subject.dataset.featureNames == ["x"])
    let raters = try #require(report.raters)
    #expect(raters.agreement.rows == 89 && raters.runs == [0])
    #expect(report.warnings.contains { $0.contains("1 row lacks a label") })
    // k-means finds what the raters scatter about.
    #expect(try #require(raters.agreement.candidates[0].interval).lowerBound > 0)
    let text = "\(report.json(elapsedSeconds: 0))"
    #expect(text.contains(#""raters":{"amongRaters":"#) && text.contains(#""column":"cho""#))
    // Nothing is said of raters where none is named.
    let plain = try ComparisonReport(study, basis, [choice], context: context)
    #expect(plain.raters == nil && !"\(plain.json(elapsedSeconds: 0))".contains("amongRaters"))
  }

  @Test func namesAreChecked() throws {
    var basis = Basis()
    #expect(throws: PreparationError.unknownColumn("dan", option: "--raters", known: ["x", "ann", "ben", "cho"])) {
      try basis.preparation.exclude(raters: ["ann", "dan"], of: table())
    }
    basis.preparation.columns = ["x", "ann"]
    #expect(throws: PreparationError.usedTwice("ann", as: "--columns", and: "--raters")) {
      try basis.preparation.exclude(raters: ["ann", "ben"], of: table())
    }
    #expect(throws: AnalysisError.self) {
      try ComparisonReport(Study(table()), Basis(), [], raters: ["ann"], context: context)
    }
  }
}
