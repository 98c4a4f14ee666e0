/// What is known about pairs of rows: some belong together, some apart.
public struct PairConstraints: Sendable, Equatable {
  /// Two different rows, the lower first.
  public struct Pair: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let low: Int
    public let high: Int

    public init(_ a: Int, _ b: Int) {
      low = min(a, b)
      high = max(a, b)
    }

    public static func < (a: Pair, b: Pair) -> Bool { (a.low, a.high) < (b.low, b.high) }
    public var description: String { "\(low) and \(high)" }
  }

  /// Rows of the data.
  public let count: Int
  /// Pairs that belong together, ascending, each once. A row goes with itself: such pairs are left out.
  public let mustLink: [Pair]
  /// Pairs that belong apart, ascending, each once.
  public let cannotLink: [Pair]
  /// Of each row, the lowest row that must-links tie it to, directly or through others; itself where there is none.
  package let components: [Int]

  /// - Parameters:
  ///   - mustLink, cannotLink: pairs of 0-based rows, in any order.
  ///   - count: rows of the data.
  /// - Throws: `AnalysisError.notApplicable` naming the first pair with a row that the data do not have, or the lowest
  ///   cannot-link pair whose rows are the same or tied together by must-links.
  public init(mustLink: [(Int, Int)], cannotLink: [(Int, Int)], count: Int) throws {
    self.count = count
    self.mustLink = try Self.pairs(mustLink, "must-link", count).filter { $0.low != $0.high }
    self.cannotLink = try Self.pairs(cannotLink, "cannot-link", count)
    var sets = DisjointSets(count: count)
    for pair in self.mustLink { sets.join(pair.low, pair.high) }
    components = (0..<count).map { sets.root(of: $0) }
    for pair in self.cannotLink where components[pair.low] == components[pair.high] {
      let reason = pair.low == pair.high ? "they are the same row" : "must-links tie them together"
      throw AnalysisError.notApplicable(
        "rows \(pair) cannot be linked, yet \(reason)",
        advice: "leave out this cannot-link, or a must-link between the two")
    }
  }

  public var isEmpty: Bool { mustLink.isEmpty && cannotLink.isEmpty }

  /// The pairs that a partition does not respect. O(pairs).
  /// - Parameter labels: one a row; negative ones are noise, and noise goes with nothing.
  /// - Precondition: one label a row.
  public func violations(by labels: [Int]) -> (mustLink: [Pair], cannotLink: [Pair]) {
    precondition(labels.count == count, "one label for each of \(count) rows")
    func areTogether(_ pair: Pair) -> Bool { labels[pair.low] >= 0 && labels[pair.low] == labels[pair.high] }
    return (mustLink.filter { !areTogether($0) }, cannotLink.filter(areTogether))
  }

  private static func pairs(_ given: [(Int, Int)], _ kind: String, _ count: Int) throws -> [Pair] {
    for (a, b) in given {
      guard let row = [a, b].first(where: { $0 < 0 || $0 >= count }) else { continue }
      throw AnalysisError.notApplicable(
        "the \(kind) pair \(a), \(b) names row \(row), and the data have \(count) \(count == 1 ? "row" : "rows")",
        advice: count > 0 ? "name rows from 0 to \(count - 1)" : "give data with rows first")
    }
    return Array(Set(given.map { Pair($0.0, $0.1) })).sorted()
  }
}
