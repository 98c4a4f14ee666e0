import Analysis
import Engine
import Tabular
import Testing

/// Values from scikit-learn 1.9.1, scipy 1.17.1 and diptest 0.12.0.
@Suite struct ReportTests {
  private let context = RunContext()

  private func study(_ file: String) throws -> Study { Study(try Tables.sample(file)) }

  private func basis(_ scale: Scale, labels: String? = "label", excluded: [String] = []) -> Basis {
    Basis(preparation: Preparation(excluded: excluded, labels: labels, scale: scale))
  }

  /// Borda's points counted by hand over the same indices, and the within-cluster sum has no vote.
  @Test func runsAreVotedOnByTheIndices() throws {
    let iris = try study("iris.csv")
    let labelled = basis(.standard)
    let choices = try [("kmeans", 2), ("kmeans", 3), ("gmm", 4)].map { id, k in
      AlgorithmChoice(id, ParameterValues(["k": .integer(k)]))
    }
    let report = try ComparisonReport(iris, labelled, choices, context: context)
    let voting = report.runs[0].internal.indices.filter { report.runs[0].internal[$0].key != "withinClusterSum" }
    #expect(voting.count == report.runs[0].internal.count - 1)
    var points = [0.0, 0, 0]
    for index in voting {
      let scores = report.runs.map { run -> Double in
        let value = run.internal[index]
        return value.direction == .higherIsBetter ? value.value! : -value.value!
      }
      for run in 0..<3 {
        points[run] += Double(scores.count { $0 < scores[run] }) + Double(scores.count { $0 == scores[run] } - 1) / 2
      }
    }
    let borda = try #require(report.votes.first { $0.key == "borda" })
    #expect(borda.order.flatMap { $0 } == (0..<3).sorted { (-points[$0], $0) < (-points[$1], $1) })
    #expect(report.votes.map(\.rule.id) == VotingRules.all.map { $0.description.id })
    // A single run has nobody to stand against.
    let alone = try ComparisonReport(iris, labelled, [choices[0]], context: context)
    #expect(alone.votes.isEmpty && alone.disagreement == nil)
  }

  struct Weight: Sendable {
    let file: String
    let scale: Scale
    let labels: String?
    var excluded: [String] = []
    let sum: Double
  }

