/// How often near neighbours lie in another cluster: 1/j for each row whose j-th nearest neighbour, up to the tenth, does,
/// summed over the rows.
public enum Connectivity: InternalIndex {
  public static let description = AlgorithmDescription(
    id: "connectivity", title: "Connectivity", summary: "near neighbours that lie in another cluster, weighted by rank",
    reference: "Handl, Knowles & Kell, Computational cluster validation in post-genomic data analysis, 2005",
    needs: [.dissimilarities], cost: "O(n log n) time in few columns, else O(n²); O(n) memory")
  public static let key = "connectivity"
  public static let direction = IndexDirection.lowerIsBetter
  public static let range = "0 (none) to n times 1 + 1/2 + … + 1/10, about 2.93·n"

  static let neighbors = 10

  /// Defined for a single cluster, where it is 0. Nil under two rows that are not noise.
  public static func value(
    labels: [Int], features: Matrix?, dissimilarities: any Dissimilarities, context: RunContext
  ) throws -> Double? {
    precondition(labels.count == dissimilarities.count, "one label a row")
    let rows = labels.indices.filter { labels[$0] >= 0 }
    guard rows.count >= 2 else { return nil }
    try context.checkCancellation()
    let kept =
      rows.count == labels.count
      ? dissimilarities : dissimilarities.copied(rows: rows) ?? SubsetDissimilarities(dissimilarities, rows: rows)
    let nearest = try NearestNeighbors(of: kept, k: neighbors, context: context)
    // How many j-th neighbours lie elsewhere, so that the sum does not depend on the order of the rows.
    var elsewhere = Array(repeating: 0, count: nearest.k)
    for (place, row) in rows.enumerated() {
      for (j, neighbor) in nearest.neighbors(of: place).enumerated() where labels[rows[Int(neighbor)]] != labels[row] {
        elsewhere[j] += 1
      }
    }
    return elsewhere.enumerated().reduce(0) { $0 + Double($1.element) / Double($1.offset + 1) }
  }
}
