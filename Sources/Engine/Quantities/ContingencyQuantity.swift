import Analysis

/// How the groups of two partitions of the same rows meet: which cluster became which.
public struct ContingencyQuantity: Quantity {
  public struct Value: Sendable {
    /// The numbers of the groups of the first, ascending; −1 for rows in none, first where there are such.
    public let first: [Int]
    public let second: [Int]
    /// The rows in each two groups.
    public let counts: [[Int]]
    /// Nil where it is undefined.
    public let adjustedRand: Double?
    /// For each group of the first, the group of the second that it is paired with, if any: the pairs that share most
    /// rows.
    public let partners: [Int: Int]
    /// Rows in two paired groups, and rows that are in no group of either.
    public let agreeing: Int
    public let rowCount: Int
    /// A group for each row, for telling which rows meet where.
    public let firstCodes: [Int]
    public let secondCodes: [Int]
  }

  public let first: GroupCodesQuantity
  public let second: GroupCodesQuantity

  public init(_ first: GroupCodesQuantity, _ second: GroupCodesQuantity) {
    self.first = first
    self.second = second
  }

  public var title: String { "comparing two runs" }

  /// O(n + k³).
  /// - Throws: `AnalysisError.notApplicable` for partitions of other rows; what either throws.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    let a = try study.value(first, context: context)
    let b = try study.value(second, context: context)
    guard a.count == b.count else {
      throw AnalysisError.notApplicable("the two runs are of other rows", advice: "run both on the same rows")
    }
    try context.checkCancellation()
    let matching = ClusterMatching(of: a, to: b)
    let firstGroups = Set(a.lazy.map { max(-1, $0) }).sorted()
    let secondGroups = Set(b.lazy.map { max(-1, $0) }).sorted()
    let rowOf = Dictionary(uniqueKeysWithValues: firstGroups.enumerated().map { ($1, $0) })
    let columnOf = Dictionary(uniqueKeysWithValues: secondGroups.enumerated().map { ($1, $0) })
    var counts = [[Int]](repeating: Array(repeating: 0, count: secondGroups.count), count: firstGroups.count)
    try context.checkCancellation()
    for (x, y) in zip(a, b) { counts[rowOf[max(-1, x)]!][columnOf[max(-1, y)]!] += 1 }
    let inNone = zip(a, b).count { $0 < 0 && $1 < 0 }
    return Value(
      first: firstGroups, second: secondGroups, counts: counts, adjustedRand: AdjustedRand.value(a, b),
      partners: matching.partners, agreeing: matching.sharedRows + inNone, rowCount: a.count, firstCodes: a,
      secondCodes: b)
  }
}

extension ContingencyQuantity.Value {
  /// Whether a row is in two paired groups, or in none of either.
  public func agrees(on row: Int) -> Bool {
    let (a, b) = (max(-1, firstCodes[row]), max(-1, secondCodes[row]))
    return a < 0 ? b < 0 : partners[a] == b
  }

  /// The rows in two groups. O(n).
  public func rows(first: Int, second: Int) -> [Int] {
    firstCodes.indices.filter { max(-1, firstCodes[$0]) == first && max(-1, secondCodes[$0]) == second }
  }
}
