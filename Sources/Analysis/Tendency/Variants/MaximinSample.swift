/// A sample that reaches every part of the data: a few rows as far from each other as possible, then from the
/// neighbourhood of each a random share in proportion to its size.
///
/// This is the sampling of sVAT (Hathaway, Bezdek & Huband, "Scalable visual assessment of cluster tendency for large
/// data sets", 2006), called maximin and random sampling in clusiVAT (Kumar, Bezdek, Palaniswami, Rajasegarar, Leckie &
/// Havens, "A hybrid approach to clustering in big data", 2016). With k′ distinguished rows, none of which is closer to
/// an earlier one than any row passed over, small groups far from the rest are in the sample where a plain random
/// sample would miss them.
public struct MaximinSample: Sendable, Equatable {
  /// The sampled rows, ascending.
  public let rows: [Int]
  /// The distinguished rows in the order in which they were found. They need not be in the sample.
  public let distinguished: [Int]
  /// Of each distinguished row, how many rows are nearest to it, itself included.
  public let groupSizes: [Int]
  /// Rows of the data.
  public let count: Int

  /// The number of distinguished rows when none is asked for: √N rounded up, at least 10, at most N. More than there
  /// are clusters, which is what the method asks for, and few enough that most rows of the sample are drawn at random.
  public static func standardDistinguished(size: Int) -> Int {
    let root = Int(Double(max(0, size)).squareRoot().rounded(.up))
    return min(max(0, size), max(10, root))
  }

  /// Samples by the dissimilarities.
  ///
  /// The first distinguished row is drawn at random; each further one is the row whose nearest distinguished row is
  /// farthest (ties: the lowest row). When no row is left away from them all, there are fewer. Every row belongs to its
  /// nearest distinguished row (ties: the lowest row). A group of g rows gives ⌈N·g/n⌉, which can be too many
  /// together: the surplus is taken back, one row each, from the groups that were rounded up most (ties: the earlier),
  /// as long as they keep a row. Within a group, rows are drawn without replacement.
  ///
  /// O(n·k′ + N) time and O(n) memory, on all threads.
  /// - Parameters:
  ///   - size: N, clamped to 0…n.
  ///   - distinguished: k′, clamped to 1…N; nil for `standardDistinguished`.
  /// - Throws: `CancellationError`.
  public init(
    of dissimilarities: any Dissimilarities, size: Int, distinguished: Int? = nil, seed: UInt64 = 42,
    context: RunContext = RunContext()
  ) throws {
    let n = dissimilarities.count
    let size = max(0, min(size, n))
    count = n
    guard size > 0 else {
      rows = []
      self.distinguished = []
      groupSizes = []
      return
    }
    let wanted = max(1, min(distinguished ?? Self.standardDistinguished(size: size), size))
    var random = RandomSource(seed: seed)
    let search = MaximinSearch(dissimilarities)
    self.distinguished = try search.run(from: random.integer(below: n), count: wanted, context: context)
    var groupOfRow = [Int: Int](minimumCapacity: self.distinguished.count)
    for (group, row) in self.distinguished.enumerated() { groupOfRow[row] = group }
    var groups = [Int32](repeating: 0, count: n)
    var sizes = [Int](repeating: 0, count: self.distinguished.count)
    for row in 0..<n {
      // A row at no number from all of them goes with the first.
      let group = groupOfRow[Int(search.owners[row])] ?? 0
      groups[row] = Int32(truncatingIfNeeded: group)
      sizes[group] += 1
    }
    groupSizes = sizes
    let shares = Self.shares(of: sizes, size: size, count: n)
    // Each group draws places among its own rows, from a stream of its own.
    var isDrawn = sizes.map { [Bool](repeating: false, count: $0) }
    for group in sizes.indices {
      try context.checkCancellation()
      var draw = RandomSource(seed: seed, stream: group + 1)
      for place in draw.sample(shares[group], of: sizes[group]) { isDrawn[group][place] = true }
    }
    var next = [Int](repeating: 0, count: sizes.count)
    var rows: [Int] = []
    rows.reserveCapacity(size)
    for row in 0..<n {
      let group = Int(groups[row])
      if isDrawn[group][next[group]] { rows.append(row) }
      next[group] += 1
    }
    self.rows = rows
  }

  /// How many rows each group gives: at least one of each, `size` in all.
  private static func shares(of sizes: [Int], size: Int, count n: Int) -> [Int] {
    var shares = sizes.map { (size * $0 + n - 1) / n }
    let surplus = shares.reduce(0, +) - size
    guard surplus > 0 else { return shares }
    // By how much a share exceeds its exact value, times n.
    let excess = { (group: Int) in shares[group] * n - size * sizes[group] }
    let ranked = sizes.indices.filter { shares[$0] > 1 && excess($0) > 0 }
      .sorted { (excess($0), $1) > (excess($1), $0) }
    for group in ranked.prefix(surplus) { shares[group] -= 1 }
    // Groups that must keep their only row leave a rest to the largest shares.
    var left = surplus - min(surplus, ranked.count)
    while left > 0 {
      var largest = 0
      for group in shares.indices where shares[group] > shares[largest] { largest = group }
      shares[largest] -= 1
      left -= 1
    }
    return shares
  }
}
