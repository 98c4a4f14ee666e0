/// How a partition looks from inside the data.
public protocol InternalIndex: Describable {
  /// As a key in output: "silhouette".
  static var key: String { get }
  static var direction: IndexDirection { get }
  /// What the index can be, in words.
  static var range: String { get }
  static var noise: NoisePolicy { get }
  /// Whether partitions into different numbers of clusters can be ranked by it.
  static var ranksAnyCounts: Bool { get }

  /// Noise rows (label −1) are what `noise` says. Nil where the index is undefined, such as for a single cluster.
  /// - Throws: `CancellationError`.
  static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double?
}

extension InternalIndex {
  public static var noise: NoisePolicy { .leftOut }
  public static var ranksAnyCounts: Bool { true }
}

/// How far two partitions of the same rows agree; the first is the reference.
public protocol ExternalIndex: Describable {
  static var key: String { get }
  static var direction: IndexDirection { get }
  static var range: String { get }
  static var noise: NoisePolicy { get }

  /// Nil where the index is undefined, such as for no rows.
  static func value(_ first: [Int], _ second: [Int]) -> Double?
}

extension ExternalIndex {
  public static var noise: NoisePolicy { .oneClass }
}

public enum IndexDirection: String, Sendable {
  case higherIsBetter = "higher is better"
  case lowerIsBetter = "lower is better"
}

/// What becomes of rows that belong to no cluster (negative labels).
public enum NoisePolicy: String, Sendable {
  case leftOut = "left out"
  case countedAgainst = "counted against the partition"
  case oneClass = "one more class"
}

/// The validity indices there are. A new one is one file and one line.
public enum ValidityIndices {
  public static let allInternal: [any InternalIndex.Type] = [
    Silhouette.self, CalinskiHarabasz.self, DaviesBouldin.self, Dunn.self, GeneralizedDunn.self, DensityBased.self,
    XieBeni.self, CIndex.self, ScatterAndDensity.self, WithinClusterSum.self, Connectivity.self,
  ]
  public static let allExternal: [any ExternalIndex.Type] = [
    AdjustedRand.self, AdjustedMutualInformation.self, NormalizedMutualInformation.self,
    NormalizedMutualInformationGeometric.self, NormalizedMutualInformationSmaller.self,
    NormalizedMutualInformationLarger.self, NormalizedMutualInformationJoint.self, Homogeneity.self,
    Completeness.self, VMeasure.self, FowlkesMallows.self, Rand.self, Purity.self, PairSets.self,
    NormalizedClusteringAccuracy.self, VariationOfInformation.self,
  ]
}
