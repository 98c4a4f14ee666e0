/// The smallest dissimilarity between rows of different clusters over the largest within one.
public enum Dunn: InternalIndex {
  public static let description = AlgorithmDescription(
    id: "dunn", title: "Dunn", summary: "smallest gap between clusters over the largest diameter",
    reference: "Dunn, A fuzzy relative of the ISODATA process and its use in detecting compact well-separated "
      + "clusters, 1973",
    needs: [.dissimilarities], cost: "O(n²) dissimilarities, O(n) memory")
  public static let key = "dunn"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "from 0"

  /// Nil unless there are 2 to n − 1 clusters, and when no cluster has two different rows.
  public static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    precondition(labels.count == dissimilarities.count, "one label a row")
    let groups = LabelGroups(labels)
    guard groups.areComparable else { return nil }
    let rowCount = groups.rowCount
    let perChunk = 16
    let chunks = (rowCount + perChunk - 1) / perChunk
    let gaps = Buffer(count: chunks, repeating: Double.infinity)
    let diameters = Buffer(count: chunks, repeating: 0.0)
    let rows = Buffer(groups.rows, padding: 0)
    let finished = ChunkCounter()
    try context.forEachChunk(chunks) { chunk in
      let values = Buffer(count: dissimilarities.count, repeating: 0.0)
      var gap = Double.infinity
      var diameter = 0.0
      for position in (chunk * perChunk)..<min(rowCount, (chunk + 1) * perChunk) {
        let row = Int(rows[position])
        let block = 8192
        for start in stride(from: 0, to: dissimilarities.count, by: block) {
          try context.checkCancellation()
          let end = min(dissimilarities.count, start + block)
          dissimilarities.comparisonValues(from: row, to: start..<end, into: values.pointer + start)
        }
        // Clusters lie one after another: what follows in this one, then the later ones.
        let ownEnd = groups.starts[groups.labels[row] + 1]
        for m in (position + 1)..<max(position + 1, ownEnd) { diameter = max(diameter, values[Int(rows[m])]) }
        for m in ownEnd..<rowCount { gap = min(gap, values[Int(rows[m])]) }
      }
      gaps.pointer[chunk] = gap
      diameters.pointer[chunk] = diameter
      let done = finished.take() + 1
      if done % 64 == 0 || done == chunks { context.report(key, done, of: chunks) }
    }
    let diameter = dissimilarities.dissimilarity(ofComparisonValue: diameters.array.max() ?? 0)
    let gap = dissimilarities.dissimilarity(ofComparisonValue: gaps.array.min() ?? 0)
    guard diameter > 0, diameter.isFinite, gap.isFinite else { return nil }
    return gap / diameter
  }
}
