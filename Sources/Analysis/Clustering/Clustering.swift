/// A partition of rows, possibly with noise, and how it came about.
public struct Clustering: Sendable, Equatable {
  /// What an algorithm minimises or maximises, with its value here.
  public struct Objective: Sendable, Equatable {
    public let name: String
    public let value: Double
    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// One cluster a row: 0… in order of first appearance, −1 for noise.
  public let labels: [Int]
  public let clusterCount: Int
  public let noiseCount: Int
  public let objective: Objective?
  /// Every parameter with the value used, chosen ones included.
  public let parameters: ParameterValues
  /// How what was not given was chosen, and what else the user should know: whole sentences.
  public let notes: [String]
  /// The merges of a hierarchical algorithm.
  public let hierarchy: Hierarchy?
  /// n×k, how much each row belongs to each cluster, of an algorithm with soft memberships: rows add up to 1, and
  /// column c is cluster c. Columns beyond `clusterCount` are of clusters that no row belongs to most.
  public let memberships: Matrix?
  /// How strongly each row belongs to its cluster, from 0 to 1; 0 for noise.
  public let membershipStrengths: [Double]?
  /// How much of an outlier each row is, from 0 to 1.
  public let outlierScores: [Double]?
  /// The clusters of a density-based hierarchy, and where rows leave them.
  public let condensedTree: CondensedTree?
  /// The rows in the order of a density-based visit, and how each was reached.
  public let reachability: ReachabilityPlot?
  /// The smallest eigenvalues of the matrix whose eigenvectors were clustered, in ascending order.
  public let eigenvalues: [Double]?

  /// - Parameter labels: any integers; negative ones are noise. They are renumbered by first appearance.
  public init(
    labels: [Int], objective: Objective?, parameters: ParameterValues, notes: [String] = [],
    hierarchy: Hierarchy? = nil, memberships: Matrix? = nil, membershipStrengths: [Double]? = nil,
    outlierScores: [Double]? = nil,
    condensedTree: CondensedTree? = nil, reachability: ReachabilityPlot? = nil, eigenvalues: [Double]? = nil
  ) {
    self.labels = canonicalLabels(labels)
    self.clusterCount = (self.labels.max() ?? -1) + 1
    self.noiseCount = self.labels.count { $0 < 0 }
    self.objective = objective
    self.parameters = parameters
    self.notes = notes
    self.hierarchy = hierarchy
    self.memberships = memberships
    self.membershipStrengths = membershipStrengths
    self.outlierScores = outlierScores
    self.condensedTree = condensedTree
    self.reachability = reachability
    self.eigenvalues = eigenvalues
  }
}

/// Renumbers labels 0… in order of first appearance; negative ones become −1. O(n).
public func canonicalLabels(_ labels: [Int]) -> [Int] {
  var names: [Int: Int] = [:]
  return labels.map { label in
    if label < 0 { return -1 }
    if let name = names[label] { return name }
    names[label] = names.count
    return names.count - 1
  }
}

/// A binary tree of merges over n rows: merge i joins nodes `first` and `second` into node n + i.
public struct Hierarchy: Sendable, Equatable {
  public struct Merge: Sendable, Equatable {
    /// Rows 0..<n are leaves; n + i is the node that merge i made. `first` < `second`.
    public let first: Int
    public let second: Int
    public let height: Double
    /// How many rows are below.
    public let size: Int
    public init(first: Int, second: Int, height: Double, size: Int) {
      self.first = first
      self.second = second
      self.height = height
      self.size = size
    }
  }

  public let leafCount: Int
  /// In the order in which they are made: n − 1 of them. Heights never fall from one to the next, but for centroid and
  /// median linkage, where a merge over the one before it may be lower (an inversion).
  public let merges: [Merge]

  public init(leafCount: Int, merges: [Merge]) {
    precondition(merges.count == max(0, leafCount - 1))
    self.leafCount = leafCount
    self.merges = merges
  }
}
