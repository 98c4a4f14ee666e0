/// Silverman's test: do the rows have more than so many modes along a line?
///
/// The critical bandwidth is the least at which a Gaussian kernel density has at most k modes; a large one says that
/// much smoothing was needed. Its p-value is the share of smoothed bootstrap samples that have more than k modes at
/// that bandwidth: rows drawn with replacement, moved by the kernel, and brought back to the variance of the sample
/// (Silverman, 1981; Efron & Tibshirani, An introduction to the bootstrap, 1993, section 16.5). For k = 1 the test finds
/// somewhat less than it could: p-values of unimodal samples are too large (Hall & York, 2001).
public struct SilvermanTest: TendencyStatistic, Equatable {
  public static let description = AlgorithmDescription(
    id: "silverman", title: "Silverman's test along PC1",
    summary: "whether a kernel density along the first principal component needs much smoothing to have one mode",
    reference: "Silverman, Using kernel density estimates to investigate multimodality, 1981; Hall & York, On the "
      + "calibration of Silverman's test for multimodality, 2001",
    needs: [.features],
    cost: "O(n) time for each of \(SilvermanTest.bootstraps) bootstrap samples, on at most \(SilvermanTest.mostRows) rows")
  public static let key = "silvermanTest"
  public static let range = "a critical bandwidth from 0, in units of the component; its p-value from 0 to 1"
  public static let reading = "p < 0.05: more than one mode; larger values do not prove a single one"

  /// The modes that are held to be enough.
  public let modes: Int
  /// The least bandwidth with at most that many modes, in units of the values.
  public let criticalBandwidth: Double
  /// Share of the bootstrap samples with more modes at that bandwidth; the sample itself counts as one of them.
  public let pValue: Double
  /// Values used: all, or `mostRows`.
  public let sampleSize: Int
  public let isSampled: Bool

  public static let bootstraps = 500
  /// Of more values so many are drawn.
  public static let mostRows = 2000

  /// O(bootstraps · n) time.
  /// - Parameters:
  ///   - values: those that are not finite are left out.
  ///   - modes: from 1.
  /// - Throws: `AnalysisError.tooFewRows` under 3 values, `.notApplicable` where fewer than `modes` + 1 differ;
  ///   `CancellationError`.
  public init(of values: [Double], modes: Int = 1, seed: UInt64 = 42, context: RunContext) throws {
    precondition(modes >= 1, "at least one mode")
    let finite = values.filter(\.isFinite)
    let rows = StatisticRows.chosen(of: finite.count, limit: Self.mostRows, seed: seed)
    let sample = rows.map { $0.map { finite[$0] } } ?? finite
    guard sample.count >= 3 else {
      throw AnalysisError.tooFewRows(needed: 3, given: sample.count, for: "Silverman's test")
    }
    let scaled = Self.standardised(sample)
    guard let scaled, Set(sample.prefix(10_000)).count > modes else {
      throw AnalysisError.notApplicable(
        "Silverman's test needs more than \(modes) distinct value\(modes == 1 ? "" : "s")",
        advice: "give rows that differ")
    }
    let bandwidth = Self.criticalBandwidth(scaled.values, modes: modes)
    let more = try Self.bootstrapsWithMore(scaled.values, bandwidth, modes, seed, context)
    self.modes = modes
    criticalBandwidth = bandwidth * scaled.deviation
    pValue = Double(1 + more) / Double(1 + Self.bootstraps)
    sampleSize = sample.count
    isSampled = rows != nil
  }

  /// Mean 0 and standard deviation 1 (divisor n); nil where all are equal.
  private static func standardised(_ sample: [Double]) -> (values: [Double], deviation: Double)? {
    let scale = sample.reduce(0) { max($0, abs($1)) }
    guard scale > 0 else { return nil }
    let parts = sample.map { $0 / scale }
    let n = Double(sample.count)
    let mean = parts.reduce(0, +) / n
    let deviation = (parts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    guard deviation > 1e-14 else { return nil }
    return (parts.map { ($0 - mean) / deviation }, deviation * scale)
  }

  /// - Parameter values: of standard deviation 1.
  static func criticalBandwidth(_ values: [Double], modes: Int) -> Double {
    let range = paddedRange(values)
    let density = BinnedDensity(values, over: range)
    // No further apart than a bandwidth, all kernels are concave where the values are, and so is their sum.
    var high = range.upperBound - range.lowerBound
    var low = high / Double(BinnedDensity.nodes)
    for _ in 0..<45 where high > low * (1 + 1e-9) {
      let middle = (low * high).squareRoot()
      if density.modes(bandwidth: middle) <= modes { high = middle } else { low = middle }
    }
    return high
  }

  private static func bootstrapsWithMore(
    _ values: [Double], _ bandwidth: Double, _ modes: Int, _ seed: UInt64, _ context: RunContext
  ) throws -> Int {
    let shrinking = 1 / (1 + bandwidth * bandwidth).squareRoot()
    let perChunk = 20
    let counts = Buffer(count: bootstraps / perChunk, repeating: 0.0)
    let done = ChunkCounter()
    try context.forEachChunk(counts.count) { chunk in
      var random = RandomSource(seed: seed, stream: chunk)
      for _ in 0..<perChunk {
        try context.checkCancellation()
        // The values have mean 0, so that shrinking keeps it.
        let drawn = values.map { _ in
          shrinking * (values[random.integer(below: values.count)] + bandwidth * random.normal())
        }
        let density = BinnedDensity(drawn, over: paddedRange(drawn))
        if density.modes(bandwidth: bandwidth) > modes { counts[chunk] += 1 }
      }
      context.report("Silverman's test", done.take() + 1, of: counts.count)
    }
    return Int(counts.array.reduce(0, +))
  }

  private static func paddedRange(_ values: [Double]) -> ClosedRange<Double> {
    let low = values.min() ?? 0
    let high = values.max() ?? 0
    let margin = 0.05 * (high - low)
    return (low - margin)...(high + margin)
  }
}
