import Analysis
import Testing

@Suite("Silverman's test")
struct SilvermanTests {
  /// The silica of 22 chondrites (Good & Gaskins, 1980).
  private static let chondrites = [
    20.77, 22.56, 22.71, 22.99, 26.39, 27.08, 27.32, 27.33, 27.57, 27.81, 28.69, 29.36, 30.25, 31.89, 32.88, 33.23,
    33.28, 33.40, 33.52, 33.83, 33.95, 34.82,
  ]

  @Test("critical bandwidths of the chondrites", arguments: [(1, 2.39), (2, 1.83), (3, 0.68), (4, 0.47)])
  func published(modes: Int, bandwidth: Double) throws {
    // Silverman, 1981, table 1, to two digits.
    let test = try SilvermanTest(of: Self.chondrites, modes: modes, context: RunContext(threads: 2))
    #expect(abs(test.criticalBandwidth - bandwidth) < 0.012)
    #expect(test.sampleSize == 22 && !test.isSampled)
  }

  @Test("one mode, two modes, and units")
  func behaviour() throws {
    let context = RunContext(threads: 2)
    let one = TendencyData.gaussian(300, 1).values
    let two = TendencyData.blobs(300, centres: [[0], [6]]).values
    #expect(try SilvermanTest(of: one, context: context).pValue > 0.1)
    let bimodal = try SilvermanTest(of: two, context: context)
    #expect(bimodal.pValue < 0.01)
    #expect(try SilvermanTest(of: two, modes: 2, context: context).pValue > 0.1)
    let scaled = try SilvermanTest(of: two.map { 1e6 * $0 + 3 }, context: context)
    let ratio = scaled.criticalBandwidth / bimodal.criticalBandwidth
    #expect(abs(ratio - 1e6) < 100)
    #expect(try SilvermanTest(of: two, context: RunContext(threads: 1)) == bimodal)
    #expect(try SilvermanTest(of: TendencyData.gaussian(3000, 1).values, context: context).sampleSize == 2000)
  }

  @Test("more smoothing never makes more modes")
  func monotone() throws {
    let values = TendencyData.blobs(80, centres: [[0], [2], [5]]).values
    let bandwidths = try (1...6).map {
      try SilvermanTest(of: values, modes: $0, context: RunContext(threads: 2)).criticalBandwidth
    }
    #expect(zip(bandwidths, bandwidths.dropFirst()).allSatisfy { $0 >= $1 })
  }

  @Test("what cannot be tested is refused", arguments: [[], [1], [1, 2], [4, 4, 4, 4], [.nan, 1, .infinity]])
  func degenerate(values: [Double]) {
    #expect(throws: AnalysisError.self) { try SilvermanTest(of: values, context: RunContext(threads: 1)) }
  }
}

@Suite("Gap statistic")
struct GapStatisticTests {
  private let context = RunContext(threads: 2)

  @Test("three blobs, one blob, evenly spread rows")
  func behaviour() throws {
    let blobs = TendencyData.blobs(300, centres: [[0, 0], [9, 0], [0, 9]])
    let three = try GapStatistic(of: blobs, context: context)
    #expect(three.suggestedClusters == 3 && three.gaps.count == 10 && three.standardErrors.count == 10)
    #expect(three.standardErrors.allSatisfy { $0 > 0 && $0 < 0.2 })
    #expect(try GapStatistic(of: TendencyData.uniform(300, 2), context: context).suggestedClusters == 1)
    #expect(try GapStatistic(of: TendencyData.gaussian(300, 3), context: context).suggestedClusters == 1)
    #expect(try GapStatistic(of: blobs, context: RunContext(threads: 1)) == three)
  }

  @Test("the first gap is that of the box's sum of squares")
  func first() throws {
    // One cluster: the samples' sum of squares is n·Σ side²/12 on average, along axes that are the components already.
    var points = TendencyData.blobs(800, centres: [[0, 0], [20, 0]])
    for i in 0..<800 { points[i, 1] = points[799 - i, 1] }
    let scores = try PrincipalComponents().project(points, seed: 0, context: context).coordinates
    var (box, own) = (0.0, 0.0)
    for j in 0..<2 {
      let column = scores.column(j)
      let side = column.max()! - column.min()!
      box += 800 * side * side / 12
      own += column.reduce(0) { $0 + $1 * $1 }
    }
    let gap = try GapStatistic(of: points, context: context)
    #expect(abs(gap.gaps[0] - logarithm(box / own)) < 4 * gap.standardErrors[0])
  }

  @Test("few places, few rows")
  func degenerate() throws {
    let places = Matrix((0..<40).map { [Double($0 % 4), Double($0 % 2)] })
    let gap = try GapStatistic(of: places, context: context)
    #expect(gap.gaps.count == 3)
    for points in [Matrix([[1.0]]), Matrix([[1.0], [2]]), Matrix(rows: 20, columns: 2, repeating: 3)] {
      #expect(throws: AnalysisError.self) { try GapStatistic(of: points, context: context) }
    }
    let two = Matrix((0..<20).map { [Double($0 % 2)] })
    #expect(throws: AnalysisError.self) { try GapStatistic(of: two, context: context) }
    #expect(try GapStatistic(of: TendencyData.gaussian(6, 30), context: context).gaps.count >= 2)
    #expect(try GapStatistic(of: TendencyData.gaussian(1500, 2), context: context).isSampled)
  }
}

