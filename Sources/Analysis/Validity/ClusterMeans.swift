/// The means of the clusters and of all rows, and what lies between them. Noise left out.
struct ClusterMeans: Sendable {
  let groups: LabelGroups
  let points: PointRows
  /// Cluster by cluster, d coordinates each.
  let means: [Double]
  let grandMean: [Double]

  /// O(n·d).
  init(_ groups: LabelGroups, _ features: Matrix) {
    self.groups = groups
    points = PointRows(features)
    let d = points.dimension
    var means = Array(repeating: 0.0, count: groups.count * d)
    let grand = CompensatedSums(count: d)
    for c in 0..<groups.count {
      let sums = CompensatedSums(count: d)
      for i in groups.rows(of: c) {
        sums.add(points.pointer + Int(i) * d, sign: 1, at: 0, count: d)
        grand.add(points.pointer + Int(i) * d, sign: 1, at: 0, count: d)
      }
      for j in 0..<d { means[c * d + j] = sums.total(j) / Double(groups.size(c)) }
    }
    self.means = means
    grandMean = (0..<d).map { grand.total($0) / Double(max(1, groups.rowCount)) }
  }

  /// The squared distances of the rows of a cluster to its mean.
  func squaredDistances(of cluster: Int) -> [Double] {
    let d = points.dimension
    return means.withUnsafeBufferPointer { means in
      guard let meanBase = means.baseAddress else { return Array(repeating: 0, count: groups.size(cluster)) }
      return groups.rows(of: cluster).map { squaredDistance(points.pointer + Int($0) * d, meanBase + cluster * d, d) }
    }
  }

  /// The squared distance from a cluster's mean to another point.
  func squaredDistanceOfMean(_ cluster: Int, to other: ArraySlice<Double>) -> Double {
    let d = points.dimension
    return zip(means[(cluster * d)..<((cluster + 1) * d)], other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  func mean(_ cluster: Int) -> ArraySlice<Double> {
    means[(cluster * points.dimension)..<((cluster + 1) * points.dimension)]
  }
}
