/// The single-linkage tree over the places of a VAT order, without crossings: leaf i is the object at place i, and
/// every merge joins two neighbouring stretches of places.
///
/// It is the Cartesian tree of the join distances (Vuillemin, "A unifying look at data structures", 1980): the largest
/// join distance of a stretch is the height at which its two sides merge. Among equal heights the one further back in
/// the order is the higher. O(n) time and memory.
public struct Dendrogram: Sendable {
  /// Two neighbouring stretches of places joined into one.
  public struct Merge: Sendable, Equatable {
    private let first: Int32
    private let middle: Int32
    private let end: Int32
    /// The dissimilarity at which they join.
    public let height: Double

    init(first: Int, middle: Int, end: Int, height: Double) {
      self.first = Int32(truncatingIfNeeded: first)
      self.middle = Int32(truncatingIfNeeded: middle)
      self.end = Int32(truncatingIfNeeded: end)
      self.height = height
    }

    public var left: Range<Int> { Int(first)..<Int(middle) }
    public var right: Range<Int> { Int(middle)..<Int(end) }
    /// Both sides together.
    public var places: Range<Int> { Int(first)..<Int(end) }
  }

  /// Leaves.
  public let count: Int
  /// max(0, n − 1) of them, children before parents: the last is the root.
  public let merges: [Merge]
  private let heights: RangeMaximum

  /// - Parameter joinDistances: one between neighbours in the order, as in `VATOrder`.
  /// - Precondition: as many as `count` leaves have gaps.
  public init(joinDistances: [Double], count: Int) {
    precondition(joinDistances.count == max(0, count - 1), "one join distance between neighbours in the order")
    self.count = count
    heights = RangeMaximum(joinDistances)
    merges = Self.merges(joinDistances)
  }

  public init(_ order: VATOrder) {
    self.init(joinDistances: order.joinDistances, count: order.order.count)
  }

  /// The height of the lowest merge above all of a stretch of places; 0 for fewer than two. O(log n).
  /// - Precondition: places of this tree.
  public func height(above places: Range<Int>) -> Double {
    precondition(places.lowerBound >= 0 && places.upperBound <= count, "places 0..<\(count)")
    return places.count < 2 ? 0 : heights.maximum(places.lowerBound..<places.upperBound - 1)
  }

  /// A tree of few leaves to draw a stretch of places.
  public struct Coarse: Sendable {
    /// The places for which each leaf of `tree` stands: the stretch in equal cells.
    public let cells: [Range<Int>]
    /// The height of the merge above each cell alone, drawn or not: 0 for a cell of one place.
    public let cellHeights: [Double]
    /// Leaf i is `cells[i]`.
    public let tree: Dendrogram
  }

  /// The tree of a window of places in at most `steps` leaves. O(steps · log n).
  ///
  /// Between two neighbouring leaves stands the highest merge between the middles of their cells (from the window's
  /// first and to its last place at the ends), so that every join within the window bears on just one height and the
  /// highest is always drawn, at most half a cell from its place. The lower merges within a cell fall away.
  /// - Parameters:
  ///   - window: places; clamped to those there are.
  ///   - steps: leaves at most; none for less than 1.
  public func coarse(window: Range<Int>, steps: Int) -> Coarse {
    let window = window.clamped(to: 0..<count)
    let cellCount = max(0, min(steps, window.count))
    let cells = (0..<cellCount).map { DissimilarityImage.places(of: window, inCell: $0, of: cellCount) }
    // Join j lies between places j and j + 1.
    let bounds = cells.indices.map { cell in
      if cell == 0 { return window.lowerBound }
      if cell == cellCount - 1 { return window.upperBound - 1 }
      return cells[cell].lowerBound + (cells[cell].count - 1) / 2
    }
    return Coarse(
      cells: cells, cellHeights: cells.map { height(above: $0) },
      tree: Dendrogram(
        joinDistances: zip(bounds, bounds.dropFirst()).map { heights.maximum($0..<$1) }, count: cellCount))
  }

  /// From left to right with a stack of falling heights: a join that is not lower than those before it takes the tree
  /// of these for its left side.
  private static func merges(_ joins: [Double]) -> [Merge] {
    var merges: [Merge] = []
    merges.reserveCapacity(joins.count)
    var open: [Int] = []
    func close(before place: Int) {
      let join = open.removeLast()
      merges.append(
        Merge(first: (open.last ?? -1) + 1, middle: join + 1, end: place, height: joins[join]))
    }
    for join in joins.indices {
      while let last = open.last, joins[join] >= joins[last] { close(before: join + 1) }
      open.append(join)
    }
    while !open.isEmpty { close(before: joins.count + 1) }
    return merges
  }
}
