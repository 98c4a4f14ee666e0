/// One point for each ballot on which a candidate is first; who shares the first place shares the point.
public enum Plurality: VotingRule {
  public static let description = AlgorithmDescription(
    id: "plurality", title: "Plurality", summary: "most first places", reference: VotingReference.voteAndRank, needs: [],
    cost: "O(candidates · ballots)")
  public static let key = "plurality"

  public static func outcome(_ ballots: Ballots) -> VotingOutcome {
    VotingOutcome(scores: ballots.total { place, _ in place == 1 ? 1 : 0 })
  }
}
