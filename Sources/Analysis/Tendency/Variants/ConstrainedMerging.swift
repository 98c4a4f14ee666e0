/// Kruskal's algorithm under cannot-links, without all n² edges.
///
/// Outside the plain minimum spanning tree, only edges between two *bound* components can matter, components with a
/// cannot-link: an edge is not in the tree because earlier edges of the tree make a path between its ends. If its ends
/// are apart when its turn comes, some edge of that path was refused; the first one refused from either end begins in
/// the component of that end, which so is bound. Hence the edges of the tree are taken in order, and beside them a
/// table is kept of the lowest edge between every two bound components that may still join. A row enters the table
/// once, when its component becomes part of a bound one.
final class ConstrainedMerging {
  private let constraints: PairConstraints
  private let context: RunContext
  private let n: Int
  private var sets: DisjointSets
  /// Of each root, the bound component that it stands for, or −1.
  private var boundOfRoot: [Int32]
  private let table: BoundComponents
  /// The rows of each component, as a list from its root.
  private var nextRow: [Int32]
  private var lastRow: [Int32]

  /// Edges that joined: tied by must-links, then allowed ones, then forced ones.
  private(set) var joined: [TreeEdge] = []
  private(set) var tiedCount = 0
  private(set) var allowedCount = 0

  init(_ dissimilarities: any Dissimilarities, _ constraints: PairConstraints, _ context: RunContext) {
    self.constraints = constraints
    self.context = context
    n = dissimilarities.count
    sets = DisjointSets(count: n)
    boundOfRoot = Array(repeating: -1, count: n)
    nextRow = Array(repeating: -1, count: n)
    lastRow = (0..<Int32(n)).map { $0 }
    // A component tied by must-links has its lowest row for root.
    var bound = 0
    for pair in constraints.cannotLink {
      for root in [constraints.components[pair.low], constraints.components[pair.high]] where boundOfRoot[root] < 0 {
        boundOfRoot[root] = Int32(bound)
        bound += 1
      }
    }
    let roots = boundOfRoot
    table = BoundComponents(
      dissimilarities, count: bound,
      apart: constraints.cannotLink.map {
        (Int(roots[constraints.components[$0.low]]), Int(roots[constraints.components[$0.high]]))
      })
  }

  /// - Parameter edges: of the minimum spanning tree, in ascending order.
  /// - Throws: `CancellationError`.
  func run(_ edges: [TreeEdge]) throws {
    joined.reserveCapacity(n - 1)
    for pair in constraints.mustLink {
      let (a, b) = (sets.root(of: pair.low), sets.root(of: pair.high))
      if a == b { continue }
      joined.append(
        TreeEdge(value: 0, Int32(truncatingIfNeeded: pair.low), Int32(truncatingIfNeeded: pair.high)))
      unite(a, b)
    }
    tiedCount = joined.count
    try table.enter(
      (0..<n).filter { sets.root(of: $0) == $0 && boundOfRoot[$0] >= 0 }
        .map { (Int(boundOfRoot[$0]), rows(from: $0)) },
      context)
    let refused = try joinAllowed(edges)
    allowedCount = joined.count - tiedCount
    // The spanning tree also holds the lowest edges between whatever components are left.
    for edge in refused where sets.join(Int(edge.low), Int(edge.high)) { joined.append(edge) }
    context.report("constrained joins", n - 1, of: n - 1)
  }

  /// - Returns: the edges of the tree that were refused, in order.
  private func joinAllowed(_ edges: [TreeEdge]) throws -> [TreeEdge] {
    var refused: [TreeEdge] = []
    var place = 0
    while true {
      if (place + joined.count) & 1023 == 0 {
        try context.checkCancellation()
        context.report("constrained joins", joined.count, of: n - 1)
      }
      let extra = table.lowest
      if place < edges.count, extra.isNone || !TreeEdge.precedes(extra, edges[place]) {
        let edge = edges[place]
        place += 1
        let (a, b) = (sets.root(of: Int(edge.low)), sets.root(of: Int(edge.high)))
        if a == b { continue }
        if boundOfRoot[a] >= 0, boundOfRoot[b] >= 0, table.areApart(Int(boundOfRoot[a]), Int(boundOfRoot[b])) {
          refused.append(edge)
        } else {
          try join(a, b, by: edge)
        }
      } else if !extra.isNone {
        try join(sets.root(of: Int(extra.low)), sets.root(of: Int(extra.high)), by: extra)
      } else {
        return refused
      }
    }
  }

  private func join(_ a: Int, _ b: Int, by edge: TreeEdge) throws {
    let (boundA, boundB) = (boundOfRoot[a], boundOfRoot[b])
    joined.append(edge)
    if boundA >= 0, boundB >= 0 {
      table.merge(Int(boundB), into: Int(boundA))
    } else if boundA >= 0 {
      try table.enter([(Int(boundA), rows(from: b))], context)
    } else if boundB >= 0 {
      try table.enter([(Int(boundB), rows(from: a))], context)
    }
    unite(a, b)
    boundOfRoot[min(a, b)] = boundA >= 0 ? boundA : boundB
  }

  private func unite(_ a: Int, _ b: Int) {
    sets.join(a, b)
    let (root, gone) = (min(a, b), max(a, b))
    nextRow[Int(lastRow[root])] = Int32(truncatingIfNeeded: gone)
    lastRow[root] = lastRow[gone]
  }

  private func rows(from root: Int) -> [Int] {
    var rows: [Int] = []
    var row = root
    while row >= 0 {
      rows.append(row)
      row = Int(nextRow[row])
    }
    return rows
  }
}
