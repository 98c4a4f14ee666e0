import Analysis
import Engine
import Testing

/// Cutting the join distances of the image is cutting the single-linkage tree.
@Suite("Tree cuts") struct TreeCutTests {
  private let context = RunContext()
  private let basis = Basis(preparation: Preparation(labels: "label"))

  private func report(_ study: Study, _ cut: TreeCut) throws -> VATReport {
    try VATReport(study, basis, cut: cut, context: context)
  }

  private func linkage(_ study: Study, _ parameters: ParameterValues) throws -> [Int] {
    try study.value(ClusteringQuantity(basis, AlgorithmChoice("linkage", parameters)), context: context)
      .clustering.labels
  }

  @Test func aNumberOfClustersIsSingleLinkage() throws {
    let study = Study(try Tables.sample("penguins.csv"))
    for clusters in [1, 2, 3, 7, 50] {
      let cut = try report(study, .clusters(clusters))
      #expect(cut.blocks.count == clusters)
      #expect(cut.labels == (try linkage(study, ParameterValues(["k": .integer(clusters)]))))
      #expect(cut.blocks.dropFirst().allSatisfy { $0.gapBefore! >= cut.cutHeight })
      #expect(cut.blocks.allSatisfy { ($0.widestInside ?? 0) <= cut.cutHeight })
    }
  }

  @Test func aHeightIsSingleLinkage() throws {
    let study = Study(try Tables.sample("wine.csv"))
    for height in [0, 1.5, 2.2, 3, 100] {
      #expect(try report(study, .height(height)).labels == linkage(study, ParameterValues(["height": .real(height)])))
    }
  }

  @Test func whatCannotCutIsRefused() throws {
    let study = Study(try Tables.sample("iris.csv"))
    for cut in [TreeCut.clusters(0), .clusters(151), .height(-1), .height(.nan), .height(.infinity)] {
      #expect(throws: AnalysisError.self) { try report(study, cut) }
    }
  }

  /// Labels are a partition that someone asked for; without asking there is none.
  @Test func onlyACutThatWasAskedForGivesLabels() throws {
    let study = Study(try Tables.sample("iris.csv"))
    func names(_ report: VATReport) -> [String] { report.result.map(\.key) }
    #expect(!names(try report(study, .suggested)).contains("labels"))
    #expect(names(try report(study, .clusters(2))).suffix(3) == ["cut", "clusters", "labels"])
    #expect(try report(study, .suggested).records.header == ["position", "row", "joinDistance"])
    #expect(try report(study, .clusters(2)).records.header == ["position", "row", "joinDistance", "block"])
  }

  /// The window of an image is the same cells as in the whole, where a cell is a pair.
  @Test func aWindowIsAPartOfTheImage() throws {
    let study = Study(try Tables.sample("iris.csv"))
    func image(_ isPathBased: Bool, _ rows: Range<Int>, _ columns: Range<Int>) throws -> DissimilarityImage {
      try study.value(
        DissimilarityImageQuantity(
          basis, isPathBased: isPathBased, rows: rows, columns: columns, width: columns.count, height: rows.count),
        context: context
      ).image
    }
    for isPathBased in [false, true] {
      let whole = try image(isPathBased, 0..<150, 0..<150)
      let part = try image(isPathBased, 10..<30, 90..<150)
      for row in 0..<20 {
        for column in 0..<60 { #expect(part[row, column] == whole[row + 10, column + 90]) }
      }
    }
  }
}
