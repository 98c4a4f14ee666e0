/// Half a point for a second place, a third for a third, and so on; who shares places shares their points.
public enum Dowdall: VotingRule {
  public static let description = AlgorithmDescription(
    id: "dowdall", title: "Dowdall", summary: "places count 1, 1/2, 1/3 and so on",
    reference: "Fraenkel & Grofman, The Borda count and its real-world alternatives, 2014; "
      + VotingReference.voteAndRank, needs: [], cost: "O(candidates · ballots)")
  public static let key = "dowdall"

  public static func outcome(_ ballots: Ballots) -> VotingOutcome {
    VotingOutcome(scores: ballots.total { place, _ in 1 / Double(place) })
  }
}
