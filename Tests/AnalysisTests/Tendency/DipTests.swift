import Analysis
import Testing

@Suite("Dip test")
struct DipTests {
  /// diptest 0.12.0, with the lower bound of 1/(2n).
  @Test(
    "small samples",
    arguments: [
      ([1.0, 2.0, 3.0, 4.0], 0.125),
      ([0.0, 0.0, 1.0, 1.0], 0.25),
      ([1.0, 2.0, 3.0, 10.0, 11.0, 12.0], 0.19444444444444445),
      ([0.0, 0.0, 0.0, 5.0, 5.0, 5.0, 5.0, 9.0], 0.1875),
      ([0.1, 0.2, 0.25, 0.9, 1.0, 1.1, 1.15, 3.0, 3.1, 3.15, 3.2, 7.0], 0.15040650406504064),
      ([1.0, 1.0, 1.0, 2.0], 0.125),
      ([1.0, 2.0], 0.25),
      ([3.0, 3.0, 3.0], 0.16666666666666666),
      ([0.0, 1.0, 1.0, 1.0, 1.0, 2.0, 5.0, 5.0, 6.0, 6.5], 0.13333333333333333),
    ])
  func small(values: [Double], expected: Double) {
    #expect(abs(hartiganDip(sorted: values) - expected) < 1e-14)
  }

  /// diptest 0.12.0 on i³ + 7i modulo p, for i < n.
  @Test(
    "larger samples with and without ties",
    arguments: [
      (50, 101, 0.05620689655172414),
      (200, 977, 0.0257640586797066),
      (500, 61, 0.0395),
      (1000, 10007, 0.008318853974122),
    ])
  func larger(n: Int, modulus: Int, expected: Double) {
    let values = (0..<n).map { Double(($0 * $0 * $0 + 7 * $0) % modulus) }.sorted()
    #expect(abs(hartiganDip(sorted: values) - expected) < 1e-14)
  }

  @Test("all pairwise distances of data files", arguments: ReferenceFile.present.filter { $0.pairwiseDip != nil })
  func files(file: ReferenceFile) throws {
    let features = try #require(file.features)
    let test = try DipTest(pairwiseOf: TendencyData.euclidean(features), context: RunContext(threads: 2))
    let expected = try #require(file.pairwiseDip)
    #expect(abs(test.statistic - expected) <= 5e-8 * expected)  // eight digits are given
    #expect(!test.isSampled)
    #expect(test.sampleSize == features.rows * (features.rows - 1) / 2)
  }

  @Test("along the first component of data files", arguments: ReferenceFile.present.filter { $0.componentDip != nil })
  func components(file: ReferenceFile) throws {
    let features = try #require(file.features)
    let context = RunContext(threads: 2)
    let scores = try PrincipalComponents().project(features, seed: 0, context: context).coordinates.column(0)
    let expected = try #require(file.componentDip)
    #expect(abs(hartiganDip(sorted: scores.sorted()) - expected) <= 5e-8 * expected)  // eight digits are given
  }

  @Test("p-values of uniform samples are uniform")
  func uniformity() throws {
    let values = try (0..<UInt64(120)).map { seed in
      try DipTest(
        of: TendencyData.uniform(40, 1, seed: 500 + seed).values, seed: seed, context: RunContext(threads: 2)
      ).pValue
    }
    #expect(UniformityTest(of: values).pValue > 0.01)
  }

  @Test("p-values: uniform samples are unremarkable, two separate groups are not")
  func pValues() throws {
    let context = RunContext(threads: 2)
    var below = 0
    for seed in 0..<UInt64(40) {
      let test = try DipTest(of: TendencyData.uniform(60, 1, seed: seed).values, context: context)
      if test.pValue < 0.2 { below += 1 }
    }
    // Binomial(40, 0.2): 8 expected; 18 and more has probability 2e-4.
    #expect(below < 18)
    let two = TendencyData.blobs(100, centres: [[0], [8]]).values
    #expect(try DipTest(of: two, context: context).pValue < 0.001)
    #expect(try DipTest(of: TendencyData.gaussian(2000, 1).values, context: context).pValue > 0.3)
  }

  @Test("determinism, threads, sampling of many pairs")
  func determinism() throws {
    let values = TendencyData.gaussian(300, 1).values
    let one = try DipTest(of: values, context: RunContext(threads: 1))
    #expect(try DipTest(of: values, context: RunContext(threads: 2)) == one)
    let many = try DipTest(
      pairwiseOf: TendencyData.euclidean(TendencyData.blobs(2500, centres: [[0, 0], [40, 0]])),
      context: RunContext(threads: 2))
    #expect(many.isSampled && many.sampleSize == DipTest.mostPairs)
    #expect(many.pValue < 0.001)
  }

