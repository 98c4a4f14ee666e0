import Glibc
import Testing

private let iris = Program.samples + "iris.csv"
private let wine = Program.samples + "wine.csv"
private let penguins = Program.samples + "penguins.csv"
private let eurodist = Program.samples + "eurodist_matrix.csv"

func isClose(_ a: Double, _ b: Double, within tolerance: Double) -> Bool { abs(a - b) <= tolerance }

/// Numbers of the sample data, from scipy 1.17.1 and scikit-learn 1.9.1.
@Suite struct AcceptanceTests {
  @Test func vatOfIris() throws {
    let answer = try answer(VATAnswer.self, "vat", iris, "--scale", "none")
    #expect(answer.schemaVersion == 1 && answer.command == "vat")
    #expect(answer.dataset.name == "iris" && answer.dataset.rows == 150 && answer.dataset.droppedRows == 0)
    #expect(answer.dataset.features == ["sepal_length", "sepal_width", "petal_length", "petal_width"])
    #expect(answer.preprocessing.scale == "none" && answer.preprocessing.metric == "euclidean")
    #expect(answer.seed == 42)
    #expect(isClose(answer.result.joinDistances.reduce(0, +), 43.5237796383, within: 1e-9))
    #expect(answer.result.joinDistances.count == 149)
    #expect(answer.result.order.sorted() == Array(0..<150))
    #expect(answer.result.start == answer.result.order[0])
  }

  @Test func vatOfADistanceMatrix() throws {
    let answer = try answer(VATAnswer.self, "vat", eurodist, "--metric", "precomputed")
    #expect(answer.result.joinDistances.reduce(0, +) == 8521)
    #expect(answer.preprocessing.scale == "none" && answer.preprocessing.metric == "precomputed")
    #expect(answer.dataset.rows == 21)
    // Athens and Lisbon are farthest apart; the walk starts at the lower row.
    #expect(answer.result.start == 0)
  }

  @Test func principalComponentsOfIris() throws {
    let answer = try answer(ProjectAnswer.self, "project", iris, "--method", "pca", "--scale", "none")
    let ratios = try #require(answer.result.explainedVarianceRatio)
    let expected = [0.9246187232, 0.05306648312, 0.01710260981, 0.005212183873]
    #expect(ratios.count == 4)
    #expect(zip(ratios, expected).allSatisfy { isClose($0, $1, within: 1e-9) })
    #expect(answer.result.coordinates.count == 150 && answer.result.coordinates.allSatisfy { $0.count == 2 })
  }

  @Test func kMeansOfWine() throws {
    let answer = try answer(ClusterAnswer.self, "cluster", wine, "--algorithm", "kmeans", "--set", "k=3")
    #expect(isClose(try #require(answer.result.objective).value, 1277.92848884, within: 1e-6))
    #expect(answer.result.objective?.name == "inertia")
    #expect(answer.result.sizes.sorted() == [51, 62, 65])
    #expect(answer.result.labels[0] == 0 && answer.result.labels.count == 178)
    #expect(answer.result.rowNumbers == nil)
  }

  @Test func dbscanOfWine() throws {
    let answer = try answer(
      ClusterAnswer.self, "cluster", wine, "--algorithm", "dbscan", "--set", "eps=2.34", "--set", "min-points=5")
    #expect(answer.result.clusters == 2 && answer.result.noise == 39)
    #expect(answer.result.labels.count { $0 == -1 } == 39)
  }

  @Test func singleLinkageOfIris() throws {
    let answer = try answer(
      ClusterAnswer.self, "cluster", iris, "--scale", "none", "--algorithm", "linkage", "--set", "linkage=single",
      "--set", "k=3", "--hierarchy")
    #expect(answer.result.sizes.sorted() == [2, 50, 98])
    let merges = try #require(answer.result.hierarchy)
    #expect(merges.count == 149 && merges.allSatisfy { $0.count == 4 })
    #expect(isClose(merges.reduce(0) { $0 + $1[2] }, 43.5237796383, within: 1e-9))
    #expect(merges.last?[3] == 150)
  }

  @Test func indicesOfTheReferenceClasses() throws {
    let answer = try answer(ValidateAnswer.self, "validate", iris, "--scale", "none", "--labels", "label")
    let values = answer.result.internal
    #expect(isClose(try #require(values["silhouette"] ?? nil), 0.503477440693, within: 1e-9))
    #expect(isClose(try #require(values["calinskiHarabasz"] ?? nil), 487.330876375, within: 1e-6))
    #expect(isClose(try #require(values["daviesBouldin"] ?? nil), 0.751370709476, within: 1e-9))
    #expect(isClose(try #require(values["dunn"] ?? nil), 0.0584805321472, within: 1e-9))
    #expect(answer.result.external == nil && answer.result.algorithm == nil)
    #expect(answer.dataset.labels == "label")
  }

  @Test func agreementOfKMeansWithTheReferenceClasses() throws {
    let answer = try answer(
      ValidateAnswer.self, "validate", wine, "--labels", "label", "--algorithm", "kmeans", "--set", "k=3")
    let external = try #require(answer.result.external)
    #expect(isClose(try #require(external["adjustedRand"] ?? nil), 0.89749498, within: 1e-6))
    #expect(isClose(try #require(external["adjustedMutualInformation"] ?? nil), 0.87457944, within: 1e-6))
  }

  @Test func missingRowsAreCountedAndNumbered() throws {
    let answer = try answer(
      ClusterAnswer.self, "cluster", penguins, "--labels", "label", "--exclude", "year", "--set", "k=3")
    #expect(answer.dataset.rows == 342 && answer.dataset.droppedRows == 2)
    #expect(isClose(try #require(answer.result.objective).value, 379.392502756, within: 1e-6))
    let rows = try #require(answer.result.rowNumbers)
    #expect(rows.count == 342 && rows == rows.sorted() && rows.last == 343)
    #expect(!answer.warnings.isEmpty)
  }

  @Test func tendencyOfIris() throws {
    let answer = try answer(TendencyAnswer.self, "tendency", iris, "--scale", "none")
    let hopkins = try #require(answer.result.hopkins)
    #expect(hopkins.statistic > 0.75 && hopkins.statistic <= 1 && hopkins.pValue < 0.01)
    #expect(isClose(try #require(answer.result.dipTest).statistic, 0.014152902, within: 1e-8))
    #expect(isClose(try #require(answer.result.intrinsicDimension.twoNN), 3.312213504, within: 1e-6))
    #expect(isClose(try #require(answer.result.intrinsicDimension.mle), 3.184943585, within: 1e-6))
    #expect(!answer.result.verdict.isEmpty)
  }

  @Test func reportOfIris() throws {
    let answer = try answer(ReportAnswer.self, "report", iris, "--labels", "label")
    #expect(answer.command == "report")
    #expect(answer.result.projection?.method == "pca")
    #expect(answer.result.runs.map(\.algorithm).contains("kmeans"))
    #expect(answer.result.runs.allSatisfy { ($0.external["adjustedRand"] ?? nil) != nil })
    #expect(answer.result.vat.suggestedClusters >= 1)
    let text = Program("report", iris, "--labels", "label").run()
    #expect(text.status == 0 && text.errors.isEmpty)
    #expect(text.output.contains("Is there structure?") && text.output.contains("k-means"))
  }

  @Test func shippedSampleDataAreThere() {
    for path in [iris, wine, penguins, eurodist] { #expect(access(path, R_OK) == 0, "\(path)") }
  }
}
