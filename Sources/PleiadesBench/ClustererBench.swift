/// Clusterers on the data that the peers are timed on, family by family. A new family is one file and one line.
enum ClustererBench: Bench {
  static let name = "clusterers"
  static let summary = "clusterers on the peers' data, beside the peers where their script is given"

  private static let families: [any ClustererFamilyBench.Type] = [
    KMeansBench.self, MedoidsBench.self, MixtureBench.self, DensityBench.self, HierarchyBench.self,
    SummaryBench.self, GraphsBench.self,
  ]

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    try JobTable(bench: name, jobs: families.flatMap { $0.jobs }).run(options, emit)
  }
}

/// The timings of one family of clusterers.
protocol ClustererFamilyBench: Sendable {
  static var jobs: [ClustererJob] { get }
}
