/// A statistic that says something about whether there are clusters at all, and in how many dimensions the rows lie.
public protocol TendencyStatistic: Describable {
  /// As a key in output: "hopkins".
  static var key: String { get }
  /// What the statistic can be, in words.
  static var range: String { get }
  /// How to read a value: a sentence without its full stop.
  static var reading: String { get }
}

/// The statistics of tendency there are, quick ones first. A new one is one file and one line.
public enum TendencyStatistics {
  public static let all: [any TendencyStatistic.Type] = [
    Hopkins.self, DistanceDip.self, ComponentDip.self, SilvermanTest.self, SpatialHistogram.self, GapStatistic.self,
    IntrinsicDimension.self, ParticipationRatio.self, IsoScore.self,
  ]

  /// - Throws: `AnalysisError.unknownAlgorithm`.
  public static func named(_ id: String) throws -> any TendencyStatistic.Type {
    try Catalogue.find(id, in: all, kind: "statistic") { $0.description }
  }
}

/// The rows that a statistic looks at where there are more than it can afford.
enum StatisticRows {
  /// In ascending order: all, or a seeded sample.
  static func chosen(of count: Int, limit: Int, seed: UInt64) -> [Int]? {
    guard count > limit else { return nil }
    var random = RandomSource(seed: seed, stream: -2)
    return random.sample(limit, of: count).sorted()
  }

  /// All of the features, or those of a seeded sample of rows.
  static func features(_ features: Matrix, limit: Int, seed: UInt64) -> Matrix {
    chosen(of: features.rows, limit: limit, seed: seed).map { features.selecting(rows: $0) } ?? features
  }
}