  @Test("degenerate samples")
  func degenerate() throws {
    #expect(hartiganDip(sorted: []) == 0)
    #expect(hartiganDip(sorted: [4]) == 0.5)
    let context = RunContext(threads: 1)
    #expect(try DipTest(of: [1, .infinity, .nan, 2, 4, 5], context: context).sampleSize == 4)
    for values in [[], [1], [1, 2], [1, 2, 3], [.nan, 1, 2, 3], [Double](repeating: 2, count: 40)] {
      #expect(throws: AnalysisError.self) { try DipTest(of: values, context: context) }
    }
    for rows in [1, 2, 3] {
      let few = try TendencyData.euclidean(TendencyData.gaussian(rows, 2))
      #expect(throws: AnalysisError.tooFewRows(needed: 4, given: rows, for: "the dip test of dissimilarities")) {
        try DipTest(pairwiseOf: few, context: context)
      }
    }
    let equal = try TendencyData.euclidean(Matrix(rows: 9, columns: 2, repeating: 3))
    #expect(throws: AnalysisError.self) { try DipTest(pairwiseOf: equal, context: context) }
  }
}

@Suite("Intrinsic dimension")
struct IntrinsicDimensionTests {
  @Test("data files", arguments: ReferenceFile.present)
  func files(file: ReferenceFile) throws {
    let features = try #require(file.features)
    let dimension = try IntrinsicDimension(of: features, context: RunContext(threads: 2))
    #expect(dimension.distinctRows == file.distinctRows)
    #expect(abs((dimension.twoNN ?? 0) - file.twoNN) < 2e-9 * file.twoNN)
    let likely = file.twoNNMaximumLikelihood
    #expect(abs((dimension.twoNNMaximumLikelihood ?? 0) - likely) < 2e-9 * likely)
    #expect(abs((dimension.maximumLikelihood ?? 0) - file.maximumLikelihood) < 2e-9 * file.maximumLikelihood)
  }

  @Test("more neighbours are taken when asked for, and a sample of very many rows")
  func settings() throws {
    let points = TendencyData.uniform(10_500, 2)
    let context = RunContext(threads: 2)
    let dimension = try IntrinsicDimension(of: points, neighbors: 20, context: context)
    #expect(dimension.isSampled && dimension.sampleSize == 10_000 && dimension.distinctRows == 10_500)
    #expect(dimension.neighbors == 20 && abs((dimension.maximumLikelihood ?? 0) - 2) < 0.1)
    #expect(throws: AnalysisError.self) { try IntrinsicDimension(of: points, neighbors: 1, context: context) }
  }

  @Test("a plane in ten dimensions")
  func plane() throws {
    let plane = TendencyData.uniform(3000, 2)
    var points = Matrix(rows: 3000, columns: 10)
    for i in 0..<3000 { for j in 0..<10 { points[i, j] = plane[i, 0] * Double(j + 1) + plane[i, 1] * Double(9 - j) } }
    let dimension = try IntrinsicDimension(of: points, context: RunContext(threads: 2))
    for estimate in [dimension.twoNN, dimension.twoNNMaximumLikelihood, dimension.maximumLikelihood] {
      #expect(abs((estimate ?? 0) - 2) < 0.15)
    }
  }

  @Test("too few distinct rows are refused, duplicates left out")
  func degenerate() throws {
    let context = RunContext(threads: 1)
    #expect(throws: AnalysisError.tooFewRows(needed: 3, given: 1, for: "intrinsic dimension (distinct rows)")) {
      try IntrinsicDimension(of: Matrix(rows: 50, columns: 2, repeating: 1), context: context)
    }
    let three = try IntrinsicDimension(of: Matrix([[0.0], [1], [3], [1]]), context: context)
    #expect(three.distinctRows == 3 && three.neighbors == 2)
    // Ratios 3/1, 2/1, 3/2.
    #expect(abs((three.twoNNMaximumLikelihood ?? 0) - 2 / 2.197224577336219) < 1e-12)
    let even = try IntrinsicDimension(of: Matrix([[0.0, 0], [1, 0], [0, 1], [1, 1]]), context: context)
    #expect(even.twoNN == nil)
  }
}