@Suite("Spatial histogram")
struct SpatialHistogramTests {
  private let context = RunContext(threads: 2)

  @Test("iris in five bins by five")
  func published() throws {
    // Zaki & Meira, 2014, example 17.13: 1.17 bits, standard deviation 0.18.
    let iris = try #require(ReferenceFile.present.first { $0.name == "iris" && !$0.standardised }?.features)
    let plane = try PrincipalComponents().project(iris, seed: 0, context: context).coordinates
    let histogram = try SpatialHistogram(of: plane, bins: 5, context: context)
    #expect(abs(histogram.divergence - 1.17) < 0.05)
    #expect(abs(histogram.standardDeviation - 0.18) < 0.03)
    #expect(histogram.pValue < 0.01 && histogram.dimensions == 2)
  }

  @Test("evenly spread rows, clusters, one column")
  func behaviour() throws {
    var below = 0
    for seed in 0..<UInt64(30) {
      let points = TendencyData.uniform(200, seed % 2 == 0 ? 2 : 4, seed: seed)
      if try SpatialHistogram(of: points, seed: seed, context: context).pValue < 0.2 { below += 1 }
    }
    // Binomial(30, 0.2): 6 expected; 15 and more has probability 2e-4.
    #expect(below < 15)
    let blobs = TendencyData.blobs(200, centres: [[0, 0], [9, 9]])
    let clustered = try SpatialHistogram(of: blobs, context: context)
    #expect(clustered.pValue < 0.01)
    #expect(try SpatialHistogram(of: blobs, context: RunContext(threads: 1)) == clustered)
    #expect(try SpatialHistogram(of: TendencyData.uniform(100, 1), context: context).dimensions == 1)
    #expect(try SpatialHistogram(of: TendencyData.gaussian(12, 40), context: context).bins == 2)
  }

  @Test("few or equal rows are refused")
  func degenerate() {
    for points in [Matrix([[1.0]]), TendencyData.gaussian(9, 2), Matrix(rows: 20, columns: 2, repeating: 3)] {
      #expect(throws: AnalysisError.self) { try SpatialHistogram(of: points, context: context) }
    }
  }

  @Test("ranges that overflow")
  func huge() throws {
    let points = Matrix((0..<20).map { [$0 % 2 == 0 ? 1e308 : -1e308, Double($0)] })
    #expect(try SpatialHistogram(of: points, context: context).divergence.isFinite)
  }
}

@Suite("Shape of the spectrum")
struct SpectrumShapeTests {
  private let context = RunContext(threads: 2)

  @Test("IsoScore of data files", arguments: ReferenceFile.present.filter { $0.isoScore != nil })
  func files(file: ReferenceFile) throws {
    let spectrum = try VarianceSpectrum(of: try #require(file.features), context: context)
    let expected = try #require(file.isoScore)
    let score = try IsoScore(spectrum).value
    // Ten digits are given, of which eight follow from the published formula, for four columns all.
    #expect(abs(score - expected) < (spectrum.variances.count == 4 ? 1e-10 : 5e-8))
  }

  @Test("by hand")
  func byHand() throws {
    let round = VarianceSpectrum(variances: [2, 2, 2], columns: 3)
    #expect(isClose(try IsoScore(round).value, 1))
    #expect(isClose(try ParticipationRatio(round).value, 3))
    let flat = VarianceSpectrum(variances: [5], columns: 4)
    #expect(try IsoScore(flat).value < 1e-14)
    #expect(try ParticipationRatio(flat).value == 1)
    // (4 + 1)² / (16 + 1).
    #expect(isClose(try ParticipationRatio(VarianceSpectrum(variances: [1, 4], columns: 2)).value, 25.0 / 17))
    // Scale does not count.
    let huge = VarianceSpectrum(variances: [4e300, 1e300], columns: 2)
    #expect(isClose(try ParticipationRatio(huge).value, 25.0 / 17))
  }

  @Test("what has no spectrum is refused; more columns than rows are not")
  func degenerate() throws {
    let equal = try VarianceSpectrum(of: Matrix(rows: 5, columns: 2, repeating: 1), context: context)
    #expect(throws: AnalysisError.self) { try IsoScore(equal) }
    #expect(throws: AnalysisError.self) { try ParticipationRatio(equal) }
    let line = try VarianceSpectrum(of: TendencyData.gaussian(20, 1), context: context)
    #expect(throws: AnalysisError.self) { try IsoScore(line) }
    #expect(try ParticipationRatio(line).value == 1)
    let wide = try VarianceSpectrum(of: TendencyData.gaussian(5, 60), context: context)
    let score = try IsoScore(wide).value
    #expect(wide.variances.count == 60 && score >= 0 && score < 0.1)
    #expect(try ParticipationRatio(wide).value <= 4)
  }
}

private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-14 * max(1, abs(b)) }
