/// Clusterers on the data that the peers are timed on, family by family. A new family is one file and one line.
enum ClustererBench: Bench {
  static let name = "clusterers"
  static let summary = "clusterers on the peers' data, beside the peers where their script is given"

  private static let families: [any ClustererFamilyBench.Type] = [TreesBench.self, PartitionsBench.self]

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    for family in families { try family.run(options, emit) }
  }
}

/// The timings of one family of clusterers.
protocol ClustererFamilyBench: Sendable {
  /// Runs the timings and hands over each row as soon as it is known.
  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws
}
