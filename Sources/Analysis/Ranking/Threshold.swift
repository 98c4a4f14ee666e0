/// Who is last least often; among those, next to last least often, and so on. Who shares places has a share of each.
public enum Threshold: VotingRule {
  public static let description = AlgorithmDescription(
    id: "threshold", title: "Threshold", summary: "fewest last places, then fewest next to last, and so on",
    reference: "Aleskerov, Chistyakov & Kalyagin, The threshold aggregation, 2010; " + VotingReference.voteAndRank,
    needs: [], cost: "O(candidates² · ballots)")
  public static let key = "threshold"

  public static func outcome(_ ballots: Ballots) -> VotingOutcome {
    var order = [Array(0..<ballots.candidateCount)].filter { !$0.isEmpty }
    for fromEnd in 0..<ballots.candidateCount {
      let counts = ballots.total { place, places in places - place == fromEnd ? 1 : 0 }
      order = order.flatMap { tier in VotingOutcome.tiers(of: tier) { -counts[$0] } }
    }
    return VotingOutcome(order: order)
  }
}
