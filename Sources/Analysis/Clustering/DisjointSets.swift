/// A partition of 0..<n that only ever gets coarser (Tarjan, "Efficiency of a good but not linear set union
/// algorithm", 1975). The root of a set is its smallest member. Near-constant time an operation.
struct DisjointSets: Sendable {
  private var parent: [Int32]

  init(count: Int) { parent = (0..<Int32(count)).map { $0 } }

  mutating func root(of element: Int) -> Int {
    parent.withUnsafeMutableBufferPointer { parent in
      var i = element
      while parent[i] != i {
        // Halving the path on the way keeps it short.
        parent[i] = parent[Int(parent[i])]
        i = Int(parent[i])
      }
      return i
    }
  }

  /// - Returns: false when they were together already.
  @discardableResult
  mutating func join(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (root(of: a), root(of: b))
    if first == second { return false }
    parent[max(first, second)] = Int32(min(first, second))
    return true
  }
}
