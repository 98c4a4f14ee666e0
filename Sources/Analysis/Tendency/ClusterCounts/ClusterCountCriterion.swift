/// A way to say how many clusters there are: a value for each number, and the number that it chooses.
public protocol ClusterCountCriterion: Describable {
  /// As a key in output: "silhouette".
  static var key: String { get }
  static var direction: IndexDirection { get }
  /// What a value can be, in words.
  static var range: String { get }
  /// How the number is chosen: a sentence without its full stop.
  static var reading: String { get }

  /// - Throws: `AnalysisError` where the criterion says nothing about the input, `CancellationError`.
  static func profile(_ input: ClusterCountInput, context: RunContext) throws -> ClusterCountProfile
}

/// The criteria there are. A new one is one file and one line.
public enum ClusterCountCriteria {
  public static let all: [any ClusterCountCriterion.Type] = [
    BlockCount.self, SilhouetteCount.self, GapCount.self, MixtureCount.self, EigengapCount.self,
  ]
  /// Numbers of clusters that are compared: from 1.
  public static let largest = 10

  /// - Throws: `AnalysisError.unknownAlgorithm`.
  public static func named(_ id: String) throws -> any ClusterCountCriterion.Type {
    try Catalogue.find(id, in: all, kind: "criterion") { $0.description }
  }
}

/// What a criterion may ask for. What others need too is handed over as a question.
public struct ClusterCountInput: Sendable {
  /// n×d, finite; nil when only dissimilarities are given.
  public let features: Matrix?
  public let dissimilarities: any Dissimilarities
  /// Whether the dissimilarities are the Euclidean distances of the features.
  public let isEuclidean: Bool
  public let seed: UInt64
  public let suggestion: @Sendable (RunContext) throws -> ClusterSuggestion
  public let gapStatistic: @Sendable (RunContext) throws -> GapStatistic

  public init(
    features: Matrix?, dissimilarities: any Dissimilarities, isEuclidean: Bool, seed: UInt64,
    suggestion: @escaping @Sendable (RunContext) throws -> ClusterSuggestion,
    gapStatistic: @escaping @Sendable (RunContext) throws -> GapStatistic
  ) {
    self.features = features
    self.dissimilarities = dissimilarities
    self.isEuclidean = isEuclidean
    self.seed = seed
    self.suggestion = suggestion
    self.gapStatistic = gapStatistic
  }

  var count: Int { dissimilarities.count }

  /// - Throws: `AnalysisError.notApplicable` when only dissimilarities are given.
  func requireFeatures(for what: String) throws -> Matrix {
    guard let features else {
      throw AnalysisError.notApplicable(
        "\(what) works on features and only dissimilarities are given", advice: "use a table of features")
    }
    return features
  }
}

/// The values of a criterion, and its choice.
public struct ClusterCountProfile: Sendable, Equatable {
  /// For 1, 2, … clusters up to `ClusterCountCriteria.largest`; nil where the criterion has none.
  public let values: [Double?]
  /// Of the values; empty where they have none.
  public let standardErrors: [Double?]
  /// May lie beyond the values; nil where nothing is chosen.
  public let choice: Int?
  /// Rows looked at.
  public let sampleSize: Int
  /// What the user should know: whole sentences.
  public let notes: [String]

  /// Values that are not finite count as none.
  public init(
    values: [Double?], standardErrors: [Double?] = [], choice: Int?, sampleSize: Int, notes: [String] = []
  ) {
    func filled(_ list: [Double?]) -> [Double?] {
      (0..<ClusterCountCriteria.largest).map { $0 < list.count ? list[$0].flatMap { $0.isFinite ? $0 : nil } : nil }
    }
    self.values = filled(values)
    self.standardErrors = standardErrors.isEmpty ? [] : filled(standardErrors)
    self.choice = choice
    self.sampleSize = sampleSize
    self.notes = notes
  }
}
