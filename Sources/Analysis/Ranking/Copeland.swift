/// How many candidates one beats by majority less how many beat it.
public enum Copeland: VotingRule {
  public static let description = AlgorithmDescription(
    id: "copeland", title: "Copeland", summary: "candidates beaten by majority less those lost to",
    reference: "Copeland, A reasonable social welfare function, 1951; " + VotingReference.voteAndRank, needs: [],
    cost: "O(candidates² · ballots)")
  public static let key = "copeland"

  public static func outcome(_ ballots: Ballots) -> VotingOutcome {
    let count = ballots.candidateCount
    var scores = Array(repeating: 0.0, count: count)
    for a in 0..<count {
      for b in 0..<a {
        let difference = ballots.wins(of: a, over: b) - ballots.wins(of: b, over: a)
        guard difference != 0 else { continue }
        scores[difference > 0 ? a : b] += 1
        scores[difference > 0 ? b : a] -= 1
      }
    }
    return VotingOutcome(scores: scores)
  }
}
