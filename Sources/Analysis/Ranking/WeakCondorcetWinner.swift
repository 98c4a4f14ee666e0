/// Who is beaten by no one by majority; ties are allowed, so that there may be several, and none where majorities go
/// round in a circle.
public enum WeakCondorcetWinner: VotingRule {
  public static let description = AlgorithmDescription(
    id: "weak-condorcet", title: "Weak Condorcet winners", summary: "who is beaten by no other by majority",
    reference: "Fishburn, Condorcet social choice functions, 1977; " + VotingReference.voteAndRank, needs: [],
    cost: "O(candidates² · ballots)")
  public static let key = "weakCondorcet"

  public static func outcome(_ ballots: Ballots) -> VotingOutcome {
    CondorcetWinner.winners(ballots) { $0 >= $1 }
  }
}
