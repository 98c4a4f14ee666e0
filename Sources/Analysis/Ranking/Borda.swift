/// One point for each candidate that is behind on a ballot, half a one for each that is level.
public enum Borda: VotingRule {
  public static let description = AlgorithmDescription(
    id: "borda", title: "Borda", summary: "how many candidates stand behind on each ballot",
    reference: "de Borda, Mémoire sur les élections au scrutin, 1781; " + VotingReference.voteAndRank, needs: [],
    cost: "O(candidates · ballots)")
  public static let key = "borda"

  public static func outcome(_ ballots: Ballots) -> VotingOutcome {
    VotingOutcome(scores: ballots.total { place, places in Double(places - place) })
  }
}
