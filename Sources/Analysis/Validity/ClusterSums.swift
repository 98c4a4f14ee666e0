/// Sums of the dissimilarities from rows to the rows of each cluster.
protocol ClusterSums: Sendable {
  /// The sums from each of a few rows: k numbers a row, row after row. O(n·d) time a row. The order of the additions
  /// does not depend on which rows are asked for together.
  /// - Throws: `CancellationError`.
  func sums(from rows: ArraySlice<Int32>, _ context: RunContext) throws -> [Double]
}

/// The fastest way to the sums for these dissimilarities. O(n·d) memory for points, else O(n) a thread.
func clusterSums(_ groups: LabelGroups, _ dissimilarities: any Dissimilarities) -> any ClusterSums {
  guard let geometry = dissimilarities.geometry, geometry.points.columns > 0 else {
    return ListedClusterSums(groups: groups, dissimilarities: dissimilarities)
  }
  let points = geometry.points
  return switch geometry.kernel {
  case .squaredEuclidean: BlockedClusterSums(groups, dissimilarities, points, SquaredDifference())
  case .manhattan: BlockedClusterSums(groups, dissimilarities, points, AbsoluteDifference())
  case .chebyshev: BlockedClusterSums(groups, dissimilarities, points, LargestDifference())
  case .minkowski(let p): BlockedClusterSums(groups, dissimilarities, points, PowerDifference(exponent: p))
  }
}

/// For any dissimilarities: a whole row of them, then the sum over each cluster's list of rows.
private struct ListedClusterSums: ClusterSums {
  private static let block = 1024

  let groups: LabelGroups
  let dissimilarities: any Dissimilarities

  func sums(from rows: ArraySlice<Int32>, _ context: RunContext) throws -> [Double] {
    let n = dissimilarities.count
    let values = Buffer(count: n, repeating: 0.0)
    var result: [Double] = []
    for row in rows {
      for start in stride(from: 0, to: n, by: Self.block) {
        if start & 0xFFFF == 0 { try context.checkCancellation() }
        let end = min(n, start + Self.block)
        dissimilarities.comparisonValues(from: Int(row), to: start..<end, into: values.pointer + start)
        dissimilarities.convertToDissimilarities(values.pointer + start, count: end - start)
      }
      values[Int(row)] = 0
      groups.rows.withUnsafeBufferPointer { rows in
        for c in 0..<groups.count { result.append(sum(values, rows, groups.starts[c], groups.starts[c + 1])) }
      }
    }
    return result
  }

  /// Four running sums, so that one addition need not wait for the last.
  private func sum(_ values: Buffer<Double>, _ rows: UnsafeBufferPointer<Int32>, _ start: Int, _ end: Int) -> Double {
    let values = values.pointer
    var sums = SIMD4<Double>.zero
    var m = start
    while m + 3 < end {
      sums += SIMD4(
        values[Int(rows[m])], values[Int(rows[m + 1])], values[Int(rows[m + 2])], values[Int(rows[m + 3])])
      m += 4
    }
    var rest = 0.0
    while m < end {
      rest += values[Int(rows[m])]
      m += 1
    }
    return sums.sum() + rest
  }
}
