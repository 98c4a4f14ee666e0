/// A dendrogram in leaf order, from the heights between neighbouring leaves: two leaves are joined at the greatest
/// height between them. That is the whole of a single-linkage tree (its heights are the join distances in VAT order or
/// the edges of the spanning tree in leaf order), and of any dendrogram whose branches do not cross.
public struct DendrogramTree: Sendable, Hashable {
  /// A join of two branches. Positions are in leaves: leaf i has its middle at i + 0.5.
  public struct Join: Sendable, Hashable {
    /// At least 0 and never below the joins under it; infinity for a height that is no number.
    public var height: Double
    /// Where the two branches stand, and how high they begin (0 for a leaf).
    public var left, right: Double
    public var leftHeight, rightHeight: Double
    /// The leaves below.
    public var leaves: Range<Int>
    /// The group that all leaves below belong to, noise (−1) aside; nil when they differ, or when there are no groups.
    public var group: Int?

    /// Where the branch above the join stands.
    public var middle: Double { (left + right) / 2 }
  }

  public let leafCount: Int
  /// Lower ones first: every join comes after those below it. Equal heights are joined from the left.
  public let joins: [Join]

  /// - Parameters:
  ///   - heights: one fewer than there are leaves; below 0 counts as 0, NaN as infinite.
  ///   - groups: of the leaves; those without one make a branch mixed.
  /// - Complexity: O(n log n).
  public init(heights: [Double], groups: [Int] = []) {
    leafCount = heights.count + 1
    let heights = heights.map { $0.isNaN ? Double.infinity : max(0, $0) }
    let order = heights.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }
    // The join on top of the branch that begins, or ends, at a leaf; −1 for the leaf itself.
    var starting = [Int](repeating: -1, count: leafCount)
    var ending = starting
    var joins: [Join] = []
    joins.reserveCapacity(heights.count)
    func branch(_ join: Int, leaf: Int) -> (place: Double, height: Double, leaves: Range<Int>, group: Int?) {
      if join >= 0 { return (joins[join].middle, joins[join].height, joins[join].leaves, joins[join].group) }
      return (Double(leaf) + 0.5, 0, leaf..<leaf + 1, leaf < groups.count ? min(max(-1, groups[leaf]), 1 << 40) : nil)
    }
    for boundary in order {
      let left = branch(ending[boundary], leaf: boundary)
      let right = branch(starting[boundary + 1], leaf: boundary + 1)
      let leaves = left.leaves.lowerBound..<right.leaves.upperBound
      joins.append(
        Join(
          height: heights[boundary], left: left.place, right: right.place, leftHeight: left.height,
          rightHeight: right.height, leaves: leaves, group: DendrogramTree.common(left.group, right.group)))
      starting[leaves.lowerBound] = joins.count - 1
      ending[leaves.upperBound - 1] = joins.count - 1
    }
    self.joins = joins
  }

  /// Noise among the leaves of a group is no other group.
  private static func common(_ one: Int?, _ two: Int?) -> Int? {
    guard let one, let two else { return nil }
    return one == two || two < 0 ? one : one < 0 ? two : nil
  }

  /// The tree of so many leaves at most, each standing for a stretch of leaves. No height is lost: a height inside a
  /// stretch counts for the boundary next to it.
  /// - Parameter groups: of all leaves; a stretch takes the one that most of its leaves belong to.
  public static func condensed(heights: [Double], groups: [Int], to leafLimit: Int) -> DendrogramTree {
    let limit = max(2, leafLimit)
    guard heights.count >= limit else { return DendrogramTree(heights: heights, groups: groups) }
    let count = heights.count + 1
    let fewer = (0..<limit - 1).map { step in
      Resampling.sources(of: step, steps: limit - 1, count: heights.count).reduce(0.0) { most, index in
        max(most, heights[index].isNaN ? .infinity : heights[index])
      }
    }
    let shown = min(groups.count, count)
    let cells = (0..<shown).map { Int32(truncatingIfNeeded: $0 * limit / count) }
    var majority = GroupMajority.of(cells: cells, groups: Array(groups.prefix(shown)), cellCount: limit)
    if let end = majority.firstIndex(of: GroupMajority.none) { majority.removeSubrange(end...) }
    return DendrogramTree(heights: fewer, groups: majority)
  }

  /// The greatest finite height; 0 without any.
  public var greatestHeight: Double {
    joins.last { $0.height.isFinite }?.height ?? 0
  }
}
