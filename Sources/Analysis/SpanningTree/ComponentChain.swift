/// The objects in a line such that every component of the edges below any threshold lies together, and between
/// neighbours the edge that joined what lies left and right of them: the single-linkage dendrogram (Gower & Ross,
/// "Minimum spanning trees and single linkage cluster analysis", 1969) laid flat.
///
/// Objects are known here by ids 0..<count. Ids of near objects should be near, too: then nearly all of the work stays
/// in the processor's cache.
struct ComponentChain {
  /// The edge between two neighbours of the line; the lowest of all has rank 0.
  private struct Gap {
    var value: Double = 0
    /// The edge's ends.
    var a: Int32 = 0
    var b: Int32 = 0
    var rank: Int32 = .max
    /// The id that follows in the line, while the line is made.
    var next: Int32 = -1
  }

  private let count: Int
  /// The id at each place of the line, and the place of each id.
  private let line: Buffer<Int32>
  private let place: Buffer<Int32>
  private let gaps: Buffer<Gap>

  /// - Parameter edges: a spanning tree's in ascending order, with ids for ends. O(n·α(n)).
  init(ascending edges: [TreeEdge], count: Int, context: RunContext) throws {
    self.count = count
    // A set's root is also the first of its line. Of a root: minus the size, and the last of its line.
    let above = Buffer<SIMD2<Int32>>(count: count, repeating: SIMD2(-1, 0))
    for id in 0..<count { above.pointer[id].y = Int32(truncatingIfNeeded: id) }
    let loose = Buffer(count: count, repeating: Gap())
    func root(_ id: Int32) -> Int32 {
      var id = id
      while true {
        let parent = above.pointer[Int(id)].x
        if parent < 0 { return id }
        let next = above.pointer[Int(parent)].x
        if next < 0 { return parent }
        above.pointer[Int(id)].x = next
        id = next
      }
    }
    for (rank, edge) in edges.enumerated() {
      if rank & 0xFFFF == 0 { try context.checkCancellation() }
      let (a, b) = (root(edge.low), root(edge.high))
      let (kept, gone) = above.pointer[Int(a)].x <= above.pointer[Int(b)].x ? (a, b) : (b, a)
      let (first, second) = (above.pointer[Int(kept)], above.pointer[Int(gone)])
      loose.pointer[Int(first.y)] = Gap(
        value: edge.value, a: edge.low, b: edge.high, rank: Int32(truncatingIfNeeded: rank), next: gone)
      above.pointer[Int(kept)] = SIMD2(first.x + second.x, second.y)
      above.pointer[Int(gone)].x = kept
    }
    line = Buffer(count: count, repeating: 0)
    place = Buffer(count: count, repeating: 0)
    gaps = Buffer(count: count, repeating: Gap())
    var id = count > 0 ? root(0) : -1
    for i in 0..<count {
      line.pointer[i] = id
      place.pointer[Int(id)] = Int32(truncatingIfNeeded: i)
      gaps.pointer[i] = loose.pointer[Int(id)]
      id = gaps.pointer[i].next
    }
  }

  /// The id at each place of the line, the place of each id, and the value between each place and the next: two ids are
  /// joined below a threshold where all values between their places are below it.
  var levels: (ids: Buffer<Int32>, places: Buffer<Int32>, gaps: [Double]) {
    (line, place, (0..<max(0, count - 1)).map { gaps.pointer[$0].value })
  }

  /// Prim's order: the ids, and the value and the visited end of the edge by which each but the first is reached.
  ///
  /// Prim's algorithm never leaves a component of the edges below a threshold before it has visited all of it. A
  /// visited component is a stretch of the line; the lower of the gaps at its two sides leads to the other half of the
  /// next larger component. If that has been visited, the two make one stretch; if not, it is entered where the edge
  /// ends.
  /// O(n).
  /// - Parameter visit: is handed each id in turn, with nil, or with the value and the visited end.
  func walk(from start: Int32, context: RunContext, _ visit: (Int32, (value: Double, from: Int32)?) -> Void) throws {
    guard count > 0 else { return }
    let gaps = gaps.pointer
    // Stretches that wait for the one being visited.
    let waiting = Buffer<SIMD2<Int32>>(count: count, repeating: .zero)
    var depth = 0
    var left = Int(place[Int(start)])
    var right = left
    var visited = 1
    visit(start, nil)
    while visited < count {
      let leftRank = left > 0 ? gaps[left - 1].rank : .max
      let rightRank = right < count - 1 ? gaps[right].rank : .max
      let goesRight = rightRank < leftRank
      if depth > 0 {
        let stretch = waiting.pointer[depth - 1]
        if goesRight ? Int(stretch.x) == right + 1 : Int(stretch.y) == left - 1 {
          if goesRight { right = Int(stretch.y) } else { left = Int(stretch.x) }
          depth -= 1
          continue
        }
      }
      let gap = gaps[goesRight ? right : left - 1]
      let aIsRight = Int(place.pointer[Int(gap.a)]) > (goesRight ? right : left - 1)
      let (from, to) = aIsRight == goesRight ? (gap.b, gap.a) : (gap.a, gap.b)
      waiting.pointer[depth] = SIMD2(Int32(truncatingIfNeeded: left), Int32(truncatingIfNeeded: right))
      depth += 1
      left = Int(place.pointer[Int(to)])
      right = left
      visit(to, (gap.value, from))
      visited += 1
      if visited & 0xFFFF == 0 { try context.checkCancellation() }
    }
  }
}
