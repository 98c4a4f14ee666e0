/// The dip test of unimodality: Hartigan's dip with a p-value.
///
/// The p-value is the share of uniform samples with a dip at least as large: the uniform distribution has the largest
/// dips of all unimodal ones that matter (Hartigan & Hartigan, 1985). It is found by seeded simulation. Since √n times
/// the dip settles as n grows, samples of more than 500 are compared with simulated samples of 500 on that scale.
public struct DipTest: Sendable, Equatable {
  public let statistic: Double
  /// (1 + simulated dips at least as large) / (1 + simulations).
  public let pValue: Double
  /// Values that the dip was taken of.
  public let sampleSize: Int
  /// Whether these were a sample of all pairs.
  public let isSampled: Bool

  public static let simulations = 2000
  /// Pairwise dissimilarities that are all looked at: up to 2001 objects.
  public static let mostPairs = 2_001_000
  private static let simulatedSize = 500

  /// Of numbers, such as the first principal component's scores. O(n log n), plus the simulation.
  /// - Parameter values: any number of them; those that are not finite are left out.
  /// - Throws: `AnalysisError.tooFewRows` under 4, whose dip is always 1/(2n); `.notApplicable` where all are equal;
  ///   `CancellationError`.
  public init(of values: [Double], seed: UInt64 = 42, context: RunContext) throws {
    try self.init(values, isSampled: false, seed, context)
  }

  /// Of all pairwise dissimilarities, or of a seeded sample of `mostPairs` of them when there are more. Clusters make
  /// two modes: dissimilarities within and between (Kalogeratos & Likas, "Dip-means", 2012). The pairs are not
  /// independent, so the p-value is a guide only.
  /// - Throws: `AnalysisError.tooFewRows` under 4 objects, `.notApplicable` where all are equally far apart;
  ///   `CancellationError`.
  public init(pairwiseOf dissimilarities: any Dissimilarities, seed: UInt64 = 42, context: RunContext) throws {
    let n = dissimilarities.count
    guard n >= 4 else { throw AnalysisError.tooFewRows(needed: 4, given: n, for: "the dip test of dissimilarities") }
    let pairs = n.multipliedReportingOverflow(by: n - 1)
    let isSampled = pairs.overflow || pairs.partialValue / 2 > Self.mostPairs
    let values =
      isSampled
      ? try Self.sample(dissimilarities, seed, context) : try Self.all(dissimilarities, context)
    try self.init(values, isSampled: isSampled, seed, context)
  }

  private init(_ values: [Double], isSampled: Bool, _ seed: UInt64, _ context: RunContext) throws {
    let finite = values.filter(\.isFinite)
    guard finite.count >= 4 else {
      throw AnalysisError.tooFewRows(needed: 4, given: finite.count, for: "the dip test")
    }
    let ordered = try sorted(finite, by: { @Sendable in $0 < $1 }, context: context)
    guard ordered[0] < ordered[ordered.count - 1] else {
      throw AnalysisError.notApplicable(
        "all values are equal, so the dip test says nothing", advice: "give rows that differ")
    }
    let dip = hartiganDip(sorted: ordered)
    let size = min(ordered.count, Self.simulatedSize)
    let scaled = dip * (Double(ordered.count) / Double(size)).squareRoot()
    let larger = try Self.simulatedDips(atLeast: scaled, size: size, seed, context)
    statistic = dip
    pValue = Double(1 + larger) / Double(1 + Self.simulations)
    sampleSize = ordered.count
    self.isSampled = isSampled
  }

  private static func simulatedDips(
    atLeast dip: Double, size: Int, _ seed: UInt64, _ context: RunContext
  ) throws -> Int {
    let perChunk = 50
    var counts = [Int](repeating: 0, count: simulations / perChunk)
    try counts.withUnsafeMutableBufferPointer { counts in
      nonisolated(unsafe) let counts = counts
      try context.forEachChunk(counts.count) { chunk in
        var random = RandomSource(seed: seed, stream: chunk)
        for _ in 0..<perChunk {
          var sample = (0..<size).map { _ in random.uniform() }
          sample.sort()
          // A simulated dip that equals the observed but for rounding counts as equal.
          if hartiganDip(sorted: sample) >= dip * (1 - 1e-12) { counts[chunk] += 1 }
        }
      }
    }
    return counts.reduce(0, +)
  }

  private static func all(_ dissimilarities: any Dissimilarities, _ context: RunContext) throws -> [Double] {
    let n = dissimilarities.count
    var values = [Double](repeating: 0, count: n * (n - 1) / 2)
    try values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var target = base
      for i in 0..<n - 1 {
        if i % 64 == 0 { try context.checkCancellation() }
        let length = n - 1 - i
        dissimilarities.comparisonValues(from: i, to: i + 1..<n, into: target)
        for k in 0..<length { target[k] = dissimilarities.dissimilarity(ofComparisonValue: target[k]) }
        target += length
      }
    }
    return values
  }

  private static func sample(
    _ dissimilarities: any Dissimilarities, _ seed: UInt64, _ context: RunContext
  ) throws -> [Double] {
    let n = dissimilarities.count
    var random = RandomSource(seed: seed)
    var values: [Double] = []
    values.reserveCapacity(mostPairs)
    for draw in 0..<mostPairs {
      if draw & 0xFFF == 0 { try context.checkCancellation() }
      let i = random.integer(below: n)
      let j = random.integer(below: n - 1)
      values.append(dissimilarities(i, j < i ? j : j + 1))
    }
    return values
  }
}

/// The dip test of the dissimilarities between rows.
public enum DistanceDip: TendencyStatistic {
  public static let description = AlgorithmDescription(
    id: "distance-dip", title: "Dip of distances", summary: "whether the distances between rows have several modes",
    reference: "Hartigan & Hartigan, The dip test of unimodality, 1985; Kalogeratos & Likas, Dip-means: an incremental "
      + "clustering method for estimating the number of clusters, 2012",
    needs: [.dissimilarities], cost: "O(n²) dissimilarities, at most \(DipTest.mostPairs), drawn at random beyond that")
  public static let key = "dipTest"
  public static let range = "a dip from 0 to 0.25; its p-value from 0 to 1"
  public static let reading = "p < 0.05: distances within and between groups differ; pairs share rows, so p is a guide only"
}

/// The dip test of the rows along the first principal component.
public enum ComponentDip: TendencyStatistic {
  public static let description = AlgorithmDescription(
    id: "component-dip", title: "Dip along PC1",
    summary: "whether the rows have several modes along the first principal component",
    reference: "Hartigan & Hartigan, The dip test of unimodality, 1985", needs: [.features],
    cost: "that of the principal components, and O(n log n)")
  public static let key = "componentDipTest"
  public static let range = "a dip from 0 to 0.25; its p-value from 0 to 1"
  public static let reading = "p < 0.05: more than one mode; groups that part in other directions stay unseen"
}
