/// S_Dbw: how much clusters scatter against all rows, plus how dense the middle between two clusters is against their
/// own middles.
///
/// Scatter is the mean over the clusters of the length of the vector of variances, over that of all rows. Density is
/// counted in a ball of radius √(Σ_c ‖variances of c‖) / k: about the midpoint of two means over the larger of the
/// counts about the means, averaged over the pairs; 0 where none of the three balls holds a row.
public enum ScatterAndDensity: InternalIndex {
  public static let description = AlgorithmDescription(
    id: "s-dbw", title: "S_Dbw", summary: "scatter within clusters plus density between them",
    reference: "Halkidi & Vazirgiannis, Clustering validity assessment: finding the optimal partitioning of a data set, "
      + "2001",
    needs: [.features], cost: "O(n·k·d) time, O(n·d) memory")
  public static let key = "sDbw"
  public static let direction = IndexDirection.lowerIsBetter
  public static let range = "from 0"

  /// Nil without features, unless there are 2 to n − 1 clusters, where all rows are alike, and beyond the finite
  /// numbers.
  public static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    guard let features else { return nil }
    precondition(labels.count == features.rows, "one label a row")
    let groups = LabelGroups(labels)
    guard groups.areComparable else { return nil }
    try context.checkCancellation()
    let means = ClusterMeans(groups, features)
    let whole = length(variances(means, groups.rows[...], about: means.grandMean[...]))
    guard whole > 0, whole.isFinite else { return nil }
    var lengths: [Double] = []
    for c in 0..<groups.count {
      try context.checkCancellation()
      lengths.append(length(variances(means, groups.rows(of: c), about: means.mean(c))))
    }
    let k = Double(groups.count)
    let total = lengths.reduce(0, +)
    let radius = total.squareRoot() / k
    let own = try (0..<groups.count).map { c in
      try context.checkCancellation()
      return count(means, groups.rows(of: c), within: radius, of: Array(means.mean(c)))
    }
    var density = 0.0
    for a in 0..<groups.count {
      for b in 0..<a {
        try context.checkCancellation()
        let middle = zip(means.mean(a), means.mean(b)).map { $0 / 2 + $1 / 2 }
        let between =
          count(means, groups.rows(of: a), within: radius, of: middle)
          + count(means, groups.rows(of: b), within: radius, of: middle)
        // The balls about the means hold rows of both clusters.
        let first = own[a] + count(means, groups.rows(of: b), within: radius, of: Array(means.mean(a)))
        let second = own[b] + count(means, groups.rows(of: a), within: radius, of: Array(means.mean(b)))
        if max(first, second) > 0 { density += 2 * Double(between) / Double(max(first, second)) }
      }
    }
    let value = total / k / whole + density / (k * (k - 1))
    return value.isFinite ? value : nil
  }

  private static func length(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// By column, with divisor n.
  private static func variances(
    _ means: ClusterMeans, _ rows: ArraySlice<Int32>, about mean: ArraySlice<Double>
  ) -> [Double] {
    let d = means.points.dimension
    var sums = Array(repeating: 0.0, count: d)
    for row in rows {
      let point = means.points.pointer + Int(row) * d
      for (j, centre) in mean.enumerated() { sums[j] += (point[j] - centre) * (point[j] - centre) }
    }
    return sums.map { $0 / Double(rows.count) }
  }

  /// Rows no farther than `radius` from a point.
  private static func count(
    _ means: ClusterMeans, _ rows: ArraySlice<Int32>, within radius: Double, of center: [Double]
  ) -> Int {
    let d = means.points.dimension
    return center.withUnsafeBufferPointer { center in
      guard let base = center.baseAddress else { return rows.count }
      return rows.count { squaredDistance(means.points.pointer + Int($0) * d, base, d) <= radius * radius }
    }
  }
}
