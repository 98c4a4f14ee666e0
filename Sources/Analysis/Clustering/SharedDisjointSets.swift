import Synchronization

/// Disjoint sets that several threads join: which sets result does not depend on who comes first.
final class SharedDisjointSets: Sendable {
  private let count: Int
  private let sets: Mutex<DisjointSets>

  init(count: Int) {
    self.count = count
    sets = Mutex(DisjointSets(count: count))
  }

  func join(_ element: Int, with others: some Sequence<Int>) {
    let others = Array(others)
    if others.isEmpty { return }
    sets.withLock { sets in for other in others { sets.join(element, other) } }
  }

  /// For each element, the root of the element that stands for it; −1 where that is negative.
  func roots(_ representative: (Int) -> Int) -> [Int] {
    let representatives = (0..<count).map(representative)
    return sets.withLock { sets in representatives.map { $0 < 0 ? -1 : sets.root(of: $0) } }
  }
}
