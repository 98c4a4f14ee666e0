/// DBCV: for each cluster how sparse it is at its sparsest inside against how dense the way to the next cluster is at its
/// densest, weighted by size.
///
/// A row's core distance is the generalised mean of exponent −d of its distances to the other rows of its cluster, for d
/// columns. Within a cluster the rows are joined by the minimum spanning tree of mutual reachabilities (ties to the lower
/// rows); rows with two edges and more are inner ones. Sparseness is the longest edge between inner rows, separation
/// the least mutual reachability between the inner rows of two clusters; a cluster counts (separation − sparseness) over
/// the larger of the two. Where a tree has no inner row or no edge between such, all its rows, or all its edges, count.
public enum DensityBased: InternalIndex {
  public static let description = AlgorithmDescription(
    id: "dbcv", title: "Density-based validation", summary: "sparseness inside clusters against the density between them",
    reference: "Moulavi, Jaskowiak, Campello, Zimek & Sander, Density-based clustering validation, 2014",
    needs: [.features, .dissimilarities], cost: "O(n²) dissimilarities, O(n·d) memory")
  public static let key = "dbcv"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "−1 to 1"
  public static let noise = NoisePolicy.countedAgainst

  /// Nil without features, unless there are two clusters of two rows or more, and beyond the finite numbers. Clusters
  /// of one row count as noise; rows of noise count 0 in the mean over all rows.
  public static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    guard let features, features.columns > 0 else { return nil }
    precondition(labels.count == dissimilarities.count, "one label a row")
    let all = LabelGroups(labels)
    let groups = LabelGroups(all.labels.map { $0 >= 0 && all.size($0) > 1 ? $0 : -1 })
    guard groups.count >= 2 else { return nil }
    let rows = groups.rows.map(Int.init)
    // Clusters lie one after another.
    let ordered = dissimilarities.copied(rows: rows) ?? SubsetDissimilarities(dissimilarities, rows: rows)
    let cores = try ClusterDensities(groups, ordered, exponent: Double(features.columns), context).cores
    var sparseness: [Double] = []
    var isInner = Array(repeating: false, count: rows.count)
    for c in 0..<groups.count {
      let range = groups.starts[c]..<groups.starts[c + 1]
      let tree = try DensityTree(ordered, range, cores, context)
      sparseness.append(tree.sparseness)
      for row in tree.innerRows { isInner[row] = true }
    }
    let separation = try ClusterDensities.separation(groups, ordered, cores, isInner, context)
    var total = CompensatedSum()
    for c in 0..<groups.count {
      let larger = max(sparseness[c], separation[c])
      guard larger.isFinite else { return nil }
      // Rows that are all alike, as near to others as to each other.
      let validity = larger > 0 ? (separation[c] - sparseness[c]) / larger : 0
      total.add(Double(groups.size(c)) / Double(labels.count) * validity)
    }
    return total.total
  }
}

/// The minimum spanning tree of the mutual reachabilities in one cluster.
private struct DensityTree {
  /// The longest edge between inner rows, as a dissimilarity.
  let sparseness: Double
  let innerRows: [Int]

  /// Prim's algorithm, O(m²·d) for m rows.
  init(
    _ ordered: any Dissimilarities, _ range: Range<Int>, _ cores: [Double], _ context: RunContext
  ) throws {
    let m = range.count
    let values = Buffer(count: m, repeating: 0.0)
    var best = Array(repeating: Double.infinity, count: m)
    var parent = Array(repeating: 0, count: m)
    var isIn = Array(repeating: false, count: m)
    var edges: [(value: Double, a: Int, b: Int)] = []
    var row = 0
    isIn[0] = true
    for step in 1..<m {
      if step * m & 0x3FFFF < m { try context.checkCancellation() }
      ordered.comparisonValues(from: range.lowerBound + row, to: range, into: values.pointer)
      ordered.convertToDissimilarities(values.pointer, count: m)
      var next = -1
      let own = cores[range.lowerBound + row]
      for j in 0..<m where !isIn[j] {
        let reach = max(values[j], max(own, cores[range.lowerBound + j]))
        if reach < best[j] || (reach == best[j] && row < parent[j]) {
          best[j] = reach
          parent[j] = row
        }
        if next < 0 || best[j] < best[next] { next = j }
      }
      isIn[next] = true
      edges.append((best[next], parent[next], next))
      row = next
    }
    var degree = Array(repeating: 0, count: m)
    for edge in edges {
      degree[edge.a] += 1
      degree[edge.b] += 1
    }
    let inner = (0..<m).filter { degree[$0] > 1 }
    let between = edges.filter { degree[$0.a] > 1 && degree[$0.b] > 1 }
    sparseness = (between.isEmpty ? edges : between).reduce(0) { max($0, $1.value) }
    innerRows = (inner.isEmpty ? Array(0..<m) : inner).map { range.lowerBound + $0 }
  }
}
