/// How a partition looks from inside the data.
public protocol InternalIndex: Describable {
  /// As a key in output: "silhouette".
  static var key: String { get }
  static var direction: IndexDirection { get }
  /// What the index can be, in words.
  static var range: String { get }

  /// Noise rows (label −1) are left out. Nil where the index is undefined, such as for a single cluster.
  /// - Throws: `CancellationError`.
  static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double?
}

/// How far two partitions of the same rows agree. Noise counts as one more class.
public protocol ExternalIndex: Describable {
  static var key: String { get }
  static var direction: IndexDirection { get }
  static var range: String { get }

  /// Nil where the index is undefined, such as for no rows.
  static func value(_ first: [Int], _ second: [Int]) -> Double?
}

public enum IndexDirection: String, Sendable {
  case higherIsBetter = "higher is better"
  case lowerIsBetter = "lower is better"
}

/// The validity indices there are. A new one is one file and one line.
public enum ValidityIndices {
  public static let allInternal: [any InternalIndex.Type] = [
    Silhouette.self, CalinskiHarabasz.self, DaviesBouldin.self, Dunn.self,
  ]
  public static let allExternal: [any ExternalIndex.Type] = [
    AdjustedRand.self, AdjustedMutualInformation.self, NormalizedMutualInformation.self, Homogeneity.self,
    Completeness.self, VMeasure.self, FowlkesMallows.self, Rand.self,
  ]
}
