/// Who has the fewest points by Borda leaves, all that are level together, and the ballots are counted again among the
/// rest, until those left are level.
public enum Baldwin: VotingRule {
  public static let description = AlgorithmDescription(
    id: "baldwin", title: "Baldwin", summary: "the last by Borda leaves, again and again",
    reference: "Baldwin, The technique of the Nanson preferential majority system of election, 1926; "
      + VotingReference.voteAndRank, needs: [], cost: "O(candidates² · ballots)")
  public static let key = "baldwin"

  public static func outcome(_ ballots: Ballots) -> VotingOutcome {
    var left = Array(0..<ballots.candidateCount)
    var order: [[Int]] = []
    while !left.isEmpty {
      let points = Borda.outcome(ballots.keeping(left)).scores ?? []
      let last = VotingOutcome.tiers(of: left) { points[$0] }.last ?? left
      order.insert(last, at: 0)
      left.removeAll(where: last.contains)
    }
    return VotingOutcome(order: order)
  }
}
