/// The order in which Prim's algorithm visits the objects, and the dissimilarity at which each joined: the VAT order
/// (Bezdek & Hathaway, "VAT: a tool for visual assessment of (cluster) tendency", 2002), which is also the minimum
/// spanning tree, the iVAT image and the single-linkage hierarchy.
public struct VATOrder: Sendable, Equatable {
  /// A permutation of 0..<n; the first is the lower of the lexicographically smallest most dissimilar pair.
  public let order: [Int]
  /// n − 1 dissimilarities: `joinDistances[i]` is the one at which `order[i + 1]` joined.
  public let joinDistances: [Double]
  /// n − 1 rows: `parents[i]` is the visited end of the edge by which `order[i + 1]` joined.
  public let parents: [Int]

  public init(order: [Int], joinDistances: [Double], parents: [Int]) {
    self.order = order
    self.joinDistances = joinDistances
    self.parents = parents
  }
}
