import Analysis

/// Cluster ambiguity on one thread: its time, how far its score moves with the seed, and whether it falls as two blobs
/// part.
enum AmbiguityBench: Bench {
  static let name = "ambiguity"
  static let summary = "cluster ambiguity: time, spread over ten seeds, and its fall as two blobs part"

  private static let seeds: Range<UInt64> = 0..<10

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    var spreads: [Double] = []
    for (job, points) in pictures(points: 300) {
      let (row, spread) = try row(job, points, limit: 0.03)
      spreads.append(spread)
      emit(row)
    }
    var all = BenchRow(job: "all of these", by: "pleiades", rows: 300, columns: 2, seconds: 0, fastest: 0)
    spreads.sort()
    all.objective =
      "median spread \(fixed(spreads[spreads.count / 2], 4)) of at most 0.03, largest \(fixed(spreads.last ?? 0, 4)) "
      + "of at most 0.10"
    emit(all)
    for (job, points) in pictures(points: 5000) where options.largest >= 5000 {
      emit(try row(job, points, limit: 0.5).row)
    }
    try emit(parting(points: 1000))
  }

  /// The score's standard deviation over the seeds is the spread.
  private static func row(_ job: String, _ points: Matrix, limit: Double) throws -> (row: BenchRow, spread: Double) {
    let context = RunContext(threads: 1)
    var answers: [ClusterAmbiguity] = []
    var seed = seeds.lowerBound
    let measurement = try Measurement(repetitions: seeds.count) {
      answers.append(try ClusterAmbiguity(of: points, seed: seed, context: context))
      seed += 1
    }
    let mean = answers.reduce(0) { $0 + $1.score } / Double(answers.count)
    let squares = answers.reduce(0) { $0 + ($1.score - mean) * ($1.score - mean) }
    let spread = (squares / Double(answers.count - 1)).squareRoot()
    var row = measurement.row(job, rows: points.rows, columns: 2)
    row.target = .seconds(limit, megabytes: nil)
    row.objective =
      "score \(fixed(mean, 3)) spread \(fixed(spread, 4)) components "
      + Set(answers.map(\.components)).sorted().map { "\($0)" }.joined(separator: " or ")
    return (row, spread)
  }

  private static func parting(points n: Int) throws -> BenchRow {
    let context = RunContext(threads: 1)
    let distances = (3...10).map(Double.init)
    var scores: [Double] = []
    let measurement = try Measurement(repetitions: 1) {
      for distance in distances {
        let total = try seeds.reduce(0.0) {
          $0 + (try ClusterAmbiguity(of: blobs(distance, points: n, seed: $1), seed: $1, context: context)).score
        }
        scores.append(total / Double(seeds.count))
      }
    }
    var row = measurement.row("two blobs, 3 to 10 standard deviations apart", rows: n, columns: 2)
    let falls = zip(scores, scores.dropFirst()).allSatisfy { $0 > $1 }
    row.objective =
      "mean scores \(scores.map { fixed($0, 3) }.joined(separator: " ")): " + (falls ? "falling" : "not falling")
    return row
  }

  private static func pictures(points n: Int) -> [(String, Matrix)] {
    var random = RandomSource(seed: 1)
    let noise = Matrix((0..<n).map { _ in [random.uniform(), random.uniform()] })
    let unequal = Matrix(
      (0..<n).map { i in
        i % 5 == 0 ? [3 + 1.7 * random.normal(), random.normal()] : [random.normal(), random.normal()]
      })
    let three = Matrix(
      (0..<n).map { i in [Double(i % 3) * 2 + random.normal(), (i % 3 == 1 ? 3.5 : 0) + random.normal()] })
    return [0.0, 2, 3, 4, 6].map { ("two blobs, \(Int($0)) apart", blobs($0, points: n, seed: 3)) }
      + [("three blobs", three), ("unequal blobs", unequal), ("uniform square", noise)]
  }

  private static func blobs(_ distance: Double, points n: Int, seed: UInt64) -> Matrix {
    var random = RandomSource(seed: seed)
    return Matrix((0..<n).map { i in [random.normal() + (i % 2 == 0 ? 0 : distance), random.normal()] })
  }
}
