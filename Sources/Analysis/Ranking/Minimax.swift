/// Minus the weight of the ballots by which a candidate's worst defeat by majority was lost; 0 for one that no one beats.
public enum Minimax: VotingRule {
  public static let description = AlgorithmDescription(
    id: "minimax", title: "Minimax", summary: "the smallest worst defeat by majority",
    reference: "Simpson, On defining areas of voter choice, 1969; Kramer, A dynamical model of political equilibrium, "
      + "1977; " + VotingReference.voteAndRank, needs: [], cost: "O(candidates² · ballots)")
  public static let key = "minimax"

  public static func outcome(_ ballots: Ballots) -> VotingOutcome {
    let count = ballots.candidateCount
    return VotingOutcome(
      scores: (0..<count).map { candidate in
        var worst = 0.0
        for other in 0..<count where other != candidate {
          let lost = ballots.wins(of: other, over: candidate)
          if lost > ballots.wins(of: candidate, over: other) { worst = max(worst, lost) }
        }
        return 0 - worst
      })
  }
}