  /// The joins of the VAT order are the edges of the spanning tree: their sum is its weight.
  @Test(arguments: [
    Weight(file: "iris.csv", scale: .none, labels: "label", sum: 43.5237796383),
    Weight(file: "wine.csv", scale: .standard, labels: "label", sum: 342.812860316),
    Weight(file: "penguins.csv", scale: .standard, labels: "label", excluded: ["year"], sum: 126.358086534),
    Weight(file: "faithful.csv", scale: .standard, labels: nil, sum: 22.8128209716),
    Weight(file: "usarrests.csv", scale: .standard, labels: nil, sum: 41.3900886915),
  ])
  func vatJoinsSumToTheTree(_ weight: Weight) throws {
    let report = try VATReport(
      study(weight.file), basis(weight.scale, labels: weight.labels, excluded: weight.excluded), context: context)
    #expect(isClose(report.order.joinDistances.reduce(0, +), weight.sum, within: 1e-9))
    #expect(report.blocks.reduce(0) { $0 + $1.positions.count } == report.order.order.count)
    #expect(
      report.blocks.count { $0.positions.count >= report.suggestion.support } >= report.suggestion.suggestedClusters)
  }

  /// What stands above the cut separates blocks, and nothing inside one does.
  @Test func blocksFollowTheCut() throws {
    let report = try VATReport(study("iris.csv"), basis(.none), context: context)
    let cut = report.suggestion.suggestedCut
    #expect(report.suggestion.suggestedClusters == 2)
    #expect(report.blocks.allSatisfy { ($0.widestInside ?? 0) <= cut })
    #expect(report.blocks.dropFirst().allSatisfy { ($0.gapBefore ?? 0) > cut })
    #expect(report.blocks.first?.positions.lowerBound == 0)
    #expect(report.blocks.last?.positions.upperBound == 150)
  }

  @Test func dissimilaritiesAsGiven() throws {
    let report = try VATReport(
      study("eurodist_matrix.csv"), Basis(metric: AlgorithmChoice(Basis.precomputed)), context: context)
    #expect(report.order.joinDistances.reduce(0, +) == 8521)
    #expect(report.subject.dataset.rowNames?.first == "Athens")
  }

  @Test func projectionExplainsVariance() throws {
    let choice = AlgorithmChoice("pca")
    let iris = try ProjectionReport(study("iris.csv"), basis(.none), choice, context: context)
    let expected = [0.9246187232, 0.05306648312, 0.01710260981, 0.005212183873]
    #expect(areClose(iris.points.explainedVarianceRatio, expected, within: 1e-9))
    #expect(iris.records.rows.count == 150)
    #expect(iris.records.header == ["row", "label", "PC1", "PC2"])
    let penguins = try ProjectionReport(
      study("penguins.csv"), basis(.standard, excluded: ["year"]), choice, context: context)
    #expect(isClose(penguins.points.explainedVarianceRatio[0], 0.688438781, within: 1e-8))
    #expect(penguins.records.rows[3][0] == "4")
  }

  @Test func clusteringOfWine() throws {
    let choice = AlgorithmChoice("kmeans", ParameterValues(["k": .integer(3)]))
    let report = try ClusteringReport(study("wine.csv"), basis(.standard), choice, context: context)
    #expect(isClose(try #require(report.clustering.objective).value, 1277.92848884, within: 1e-8))
    #expect(report.sizes.sorted() == [51, 62, 65])
    let adjustedRand = try #require(report.external.first { $0.key == "adjustedRand" }?.value)
    #expect(isClose(adjustedRand, 0.89749498, within: 1e-7))
  }

  /// Means of the clusters, against sums over the rows.
  @Test func meansAreInTheUnitsOfTheTable() throws {
    let choice = AlgorithmChoice("kmeans", ParameterValues(["k": .integer(3)]))
    let report = try ClusteringReport(study("iris.csv"), basis(.standard), choice, context: context)
    let means = try #require(report.means)
    let values = report.subject.dataset.unscaled
    for cluster in 0..<3 {
      for feature in 0..<4 {
        let rows = (0..<150).filter { report.clustering.labels[$0] == cluster }
        let mean = rows.reduce(0) { $0 + values[$1, feature] } / Double(rows.count)
        #expect(isClose(means[cluster, feature], mean, within: 1e-12))
      }
    }
    // Petals tell irises apart better than sepals do.
    #expect(Set(report.featuresBySeparation.prefix(2)) == [2, 3])
  }

  @Test func noClustererGivesNoMeansFromDissimilarities() throws {
    let report = try ClusteringReport(
      study("eurodist_matrix.csv"), Basis(metric: AlgorithmChoice(Basis.precomputed)),
      AlgorithmChoice("linkage", ParameterValues(["k": .integer(4)])), includesHierarchy: true, context: context)
    #expect(report.means == nil && report.featuresBySeparation.isEmpty)
    #expect(report.sizes.sorted() == [1, 1, 1, 18])
    #expect(report.warnings.isEmpty)
  }

  @Test func aHierarchyThatIsNotThereIsNullAndExplained() throws {
    let choice = AlgorithmChoice("kmeans", ParameterValues(["k": .integer(2)]))
    let report = try ClusteringReport(
      study("iris.csv"), basis(.standard), choice, includesHierarchy: true, context: context)
    #expect(report.result.last == JSON.Member("hierarchy", .null))
    #expect(report.warnings.contains { $0.contains("hierarchy") })
  }

  @Test func validationOfTheClasses() throws {
    let report = try ValidationReport(study("wine.csv"), basis(.standard), nil, context: context)
    func value(_ key: String) throws -> Double { try #require(report.internal.first { $0.key == key }?.value) }
    #expect(isClose(try value("silhouette"), 0.279779820563, within: 1e-9))
    #expect(isClose(try value("calinskiHarabasz"), 68.2519268708, within: 1e-9))
    #expect(isClose(try value("daviesBouldin"), 1.40658707642, within: 1e-9))
    #expect(isClose(try value("dunn"), 0.176897171917, within: 1e-9))
    #expect(report.external.isEmpty && report.algorithm == nil)
    #expect(report.sizes == [59, 71, 48])
  }

  @Test func validationNeedsClasses() throws {
    let study = try study("iris.csv")
    #expect(throws: ReportError.noLabels) {
      try ValidationReport(study, basis(.standard, labels: nil), nil, context: context)
    }
  }

  @Test func tendencyOfIris() throws {
    let report = try TendencyReport(study("iris.csv"), basis(.none), context: context)
    #expect(isClose(try #require(report.distanceDip).statistic, 0.014152902, within: 1e-8))
    #expect(isClose(try #require(report.componentDip).statistic, 0.11081192, within: 1e-7))
    #expect(isClose(try #require(report.intrinsicDimension?.twoNN), 3.312213504, within: 1e-8))
    #expect(isClose(try #require(report.intrinsicDimension?.maximumLikelihood), 3.184943585, within: 1e-8))
    #expect(report.verdict.evidence == .good)
  }

  @Test func dissimilaritiesHaveNoFeaturesToTest() throws {
    let report = try TendencyReport(
      study("eurodist_matrix.csv"), Basis(metric: AlgorithmChoice(Basis.precomputed)), context: context)
    #expect(report.hopkins == nil && report.componentDip == nil)
    #expect(report.warnings.count { $0.contains("only dissimilarities are given") } == 9)
  }

  @Test func firstLookRunsWhatApplies() throws {
    let iris = try FirstLookReport(study("iris.csv"), basis(.standard), context: context)
    #expect(iris.runs.map(\.algorithm.id).sorted() == ["dbscan", "kmeans", "linkage"])
    #expect(iris.runs.allSatisfy { !$0.internal.isEmpty && !$0.external.isEmpty })
    #expect(iris.projection != nil)
    let cities = try FirstLookReport(
      study("eurodist_matrix.csv"), Basis(metric: AlgorithmChoice(Basis.precomputed)), context: context)
    #expect(!cities.runs.contains { $0.algorithm.id == "kmeans" } && cities.projection == nil)
  }

  @Test func oneStudyServesAllReports() throws {
    let study = try study("iris.csv")
    let basis = basis(.standard)
    _ = try FirstLookReport(study, basis, context: context)
    #expect(study.keptValue(VATQuantity(basis)) != nil)
    #expect(study.keptValue(HopkinsQuantity(basis.preparation)) != nil)
    let kept = try #require(study.keptValue(ClusteringQuantity(basis, AlgorithmChoice("kmeans"))))
    let report = try ClusteringReport(study, basis, AlgorithmChoice("kmeans"), context: context)
    #expect(report.elapsedSeconds == kept.elapsedSeconds)
  }

  @Test func theEnvelopeIsTheContract() throws {
    let table = Tables.numeric(("x", [0, 1, .nan, 5]), ("y", [0, 0, 1, 0]), name: "four")
    let report = try VATReport(Study(table), Basis(preparation: Preparation(scale: .none)), context: context)
    guard case .object(let members) = report.json(elapsedSeconds: 0.5) else { return #expect(Bool(false)) }
    #expect(
      members.map(\.key) == [
        "schemaVersion", "command", "dataset", "preprocessing", "seed", "elapsedSeconds", "warnings", "result",
      ])
    guard case .object(let result) = members[7].value, case .object(let dataset) = members[2].value else {
      return #expect(Bool(false))
    }
    // Rows 0, 1 and 3 of the table; 0 and 3 are farthest apart.
    #expect(result.first == JSON.Member("order", .integers([0, 1, 2])))
    #expect(result[1] == JSON.Member("joinDistances", .numbers([1, 4])))
    #expect(result.last == JSON.Member("rowNumbers", .integers([0, 1, 3])))
    #expect(
      dataset.prefix(5).map(\.key) == ["name", "rows", "droppedRows", "features", "labels"])
    #expect(report.records.rows.map { $0[1] } == ["0", "1", "3"])
  }

  @Test func metricParametersAreReported() throws {
    let basis = Basis(metric: AlgorithmChoice("minkowski", ParameterValues(["power": .real(3)])))
    let report = try VATReport(Study(Tables.numeric(("x", [0, 1, 5]))), basis, context: context)
    #expect("\(report.json(elapsedSeconds: 0))".contains(#""metric":"minkowski","power":3.0}"#))
  }

  @Test func catalogues() throws {
    #expect(try Catalogues.select(nil).listings.count == Catalogues.all.count)
    #expect(try Catalogues.select("kmeans").isSingleEntry)
    #expect(try Catalogues.select("metrics").listings[0].entries.count == Metrics.all.count + 1)
    #expect(try Catalogues.select("adjustedRand").listings[0].entries[0].description.id == "adjusted-rand")
    #expect(throws: ReportError.self) { try Catalogues.select("nothing") }
    let ids = Catalogues.all.flatMap { $0.entries.map(\.description.id) }
    #expect(Set(ids).count == ids.count)
  }
}

