/// The components that have cannot-links, and the lowest edge between every two of them that may join. O(k²) memory for
/// k components, and O(n).
///
/// `@unchecked Sendable`: threads read it, each writing to buffers of its own, while rows are compared.
final class BoundComponents: @unchecked Sendable {
  private let dissimilarities: any Dissimilarities
  private let count: Int
  private var isAlive: [Bool]
  private var apart: [Bool]
  /// Between components a and b at `a * count + b`, both ways round; `.none` for those that may not join. Empty when no
  /// two may.
  private var lowestBetween: [TreeEdge]
  /// Of each component, the lowest of its edges.
  private var lowestFrom: [TreeEdge]
  /// What a component has become part of.
  private var current: [Int]
  /// Of each row, one more than the component with which it entered; 0 before.
  private let component: Buffer<Int32>
  /// The lowest edge by which two components may join; `.none` where there is none.
  private(set) var lowest = TreeEdge.none
  private static let block = 1024

  init(_ dissimilarities: any Dissimilarities, count: Int, apart pairs: [(Int, Int)]) {
    self.dissimilarities = dissimilarities
    self.count = count
    isAlive = Array(repeating: true, count: count)
    current = Array(0..<count)
    apart = Array(repeating: false, count: count * count)
    lowestFrom = Array(repeating: .none, count: count)
    component = Buffer(count: dissimilarities.count, repeating: 0)
    var entries = 0
    for (a, b) in pairs where !apart[a * count + b] {
      apart[a * count + b] = true
      apart[b * count + a] = true
      entries += 2
    }
    let mayJoin = entries < count * (count - 1)
    lowestBetween = mayJoin ? Array(repeating: .none, count: count * count) : []
  }

  func areApart(_ a: Int, _ b: Int) -> Bool { apart[a * count + b] }

  private func mayJoin(_ a: Int, _ b: Int) -> Bool { a != b && isAlive[b] && !apart[a * count + b] }

  /// Takes rows into components and compares them with the rows of those that these may still join. O(n·d) a row, or
  /// nothing where a component is apart from all others, as it will stay.
  /// - Throws: `CancellationError`.
  func enter(_ groups: [(component: Int, rows: [Int])], _ context: RunContext) throws {
    guard !lowestBetween.isEmpty else { return }
    for group in groups { for row in group.rows { component[row] = Int32(group.component + 1) } }
    var hasChanged = false
    for group in groups where (0..<count).contains(where: { mayJoin(group.component, $0) }) {
      try compare(group.rows, group.component, context)
      hasChanged = true
    }
    if hasChanged { findLowest() }
  }

  private func compare(_ rows: [Int], _ a: Int, _ context: RunContext) throws {
    let n = dissimilarities.count
    // Of each number in `component`, the component now, if it may join this one.
    let partner = [-1] + current.map { mayJoin(a, $0) ? $0 : -1 }
    // A meeting of threads should be worth it. The lowest of all edges does not depend on how they are shared out.
    let chunks = rows.count * n < 1_000_000 ? 1 : max(1, min(context.threads * 2, n / Self.block))
    // Each chunk writes to a table of its own.
    nonisolated(unsafe) let found = UnsafeMutablePointer<TreeEdge>.allocate(capacity: chunks * count)
    found.initialize(repeating: .none, count: chunks * count)
    defer { found.deallocate() }
    try context.forEachChunk(chunks) { chunk in
      let best = found + chunk * count
      let end = n * (chunk + 1) / chunks
      withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.block) { buffer in
        let values = buffer.baseAddress.unsafelyUnwrapped
        partner.withUnsafeBufferPointer { partner in
          for row in rows {
            var first = n * chunk / chunks
            while first < end {
              if context.isCancelled { return }
              let range = first..<min(end, first + Self.block)
              dissimilarities.comparisonValues(from: row, to: range, into: values)
              for k in 0..<range.count {
                let b = partner[Int(component.pointer[first + k])]
                guard b >= 0, values[k] <= best[b].value else { continue }
                let edge = TreeEdge(
                  value: values[k], Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: first + k))
                if TreeEdge.precedes(edge, best[b]) { best[b] = edge }
              }
              first = range.upperBound
            }
          }
        }
      }
    }
    for chunk in 0..<chunks {
      let best = found + chunk * count
      for b in 0..<count where TreeEdge.precedes(best[b], lowestBetween[a * count + b]) {
        lowestBetween[a * count + b] = best[b]
        lowestBetween[b * count + a] = best[b]
        if TreeEdge.precedes(best[b], lowestFrom[a]) { lowestFrom[a] = best[b] }
        if TreeEdge.precedes(best[b], lowestFrom[b]) { lowestFrom[b] = best[b] }
      }
    }
  }

  /// Makes one component part of another. O(k), and O(k) for each component that loses its lowest edge by it.
  func merge(_ gone: Int, into kept: Int) {
    for c in 0..<count where current[c] == gone { current[c] = kept }
    isAlive[gone] = false
    for c in 0..<count where c != kept && isAlive[c] {
      let (toKept, toGone) = (kept * count + c, gone * count + c)
      let isApart = apart[toKept] || apart[toGone]
      apart[toKept] = isApart
      apart[c * count + kept] = isApart
      guard !lowestBetween.isEmpty else { continue }
      let before = (lowestBetween[toKept], lowestBetween[toGone])
      let edge = isApart ? .none : TreeEdge.precedes(before.0, before.1) ? before.0 : before.1
      lowestBetween[toKept] = edge
      lowestBetween[c * count + kept] = edge
      lowestBetween[c * count + gone] = .none
      if isApart, lowestFrom[c] == before.0 || lowestFrom[c] == before.1 { lowestFrom[c] = lowestEdge(from: c) }
    }
    guard !lowestBetween.isEmpty else { return }
    lowestBetween[kept * count + gone] = .none
    lowestFrom[gone] = .none
    lowestFrom[kept] = lowestEdge(from: kept)
    findLowest()
  }

  private func lowestEdge(from a: Int) -> TreeEdge {
    var best = TreeEdge.none
    for b in 0..<count where mayJoin(a, b) && TreeEdge.precedes(lowestBetween[a * count + b], best) {
      best = lowestBetween[a * count + b]
    }
    return best
  }

  private func findLowest() {
    lowest = .none
    for edge in lowestFrom where TreeEdge.precedes(edge, lowest) { lowest = edge }
  }
}
