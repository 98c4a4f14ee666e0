/// A way to compare two rows of features.
public protocol Metric: Describable {
  init(_ parameters: ParameterValues) throws

  /// - Parameter features: n×d, finite.
  /// - Throws: `AnalysisError.undefinedDissimilarity` for a row that the metric cannot compare.
  func dissimilarities(of features: Matrix) throws -> any Dissimilarities

  /// What is unsound about this metric on these features, for the user: one sentence, or nil.
  func caution(for features: Matrix) -> String?
}

extension Metric {
  public func caution(for features: Matrix) -> String? { nil }
}

/// The metrics there are. A new one is one file and one line.
public enum Metrics {
  public static let all: [any Metric.Type] = [
    EuclideanMetric.self, ManhattanMetric.self, ChebyshevMetric.self, MinkowskiMetric.self, CosineMetric.self,
    CorrelationMetric.self, CanberraMetric.self, BrayCurtisMetric.self, HammingMetric.self, JaccardMetric.self,
    GowerMetric.self,
  ]

  /// - Throws: `AnalysisError.unknownAlgorithm`.
  public static func named(_ id: String) throws -> any Metric.Type {
    try Catalogue.find(id, in: all, kind: "metric") { $0.description }
  }
}
