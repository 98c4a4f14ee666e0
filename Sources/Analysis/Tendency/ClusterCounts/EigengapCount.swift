/// The gaps between the eigenvalues of the neighbour graph's Laplacian, as spectral clustering reads them.
public enum EigengapCount: ClusterCountCriterion {
  public static let description = AlgorithmDescription(
    id: "clusters-by-eigengap", title: "Eigengap",
    summary: "how far the next eigenvalue of the neighbour graph's Laplacian lies above the k smallest",
    reference: "von Luxburg, A tutorial on spectral clustering, 2007",
    needs: [.neighborGraph], cost: "that of spectral clustering, on at most \(mostRows) rows")
  public static let key = "eigengap"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "0 to 1, as a share of the next eigenvalue; none for 1 cluster"
  public static let reading =
    "the parts of the graph, or where it has but one the number with the largest gap; it cannot say 1"

  static let mostRows = 2000
  private static let neighbors = 10

  public static func profile(_ input: ClusterCountInput, context: RunContext) throws -> ClusterCountProfile {
    guard input.count >= 3 else {
      throw AnalysisError.tooFewRows(needed: 3, given: input.count, for: "the eigengap")
    }
    let rows = StatisticRows.chosen(of: input.count, limit: mostRows, seed: input.seed)
    let dissimilarities: any Dissimilarities =
      rows.map { SubsetDissimilarities(input.dissimilarities, rows: $0) } ?? input.dissimilarities
    let n = dissimilarities.count
    // The row itself is counted, as spectral clustering does.
    let nearest = try NearestNeighbors(of: dissimilarities, k: min(neighbors, n) - 1, context: context)
    guard !GraphClusteringInput.hasOnlyEqualRows(nearest, dissimilarities) else {
      throw AnalysisError.notApplicable("all rows are equal, so there is no eigengap", advice: "give rows that differ")
    }
    let graph = NeighborGraph(nearest, .mean)
    let components = graph.components
    let parts = (components.max() ?? 0) + 1
    let largest = ClusterCountCriteria.largest
    let eigenmap = try LaplacianEigenmap(
      graph, components: components, count: min(n, largest + 1), seed: input.seed, context)
    let eigenvalues = eigenmap.values
    var values: [Double?] = [nil]
    for k in stride(from: 2, through: largest, by: 1) {
      values.append(
        k < eigenvalues.count && eigenvalues[k] > 0 ? (eigenvalues[k] - eigenvalues[k - 1]) / eigenvalues[k] : nil)
    }
    var notes: [String] = []
    if parts > 1 { notes.append("The graph of \(neighbors) nearest neighbours falls into \(parts) parts.") }
    if !eigenmap.converged { notes.append("The eigenvalues of the neighbour graph are approximate.") }
    let choice = EigengapChoice(eigenvalues, components: parts, k: nil).k
    return ClusterCountProfile(
      values: values, choice: values.contains { $0 != nil } || parts > 1 ? choice : nil, sampleSize: n, notes: notes)
  }
}
