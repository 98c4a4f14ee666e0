/// Every choice between a table and the features that are analysed.
public struct Preparation: Sendable, Hashable {
  /// The features, by name; nil for all numeric columns that are not named below.
  public var columns: [String]?
  public var excluded: [String]
  /// The column of reference classes: never a feature.
  public var labels: String?
  /// The column that names the rows: never a feature.
  public var id: String?
  public var scale: Scale
  public var missing: MissingPolicy
  /// The rows of the table that are looked at alone; nil for all.
  public var rows: RowSet?
  /// How many rows to keep, drawn at random; nil for all.
  public var sample: Int?
  public var seed: UInt64
  /// Whether the numeric columns are a square dissimilarity matrix instead of features.
  public var isDissimilarityMatrix: Bool

  public static let defaultSeed: UInt64 = 42

  public init(
    columns: [String]? = nil, excluded: [String] = [], labels: String? = nil, id: String? = nil,
    scale: Scale = .standard, missing: MissingPolicy = .drop, rows: RowSet? = nil, sample: Int? = nil,
    seed: UInt64 = defaultSeed,
    isDissimilarityMatrix: Bool = false
  ) {
    self.columns = columns
    self.excluded = excluded
    self.labels = labels
    self.id = id
    self.scale = scale
    self.missing = missing
    self.rows = rows
    self.sample = sample
    self.seed = seed
    self.isDissimilarityMatrix = isDissimilarityMatrix
  }
}

/// What becomes of a missing or infinite feature value.
public enum MissingPolicy: String, Sendable, Hashable, CaseIterable {
  /// The row is left out.
  case drop
  /// The column's mean takes its place.
  case mean
  /// The column's median takes its place.
  case median
  /// It is an error.
  case error

  public var meaning: String {
    switch self {
    case .drop: "leave out rows with a missing value"
    case .mean: "put the column's mean in its place"
    case .median: "put the column's median in its place"
    case .error: "stop with an error"
    }
  }
}
