import Analysis
import Engine
import Tabular

/// The whole panel of tendency on many rows: each statistic as it is done, then all of them.
enum TendencyBench: Bench {
  static let name = "tendency"
  static let summary = "the statistics of tendency and the criteria for the number of clusters, each and all"

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    for (n, d) in [(1000, 4), (100_000, 2), (100_000, 10)] where n <= options.largest {
      guard options.rows ?? n == n, options.columns ?? d == d else { continue }
      for (shape, table) in [("blobs", blobs(n, d)), ("uniform", uniform(n, d))] {
        try panel(shape, table, n, d, options, emit)
      }
    }
  }

  private static func panel(
    _ shape: String, _ table: Table, _ n: Int, _ d: Int, _ options: BenchOptions, _ emit: (BenchRow) -> Void
  ) throws {
    let study = Study(table)
    let basis = Basis()
    let context = options.context
    var total = 0.0
    func measure<Q: Quantity>(_ job: String, _ quantity: Q) throws {
      let measurement = try Measurement(repetitions: 1) { _ = try study.value(quantity, context: context) }
      let row = measurement.row("\(job), \(shape)", rows: n, columns: d)
      total += row.seconds
      emit(row)
    }
    try measure("preparation", DatasetQuantity(basis.preparation))
    // What is shared is asked for first, so that it counts once and for itself.
    try measure("principal components", ProjectionQuantity(basis.preparation, AlgorithmChoice("pca")))
    try measure("spanning tree and blocks", BlocksQuantity(basis))
    for statistic in TendencyStatistics.all {
      try measure(statistic.description.title, TendencyFindingQuantity(basis, statistic.description.id))
    }
    for criterion in ClusterCountCriteria.all {
      try measure(criterion.description.title + " count", ClusterCountQuantity(basis, criterion.description.id))
    }
    var all = BenchRow(
      job: "the whole panel, \(shape)", by: "pleiades", rows: n, columns: d, seconds: total, fastest: total)
    all.target = .seconds(5, megabytes: nil)
    emit(all)
  }

  private static func blobs(_ n: Int, _ d: Int) -> Table {
    var random = RandomSource(seed: 1)
    let centres = (0..<5 * d).map { _ in 4 * random.normal() }
    return table(n, d) { random, i, j in centres[i % 5 * d + j] + random.normal() }
  }

  private static func uniform(_ n: Int, _ d: Int) -> Table { table(n, d) { random, _, _ in random.uniform() } }

  private static func table(_ n: Int, _ d: Int, _ value: (inout RandomSource, Int, Int) -> Double) -> Table {
    var random = RandomSource(seed: 2)
    return Table(
      name: "generated",
      columns: (0..<d).map { j in
        Column(name: "x\(j)", values: .numeric((0..<n).map { i in value(&random, i, j) }))
      })
  }
}
