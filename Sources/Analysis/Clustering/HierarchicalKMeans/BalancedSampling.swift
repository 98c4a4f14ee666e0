/// Rows drawn from a hierarchy of clusters so that clusters give about the same number, on every level (Vo et al.
/// 2024): what a level has to give is shared out among its clusters as evenly as their rows allow, and each share
/// among the clusters below.
public enum BalancedSampling {
  /// Which rows of a finest cluster are taken.
  public enum Choice: String, Sendable, CaseIterable {
    /// Those nearest to its centre.
    case nearest
    /// Those farthest from it.
    case farthest
    /// Any.
    case random
  }

  /// - Parameters:
  ///   - count: rows wanted; all are taken where there are no more.
  ///   - seed: of the rows drawn at random.
  /// - Returns: distinct rows in ascending order. O(n log n).
  public static func rows(
    _ count: Int, from hierarchy: KMeansHierarchy, choice: Choice = .random, seed: UInt64
  ) -> [Int] {
    guard let finest = hierarchy.levels.first else { return [] }
    let members = hierarchy.levels.map(\.members)
    var sizes = [members[0].map(\.count)]
    for level in members.dropFirst() { sizes.append(level.map { $0.reduce(0) { $0 + sizes[sizes.count - 1][$1] } }) }
    let top = hierarchy.levels.count - 1
    var wanted = shares(of: min(max(0, count), finest.parents.count), among: sizes[top])
    for level in (0..<top).reversed() {
      var below = Array(repeating: 0, count: sizes[level].count)
      for (cluster, children) in members[level + 1].enumerated() {
        let parts = shares(of: wanted[cluster], among: children.map { sizes[level][$0] })
        for (child, part) in zip(children, parts) { below[child] = part }
      }
      wanted = below
    }
    return wanted.indices.flatMap { cluster in
      chosen(wanted[cluster], members[0][cluster], finest, choice, RandomSource(seed: seed, stream: cluster))
    }.sorted()
  }

  /// So many shared out as evenly as capacities allow: no two shares differ by more than one unless the smaller is all
  /// there is. What cannot be shared out evenly goes to the largest, ties to the lower place.
  /// - Precondition: 0 ≤ total ≤ sum of the capacities. O(k log k).
  public static func shares(of total: Int, among capacities: [Int]) -> [Int] {
    precondition(total >= 0 && total <= capacities.reduce(0, +), "no more than there is")
    let order = capacities.indices.sorted {
      capacities[$0] != capacities[$1] ? capacities[$0] < capacities[$1] : $0 > $1
    }
    var shares = Array(repeating: 0, count: capacities.count)
    var left = total
    for (place, index) in order.enumerated() {
      shares[index] = min(capacities[index], left / (order.count - place))
      left -= shares[index]
    }
    return shares
  }

  private static func chosen(
    _ count: Int, _ members: [Int], _ level: KMeansHierarchy.Level, _ choice: Choice, _ random: RandomSource
  ) -> [Int] {
    guard count < members.count else { return members }
    if choice == .random {
      var random = random
      return random.sample(count, of: members.count).map { members[$0] }
    }
    let sign = choice == .nearest ? 1.0 : -1.0
    return Array(
      members.sorted {
        let (a, b) = (sign * level.squaredDistances[$0], sign * level.squaredDistances[$1])
        return a != b ? a < b : $0 < $1
      }.prefix(count))
  }
}