@Suite struct VerdictTests {
  private func verdict(
    hopkins: Double? = 0.001, dip: Double? = 0.001, component: Double? = nil, groups: Int = 1, rows: Int = 200,
    dimension: Double? = 2, silverman: Double? = nil, histogram: Double? = nil, gap: Int? = nil, choices: [Int] = []
  ) -> Verdict {
    Verdict(
      Verdict.Findings(
        rows: rows, hopkins: hopkins.map { (0.8, $0) }, dipPValue: dip, componentDipPValue: component,
        silvermanPValue: silverman, histogramPValue: histogram, groups: groups, gapClusters: gap,
        intrinsicDimension: dimension,
        choices: choices.enumerated().map { ("Criterion \(Character(Unicode.Scalar(UInt8(65 + $0.offset))))", $0.element) }))
  }

  @Test func furtherTestsCount() {
    // The gap statistic is a kind of its own, Silverman's test one more of modes.
    #expect(verdict(dip: 0.6, groups: 3, gap: 3).evidence == .good)
    #expect(verdict(dip: 0.6, groups: 1, gap: 3).evidence == .mixed)
    #expect(verdict(dip: 0.6, groups: 1, gap: 1).evidence == .oneGroup)
    #expect(verdict(dip: 0.6, groups: 3, silverman: 0.01).evidence == .good)
    #expect(verdict(hopkins: 0.4, dip: 0.6, histogram: 0.01).evidence == .oneGroup)
    #expect(verdict(hopkins: nil, dip: nil, gap: 1).evidence == .none)
    #expect(verdict(hopkins: nil, dip: nil, histogram: 0.2).evidence == .none)
  }

