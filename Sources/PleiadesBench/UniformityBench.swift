import Analysis

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Whether p-values are what they say: on rows without any structure they must be uniform in 0…1, which Kolmogorov and
/// Smirnov's test judges.
enum UniformityBench: Bench {
  static let name = "uniformity"
  static let summary = "p-values of Hopkins' statistic and of the dip test on 1,000 uniform samples: are they uniform?"

  private static let samples = 1000

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    for (columns, isTorus) in [(2, false), (5, false), (10, false), (2, true), (5, true)] {
      let name = "Hopkins, \(columns) columns" + (isTorus ? ", torus" : "")
      emit(
        try row(name, rows: 500, columns: columns, options) { points, seed in
          // The p-value is that of the first draw; the others only describe its spread.
          try Hopkins(of: points, repeats: 1, isTorus: isTorus, seed: seed, context: options.context).pValue
        })
    }
    emit(
      try row("dip", rows: 200, columns: 1, options) { points, seed in
        try DipTest(of: points.values, seed: seed, context: options.context).pValue
      })
  }

  private static func row(
    _ job: String, rows: Int, columns: Int, _ options: BenchOptions, _ pValue: (Matrix, UInt64) throws -> Double
  ) throws -> BenchRow {
    var values: [Double] = []
    let measurement = try Measurement(repetitions: 1) {
      for seed in 0..<UInt64(samples) {
        var random = RandomSource(seed: seed, stream: columns)
        let points = Matrix(
          rows: rows, columns: columns, values: (0..<rows * columns).map { _ in random.uniform() })
        values.append(try pValue(points, seed))
      }
    }
    var row = measurement.row(job, rows: rows, columns: columns)
    let test = uniformity(of: values)
    let below = values.count { $0 < 0.05 }
    row.objective =
      "distance \(fixed(test.distance, 4)), p \(fixed(test.pValue, 4)): \(test.pValue > 0.01 ? "uniform" : "not uniform"); "
      + "\(fixed(100 * Double(below) / Double(samples), 1)) % below 0.05"
    return row
  }

  /// Kolmogorov and Smirnov's distance from the uniform law, and its p-value by the limit law with Stephens's
  /// correction (Stephens, "EDF statistics for goodness of fit and some comparisons", 1974).
  static func uniformity(of values: [Double]) -> (distance: Double, pValue: Double) {
    let sorted = values.sorted()
    let n = Double(sorted.count)
    let distance = sorted.enumerated().reduce(0.0) { largest, entry in
      max(largest, entry.element - Double(entry.offset) / n, Double(entry.offset + 1) / n - entry.element)
    }
    let scaled = distance * (n.squareRoot() + 0.12 + 0.11 / n.squareRoot())
    let terms = (1...100).map { k in (k % 2 == 1 ? 2 : -2) * exp(-2 * Double(k * k) * scaled * scaled) }
    return (distance, min(1, max(0, terms.reduce(0, +))))
  }
}
