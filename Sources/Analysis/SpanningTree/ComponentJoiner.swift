/// Joins the components of a round of Borůvka's algorithm along their lowest edges, and numbers what comes out.
///
/// Under a total order the chosen edges make no circle, but that two components may choose the same edge: following
/// them from component to component ends at such a pair, or at a component that chose none. So the ends are found for
/// all components at once by doubling the steps, O(n log n) at worst and O(n) as a rule, on all threads.
struct ComponentJoiner {
  private(set) var componentCount: Int
  private(set) var edges: [TreeEdge] = []
  /// Points in each component.
  private(set) var sizes: Buffer<Int32>
  private static let chunk = 1 << 14

  init(count: Int) {
    componentCount = count
    sizes = Buffer(count: count, repeating: 1)
    edges.reserveCapacity(max(0, count - 1))
  }

  /// - Parameters:
  ///   - chosen: each component's edge, or `.none`.
  ///   - other: for each component the one at the other end of its edge.
  /// - Returns: the new number of each component, 0… in order of their first.
  mutating func join(
    _ chosen: Buffer<TreeEdge>, other: @Sendable (_ component: Int, _ edge: TreeEdge) -> Int32, _ context: RunContext
  ) throws -> Buffer<Int32> {
    let count = componentCount
    let next = Buffer<Int32>(count: count, repeating: 0)
    let doubled = Buffer<Int32>(count: count, repeating: 0)
    let chunks = (count + Self.chunk - 1) / Self.chunk
    let moved = Buffer(count: chunks, repeating: true)
    func each(_ body: @Sendable (_ chunk: Int, _ components: Range<Int>) -> Void) throws {
      try context.forEachChunk(chunks) { body($0, $0 * Self.chunk..<min(count, ($0 + 1) * Self.chunk)) }
    }
    try each { _, components in
      for component in components {
        let edge = chosen.pointer[component]
        next.pointer[component] = edge.isNone ? Int32(truncatingIfNeeded: component) : other(component, edge)
      }
    }
    // Of two that chose each other the lower stays where it is.
    try each { _, components in
      for component in components {
        let target = next.pointer[component]
        let stays = Int(next.pointer[Int(target)]) == component && component < Int(target)
        doubled.pointer[component] = stays ? Int32(truncatingIfNeeded: component) : target
      }
    }
    for component in 0..<count where !chosen.pointer[component].isNone {
      if Int(doubled.pointer[component]) != component { edges.append(chosen.pointer[component]) }
    }
    var (from, to) = (doubled, next)
    while true {
      let (source, target) = (from, to)
      try each { chunk, components in
        var change: Int32 = 0
        for component in components {
          let end = source.pointer[Int(source.pointer[component])]
          change |= end ^ source.pointer[component]
          target.pointer[component] = end
        }
        moved.pointer[chunk] = change != 0
      }
      swap(&from, &to)
      if !moved.array.contains(true) { break }
    }
    return try number(ends: from, room: to)
  }

  private mutating func number(ends: Buffer<Int32>, room numbers: Buffer<Int32>) throws -> Buffer<Int32> {
    let count = componentCount
    // By lowest member: then near components have near numbers.
    for component in 0..<count { numbers.pointer[component] = -1 }
    var next: Int32 = 0
    let result = Buffer<Int32>(count: count, repeating: 0)
    for component in 0..<count {
      let end = Int(ends.pointer[component])
      if numbers.pointer[end] < 0 {
        numbers.pointer[end] = next
        next += 1
      }
      result.pointer[component] = numbers.pointer[end]
    }
    let joined = Buffer<Int32>(count: Int(next), repeating: 0)
    for component in 0..<count { joined.pointer[Int(result.pointer[component])] += sizes.pointer[component] }
    sizes = joined
    componentCount = Int(next)
    return result
  }

  /// Marks the smallest components that together hold at most four fifths of the points, and at least one.
  func smaller(of points: Int) -> [Bool] {
    var marks = [Bool](repeating: false, count: componentCount)
    let sizes = sizes.pointer
    // Points in components of each size; the large ones, of which there are few, together.
    let top = 1 << 12
    var share = [Int](repeating: 0, count: top + 1)
    for component in 0..<componentCount { share[min(top, Int(sizes[component]))] += Int(sizes[component]) }
    var left = points / 5 * 4
    var size = 1
    while size < top, share[size] <= left {
      left -= share[size]
      size += 1
    }
    for component in 0..<componentCount where Int(sizes[component]) < size { marks[component] = true }
    let rest = (0..<componentCount).filter { Int(sizes[$0]) >= size && (size == top || Int(sizes[$0]) == size) }
    for component in size == top ? rest.sorted(by: { (sizes[$0], $0) < (sizes[$1], $1) }) : rest {
      left -= Int(sizes[component])
      if left < 0 { break }
      marks[component] = true
    }
    if !marks.contains(true), let first = rest.first { marks[first] = true }
    return marks
  }
}
