/// How many clusters the profile of join distances suggests, and where to cut it.
///
/// The rule. Falling from the top, a cut splits the objects again and again. A split counts where both sides have at
/// least `support` objects: max(2, 1 % of n), and a little more for small n (up to 5); smaller blocks that come loose
/// are outliers, not clusters. Between one counted split and the next the number of clusters stays the same, so a large
/// gap between the two heights speaks for that number. A gap is measured by the ratio of the two heights, so that it
/// does not depend on the scale; heights below the third quartile of the positive join distances are noise and count
/// as that quartile. A ratio must reach 1.8, or 1.4 when every cluster has at least a tenth of the objects; for a
/// single column, where gaps are large by nature, the square of that. The suggestion is the number with the largest
/// logarithm of the ratio over that of the ratio needed; if none reaches it, 1. No more than √n clusters are
/// considered: many small blocks at equal distances come from values measured in coarse steps, not from groups.
///
/// The two ratios were set on samples without clusters (normal and uniform, 30 to 1000 objects in 2 to 10 columns):
/// fewer than 7 in 100 are split. The rule sees what single linkage sees: groups that touch are one.
public struct ClusterSuggestion: Sendable, Equatable {
  /// A number of clusters that a cut leaves.
  public struct Candidate: Sendable, Equatable {
    /// Blocks with enough objects.
    public let clusters: Int
    /// Halfway down the gap: `VATOrder.labels(cut:)` gives the blocks, and outliers of their own.
    public let cut: Double
    /// The height at the top of the gap over that at its bottom.
    public let ratio: Double
    /// Objects in the smaller side of the least of its splits.
    public let smallest: Int
    /// Logarithm of the ratio over that of the ratio needed: 1 and more is a suggestion.
    public let strength: Double
  }

  /// At least 1; 0 for no objects.
  public let suggestedClusters: Int
  /// The cut that gives them; for one cluster the largest join distance, at which nothing is cut.
  public let suggestedCut: Double
  /// The suggestion's gap; nil when no gap was large enough.
  public let best: Candidate?
  /// The next best number, whether or not it would do.
  public let runnerUp: Candidate?
  /// Every number of clusters that was considered, the smallest first.
  public let candidates: [Candidate]
  /// Objects of the order.
  public let objects: Int
  /// Objects that a block needs to count.
  public let support: Int
  /// The heights of the splits that count, the highest first, at most `mostClusters`: a cut just under the i-th leaves
  /// i + 2 blocks that count.
  public let splits: [Double]

  /// Most clusters considered.
  public static let mostClusters = 64

  /// O(n log n) time.
  /// - Parameter columns: of the features, where there are features.
  public init(of order: VATOrder, columns: Int? = nil) {
    let n = order.order.count
    objects = n
    support = max(2, (n + 99) / 100, min(5, (n + 19) / 20))
    let highest = order.joinDistances.max() ?? 0
    let splits = Self.splits(order.joinDistances, support: support)
    self.splits = splits.prefix(Self.mostClusters).map(\.height)
    let candidates = Self.candidates(order.joinDistances, splits, count: n, columns: columns)
      .sorted { $0.strength > $1.strength || ($0.strength == $1.strength && $0.clusters < $1.clusters) }
    best = candidates.first.flatMap { $0.strength >= 1 ? $0 : nil }
    runnerUp = best == nil ? candidates.first : candidates.dropFirst().first
    self.candidates = candidates.sorted { $0.clusters < $1.clusters }
    suggestedClusters = best?.clusters ?? min(1, n)
    suggestedCut = best?.cut ?? highest
  }

  /// A cut that leaves so many blocks that count: halfway between the split that makes them and the next. Nil where
  /// splits of equal height come together, or there are too few.
  public func cut(clusters: Int) -> Double? {
    guard clusters >= 1, clusters <= splits.count + 1 else { return nil }
    let next = clusters <= splits.count ? splits[clusters - 1] : 0
    guard clusters > 1 else { return splits.first.map { max($0, suggestedCut) } ?? suggestedCut }
    let split = splits[clusters - 2]
    return next < split ? next + (split - next) / 2 : nil
  }

  private static func candidates(
    _ joins: [Double], _ all: [(height: Double, smaller: Int)], count: Int, columns: Int?
  ) -> [Candidate] {
    let positive = joins.filter { $0 > 0 && $0.isFinite }.sorted()
    guard !positive.isEmpty else { return [] }
    let floor = positive[3 * (positive.count - 1) / 4]
    let splits = all.filter { $0.height > floor }
    let most = max(2, min(mostClusters, Int(Double(count).squareRoot())))
    var candidates: [Candidate] = []
    var smallest = Int.max
    for (i, split) in splits.prefix(most - 1).enumerated() {
      smallest = min(smallest, split.smaller)
      let next = i + 1 < splits.count ? splits[i + 1].height : floor
      let isLarge = smallest >= max(10, (count + 9) / 10)
      let needed = (isLarge ? 1.4 : 1.8) * (columns == 1 ? (isLarge ? 1.4 : 1.8) : 1)
      let ratio = split.height / next
      candidates.append(
        Candidate(
          clusters: i + 2, cut: next + (split.height - next) / 2, ratio: ratio, smallest: smallest,
          strength: naturalLogarithm(ratio) / naturalLogarithm(needed)))
    }
    return candidates
  }

  /// The splits of the profile, highest first, that leave both sides enough objects.
  private static func splits(_ joins: [Double], support: Int) -> [(height: Double, smaller: Int)] {
    // Merging upwards, a run is known at its two ends by its length.
    var length = [Int](repeating: 1, count: joins.count + 1)
    var splits: [(height: Double, smaller: Int)] = []
    let ascending = joins.indices.sorted { joins[$0] < joins[$1] || (joins[$0] == joins[$1] && $0 > $1) }
    for i in ascending {
      let left = length[i]
      let right = length[i + 1]
      if min(left, right) >= support, joins[i].isFinite { splits.append((joins[i], min(left, right))) }
      length[i + 1 - left] = left + right
      length[i + right] = left + right
    }
    return splits.reversed()
  }
}
