/// The blocks that the profile of join distances leaves, as `ClusterSuggestion` finds them.
public enum BlockCount: ClusterCountCriterion {
  public static let description = AlgorithmDescription(
    id: "clusters-by-blocks", title: "Blocks in the image",
    summary: "how far the gap stands out in the join distances that leaves so many blocks",
    reference: "Bezdek & Hathaway, VAT: a tool for visual assessment of (cluster) tendency, 2002; Havens & Bezdek, An "
      + "efficient formulation of the improved visual assessment of cluster tendency (iVAT) algorithm, 2012",
    needs: [.spanningTree], cost: "that of the spanning tree, and O(n log n)")
  public static let key = "blocks"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "from 0; 1 and more is a gap wide enough to count"
  public static let reading = "the number with the widest gap, if it counts, else 1; groups that touch are one"

  public static func profile(_ input: ClusterCountInput, context: RunContext) throws -> ClusterCountProfile {
    guard input.count >= 3 else {
      throw AnalysisError.tooFewRows(needed: 3, given: input.count, for: "the number of blocks")
    }
    let suggestion = try input.suggestion(context)
    guard suggestion.suggestedCut > 0 else {
      throw AnalysisError.notApplicable("all rows are equal, so there are no blocks", advice: "give rows that differ")
    }
    var values = [Double?](repeating: nil, count: ClusterCountCriteria.largest)
    for candidate in suggestion.candidates where candidate.clusters <= values.count {
      values[candidate.clusters - 1] = candidate.strength
    }
    return ClusterCountProfile(values: values, choice: suggestion.suggestedClusters, sampleSize: suggestion.objects)
  }
}
