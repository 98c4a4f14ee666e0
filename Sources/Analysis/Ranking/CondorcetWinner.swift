/// Who beats every other by majority, if there is one: none where majorities go round in a circle or are level.
public enum CondorcetWinner: VotingRule {
  public static let description = AlgorithmDescription(
    id: "condorcet", title: "Condorcet winner", summary: "who beats every other by majority, if anyone does",
    reference: "de Condorcet, Essai sur l'application de l'analyse à la probabilité des décisions rendues à la "
      + "pluralité des voix, 1785; " + VotingReference.voteAndRank, needs: [], cost: "O(candidates² · ballots)")
  public static let key = "condorcet"

  public static func outcome(_ ballots: Ballots) -> VotingOutcome {
    winners(ballots) { $0 > $1 }
  }

  /// Whose wins stand so to its defeats against every other.
  static func winners(_ ballots: Ballots, _ holds: (_ won: Double, _ lost: Double) -> Bool) -> VotingOutcome {
    let winners = (0..<ballots.candidateCount).filter { candidate in
      (0..<ballots.candidateCount).allSatisfy {
        $0 == candidate || holds(ballots.wins(of: candidate, over: $0), ballots.wins(of: $0, over: candidate))
      }
    }
    return VotingOutcome(order: winners.isEmpty ? [] : [winners])
  }
}
