/// A VAT order that respects what is known about pairs of rows.
///
/// It follows the aim of ConiVAT (Rathore, Bezdek, Santi & Ratti, "ConiVAT: cluster tendency assessment and clustering
/// with partial background knowledge", 2020) by constrained single linkage (Davidson & Ravi, "Agglomerative
/// hierarchical clustering with constraints", 2005), as follows.
/// 1. Rows tied by must-links join first, at 0.
/// 2. Then pairs of rows are taken in the total order of the edges (comparison value, lower row, higher row). A pair in
///    two components joins them at its dissimilarity, unless a cannot-link stands between the components.
/// 3. What is left has a cannot-link between any two components. These join at last, by the smallest pair first, each
///    at its dissimilarity, but not below 1.5 times the largest join of step 2 (at 1 should both be 0), so that the
///    image shows them as separate blocks and every cut below respects every constraint.
///
/// The edges that joined make a spanning tree, which is visited as Prim's algorithm would from the start of the plain
/// VAT order. So all that is made from a `VATOrder` can be made from this one: the iVAT image is the minimax path
/// dissimilarity under the constraints, and cuts are clusters. Without constraints it has the plain order's bits.
///
/// The paper also learns a metric from the constraints. That is a change of the features, not of the order: it needs
/// features, depends on a step size and a stopping rule, and would make this image the only view in other units than
/// the rest. Whoever wants it transforms the features first.
public struct ConstrainedVATOrder: Sendable, Equatable {
  /// The order, as of plain VAT, with the join distances of the constrained tree.
  public let order: VATOrder
  public let constraints: PairConstraints
  /// Components left when no merge was allowed any more: a partition into fewer breaks a cannot-link. 0 without rows.
  public let fewestClusters: Int
  /// The lowest join distance of step 3: cuts below it respect all constraints; nil where all could join.
  public let forcedDistance: Double?

  /// As much as the plain order, plus O(n²·d) time when not every two of the k tied components that have a cannot-link
  /// have one between them. O(n + k²) memory; k is at most twice the number of cannot-links.
  /// - Parameter constraints: between these objects.
  /// - Throws: `CancellationError`.
  /// - Precondition: `constraints.count` is the number of objects.
  public init(
    of dissimilarities: any Dissimilarities, constraints: PairConstraints, context: RunContext = RunContext()
  ) throws {
    try self.init(
      of: dissimilarities, constraints: constraints, plain: VATOrder(of: dissimilarities, context: context),
      context: context)
  }

  /// From the plain order, where it is known.
  /// - Parameter plain: the VAT order of the same dissimilarities.
  public init(
    of dissimilarities: any Dissimilarities, constraints: PairConstraints, plain: VATOrder, context: RunContext
  ) throws {
    let n = dissimilarities.count
    precondition(constraints.count == n && plain.order.count == n, "constraints and order of \(n) objects")
    self.constraints = constraints
    guard !constraints.isEmpty, n > 1 else {
      order = plain
      fewestClusters = min(1, n)
      forcedDistance = nil
      return
    }
    let edges = (1..<n).map { place in
      let (a, b) = (plain.order[place], plain.parents[place - 1])
      return TreeEdge(
        value: dissimilarities.comparisonValue(a, b), Int32(truncatingIfNeeded: a), Int32(truncatingIfNeeded: b))
    }
    let merging = ConstrainedMerging(dissimilarities, constraints, context)
    try merging.run(try sorted(edges, by: TreeEdge.precedes, context: context))
    // Numbered in the order in which they joined, so that the walk sees a tree without ties.
    let numbered = merging.joined.enumerated().map {
      TreeEdge(value: Double($0.offset), $0.element.low, $0.element.high)
    }
    let heights = Self.heights(of: merging, dissimilarities)
    let visit = try SpanningTree(count: n, edges: numbered).primOrder(from: plain.order[0], context: context)
    order = VATOrder(order: visit.order, joinDistances: visit.values.map { heights[Int($0)] }, parents: visit.parents)
    fewestClusters = n - merging.tiedCount - merging.allowedCount
    forcedDistance = fewestClusters > 1 ? heights[merging.tiedCount + merging.allowedCount] : nil
  }

  /// How far above the largest allowed join distance the forced ones begin.
  public static let forcedFactor = 1.5

  private static func heights(of merging: ConstrainedMerging, _ dissimilarities: any Dissimilarities) -> [Double] {
    var heights: [Double] = []
    heights.reserveCapacity(merging.joined.count)
    let allowed = merging.tiedCount + merging.allowedCount
    var floor = 0.0
    for (i, edge) in merging.joined.enumerated() {
      if i < merging.tiedCount {
        heights.append(0)
        continue
      }
      let own = dissimilarities.dissimilarity(ofComparisonValue: edge.value)
      if i < allowed {
        heights.append(own)
        floor = own * forcedFactor
      } else {
        let height = max(own, floor)
        heights.append(height > 0 ? height : 1)
      }
    }
    return heights
  }

  /// The clusters at a height. Below `forcedDistance` they respect all constraints.
  public func labels(cut: Double) -> [Int] { order.labels(cut: cut) }

  /// So many clusters, and at least `fewestClusters`, so that no cannot-link is broken. With more than there are
  /// components tied by must-links, some of these are divided: see `PairConstraints.violations`.
  public func labels(clusters: Int) -> [Int] { order.labels(clusters: max(clusters, fewestClusters)) }
}
