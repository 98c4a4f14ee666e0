/// How much nearer a row is to its own cluster than to the next: (b − a) / max(a, b), where a is the mean
/// dissimilarity to the other rows of its cluster and b the least mean dissimilarity to another cluster; 0 for a
/// cluster of one row. The index is the mean over rows.
public enum Silhouette: InternalIndex {
  public static let description = AlgorithmDescription(
    id: "silhouette", title: "Silhouette", summary: "nearness to the own cluster against the next one",
    reference: "Rousseeuw, Silhouettes: a graphical aid to the interpretation and validation of cluster analysis, 1987",
    needs: [.dissimilarities], cost: "O(n²) dissimilarities, O(n·d) memory")
  public static let key = "silhouette"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "−1 (misplaced) to 1 (compact and apart)"

  public static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    try value(labels: labels, dissimilarities: dissimilarities, context: context)
  }

  /// The mean over all rows that are not noise. Nil unless there are 2 to n − 1 clusters.
  /// - Throws: `CancellationError`.
  public static func value(
    labels: [Int], dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    guard let values = try values(labels: labels, dissimilarities: dissimilarities, context: context) else {
      return nil
    }
    let present = values.compactMap { $0 }
    return mean(present)
  }

  /// The mean over a random sample of rows, each against all others: an unbiased estimate in O(n·sampleSize) time.
  /// - Throws: `CancellationError`.
  public static func estimate(
    labels: [Int], dissimilarities: any Dissimilarities, sampleSize: Int, seed: UInt64, context: RunContext
  ) throws -> Double? {
    let groups = LabelGroups(labels)
    guard groups.areComparable else { return nil }
    guard sampleSize < groups.rowCount else {
      return try value(labels: labels, dissimilarities: dissimilarities, context: context)
    }
    var random = RandomSource(seed: seed)
    let sample = random.sample(max(1, sampleSize), of: groups.rowCount).sorted().map { groups.rows[$0] }
    return mean(try silhouettes(of: sample, groups, dissimilarities, context))
  }

  /// One value a row; nil for noise.
  /// - Returns: nil unless there are 2 to n − 1 clusters.
  /// - Throws: `CancellationError`.
  public static func values(
    labels: [Int], dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> [Double?]? {
    precondition(labels.count == dissimilarities.count, "one label a row")
    let groups = LabelGroups(labels)
    guard groups.areComparable else { return nil }
    let silhouettes = try silhouettes(of: groups.rows, groups, dissimilarities, context)
    var result = [Double?](repeating: nil, count: labels.count)
    for (row, value) in zip(groups.rows, silhouettes) { result[Int(row)] = value }
    return result
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private static func silhouettes(
    of selection: [Int32], _ groups: LabelGroups, _ dissimilarities: any Dissimilarities, _ context: RunContext
  ) throws -> [Double] {
    let result = Buffer(count: selection.count, repeating: 0.0)
    let finished = ChunkCounter()
    let perChunk = 16
    let chunks = (selection.count + perChunk - 1) / perChunk
    let sums = clusterSums(groups, dissimilarities)
    try context.forEachChunk(chunks) { chunk in
      let positions = (chunk * perChunk)..<min(selection.count, (chunk + 1) * perChunk)
      let totals = try sums.sums(from: selection[positions], context)
      for (place, position) in positions.enumerated() {
        let row = Int(selection[position])
        result.pointer[position] = silhouette(
          own: groups.labels[row], totals[(place * groups.count)..<((place + 1) * groups.count)], groups)
      }
      let done = finished.take() + 1
      if done % 64 == 0 || done == chunks { context.report(key, done, of: chunks) }
    }
    return result.array
  }

  private static func silhouette(own: Int, _ totals: ArraySlice<Double>, _ groups: LabelGroups) -> Double {
    guard groups.size(own) > 1 else { return 0 }
    let start = totals.startIndex
    let within = totals[start + own] / Double(groups.size(own) - 1)
    var next = Double.infinity
    for c in 0..<groups.count where c != own { next = min(next, totals[start + c] / Double(groups.size(c))) }
    let larger = max(within, next)
    // Beyond the finite numbers both means are infinite and nothing can be told.
    return larger > 0 && larger.isFinite ? (next - within) / larger : 0
  }
}
