/// The gap statistic, as `GapStatistic` has it.
public enum GapCount: ClusterCountCriterion {
  public static let description = AlgorithmDescription(
    id: "clusters-by-gap", title: "Gap", summary: GapStatistic.description.summary,
    reference: GapStatistic.description.reference, needs: [.features], cost: GapStatistic.description.cost)
  public static let key = "gap"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "logarithms of sums of squares, of either sign"
  public static let reading = "the first number whose gap is within one standard error of the next; 1 for none"

  public static func profile(_ input: ClusterCountInput, context: RunContext) throws -> ClusterCountProfile {
    _ = try input.requireFeatures(for: "the gap statistic")
    let gap = try input.gapStatistic(context)
    return ClusterCountProfile(
      values: gap.gaps, standardErrors: gap.standardErrors, choice: gap.suggestedClusters, sampleSize: gap.sampleSize,
      notes: gap.suggestedClusters == nil
        ? ["The gap statistic chooses no number: it still rises at \(gap.gaps.count) clusters."] : [])
  }
}
