/// The two with the most first places, and who is level with them, stay; first places are counted again among these.
public enum TwoStepElimination: VotingRule {
  public static let description = AlgorithmDescription(
    id: "two-step", title: "Two-step elimination", summary: "a second count between the two with most first places",
    reference: "Zwicker, Introduction to the theory of voting, in: Handbook of computational social choice, 2016; "
      + VotingReference.voteAndRank, needs: [], cost: "O(candidates · ballots)")
  public static let key = "twoStep"

  public static func outcome(_ ballots: Ballots) -> VotingOutcome {
    let first = Plurality.outcome(ballots).order
    var stays: [Int] = []
    for tier in first where stays.count < 2 { stays += tier }
    let second = Plurality.outcome(ballots.keeping(stays)).scores ?? []
    let rest = first.map { $0.filter { !stays.contains($0) } }.filter { !$0.isEmpty }
    return VotingOutcome(order: VotingOutcome.tiers(of: stays) { second[$0] } + rest)
  }
}