  @Test func whereTheyDisagree() {
    let against = verdict(groups: 3, gap: 1).text
    #expect(against.contains("Against that, the gap statistic finds no number of clusters better than one."))
    #expect(verdict(dip: 0.6, groups: 1, gap: 4).text.contains("finds 4 clusters better than one, but there is a single"))
    #expect(verdict(groups: 3, histogram: 0.4).text.contains("The spatial histogram (p = 0.4) does not agree with it"))
    #expect(!verdict(groups: 3, histogram: 0.01).text.contains("histogram"))
    let modes = verdict(component: 0.2, groups: 3, silverman: 0.01).text
    #expect(modes.contains("(Silverman's test, p = 0.01), though one in the first principal component (dip test"))
  }

  @Test func howManyClusters() {
    #expect(verdict(groups: 3, choices: [3, 3, 3]).text.contains("All 3 criteria for the number of clusters say 3."))
    #expect(
      verdict(groups: 3, choices: [3, 2, 3]).text.contains(
        "Most criteria for the number of clusters say 3 (criterion A and criterion C); others 2 (criterion B)."))
    #expect(verdict(groups: 3, choices: [3, 2, 5]).text.contains("disagree: 2 (criterion B), 3 (criterion A) and 5"))
    #expect(!verdict(hopkins: 0.4, dip: 0.6, choices: [2, 3]).text.contains("criteria"))
  }

  @Test func evidence() {
    #expect(verdict(groups: 3).evidence == .good)
    #expect(verdict(hopkins: 0.4, groups: 3).evidence == .good)
    #expect(verdict(groups: 1).evidence == .mixed)
    #expect(verdict(dip: 0.6, groups: 3).evidence == .mixed)
    #expect(verdict(dip: 0.6, component: 0.01).evidence == .mixed)
    #expect(verdict(dip: 0.6).evidence == .oneGroup)
    #expect(verdict(hopkins: 0.4, dip: 0.6).evidence == .none)
    #expect(verdict(hopkins: nil, dip: nil).evidence == .unknown)
    #expect(verdict(hopkins: nil, dip: nil, groups: 2).evidence == .mixed)
    #expect(verdict(hopkins: nil, dip: 0.5).evidence == .none)
  }

  @Test func disagreementIsSaid() {
    #expect(verdict(hopkins: 0.4, groups: 3).text.contains("disagrees"))
    #expect(verdict(dip: 0.001, component: 0.6, groups: 2).text.contains("though one in the first principal component"))
    #expect(verdict(groups: 3).text.contains("3 groups"))
  }

  @Test func weaknessIsSaid() {
    #expect(verdict(rows: 12).text.contains("few rows (12)"))
    #expect(verdict(dimension: 40).text.contains("40 effective dimensions"))
    #expect(verdict(dimension: .infinity).text.contains("dimensions"))
  }
}
