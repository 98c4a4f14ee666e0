import Analysis
import Testing

@Suite struct VotingRuleTests {
  /// Five systems by five metrics, higher is better, with every rule worked out.
  private let example = Ballots(
    table: [
      [0.91, 0.62, 0.7, 0.55, 0.8], [0.85, 0.7, 0.66, 0.6, 0.79], [0.8, 0.75, 0.6, 0.5, 0.95],
      [0.7, 0.74, 0.72, 0.58, 0.6], [0.6, 0.5, 0.73, 0.61, 0.81],
    ], directions: Array(repeating: .higherIsBetter, count: 5))

  /// From rankings, the best first, and how many ballots are so.
  private func election(_ count: Int, _ ballots: [(votes: Double, order: [Int])]) -> Ballots {
    Ballots(
      table: (0..<count).map { candidate in
        ballots.map { $0.order.firstIndex(of: candidate).map { Double($0 + 1) } }
      },
      directions: Array(repeating: .lowerIsBetter, count: ballots.count), weights: ballots.map(\.votes))
  }

  @Test func workedExample() {
    #expect(Plurality.outcome(example).scores == [1, 0, 2, 0, 2])
    #expect(Borda.outcome(example).scores == [10, 10, 10, 9, 11])
    let dowdall = Dowdall.outcome(example).scores!
    for (value, expected) in zip(dowdall, [2.166666667, 1.833333333, 2.733333333, 1.783333333, 2.9]) {
      #expect(abs(value - expected) < 1e-9)
    }
    let wins = (0..<5).map { a in (0..<5).map { example.wins(of: a, over: $0) } }
    #expect(wins == [[0, 3, 3, 2, 2], [2, 0, 3, 3, 2], [2, 2, 0, 3, 3], [3, 2, 2, 0, 2], [3, 3, 2, 3, 0]])
    #expect(Copeland.outcome(example).scores == [0, 0, 0, -2, 2])
    #expect(Minimax.outcome(example).scores == [-3, -3, -3, -3, -3])
    #expect(CondorcetWinner.outcome(example).order.isEmpty)
    #expect(WeakCondorcetWinner.outcome(example).order.isEmpty)
    #expect(Baldwin.outcome(example).order == [[4], [0], [1, 2], [3]])
    // Places from the last: A 0 2 2 0 1, B 0 2 1 2 0, C 2 0 1 0 2, D 1 1 1 2 0, E 2 0 0 1 2.
    #expect(Threshold.outcome(example).order == [[1], [0], [3], [4], [2]])
    // C and E stay; C is above E on the first, second and fifth metric.
    #expect(TwoStepElimination.outcome(example).order == [[2], [4], [0], [1, 3]])
  }

  /// The capital of Tennessee: Memphis 42, Nashville 26, Chattanooga 15, Knoxville 17, each by distance.
  @Test func tennessee() {
    let ballots = election(
      4, [(42, [0, 1, 2, 3]), (26, [1, 2, 3, 0]), (15, [2, 3, 1, 0]), (17, [3, 2, 1, 0])])
    #expect(Plurality.outcome(ballots).order == [[0], [1], [3], [2]])
    #expect(Borda.outcome(ballots).scores == [126, 194, 173, 107])
    #expect(CondorcetWinner.outcome(ballots).order == [[1]])
    #expect(Copeland.outcome(ballots).scores == [-3, 3, 1, -1])
    #expect(Minimax.outcome(ballots).scores == [-58, 0, -68, -83])
    // Knoxville leaves, then Memphis with 84 points of 300, then Chattanooga, 32 to 68.
    #expect(Baldwin.outcome(ballots).winners == [1])
    // Memphis and Nashville stay: 42 against 58.
    #expect(TwoStepElimination.outcome(ballots).winners == [1])
    #expect(Threshold.outcome(ballots).winners == [1])
  }

  /// Rock beats scissors beats paper beats rock, 2 to 1 each.
  @Test func aCircle() {
    let ballots = election(3, [(1, [0, 1, 2]), (1, [1, 2, 0]), (1, [2, 0, 1])])
    for rule in VotingRules.all where !rule.key.lowercased().contains("condorcet") {
      #expect(rule.outcome(ballots).order == [[0, 1, 2]], "\(rule.key)")
    }
    #expect(CondorcetWinner.outcome(ballots).winners.isEmpty)
    #expect(WeakCondorcetWinner.outcome(ballots).winners.isEmpty)
    #expect(Minimax.outcome(ballots).scores == [-2, -2, -2])
    // Weights turn the circle into a winner: 0 over 1 by 4 to 1, 0 over 2 by 3 to 2.
    let weighted = election(3, [(3, [0, 1, 2]), (1, [1, 2, 0]), (1, [2, 0, 1])])
    #expect(CondorcetWinner.outcome(weighted).winners == [0])
  }

  @Test func tiesAreShared() {
    // One judge finds the first two level, another the last two.
    let ballots = Ballots(
      table: [[5, 9], [5, 3], [1, 3]], directions: [.higherIsBetter, .higherIsBetter])
    #expect(Plurality.outcome(ballots).scores == [1.5, 0.5, 0])
    #expect(Borda.outcome(ballots).scores == [1.5 + 2, 1.5 + 0.5, 0 + 0.5])
    #expect(Dowdall.outcome(ballots).scores == [0.75 + 1, 0.75 + (0.5 + 1.0 / 3) / 2, 1.0 / 3 + (0.5 + 1.0 / 3) / 2])
    // Nobody beats anybody twice; the first beats the third on both, and the second once with no defeat.
    #expect(Copeland.outcome(ballots).scores == [2, 0, -2])
    let level = Ballots(table: [[1, 2], [2, 1]], directions: [.higherIsBetter, .higherIsBetter])
    #expect(CondorcetWinner.outcome(level).winners.isEmpty)
    #expect(WeakCondorcetWinner.outcome(level).winners == [0, 1])
    #expect(Baldwin.outcome(level).order == [[0, 1]])
    #expect(TwoStepElimination.outcome(level).order == [[0, 1]])
    #expect(Minimax.outcome(level).scores == [0, 0])
  }

  @Test func missingScoresLeaveThePairUncounted() {
    // The second judge says nothing of the first candidate; not a number is nothing too.
    let ballots = Ballots(
      table: [[3, nil], [2, 1], [1, 2], [.nan, nil]], directions: [.higherIsBetter, .higherIsBetter])
    #expect(ballots.wins(of: 0, over: 1) == 1)
    #expect(ballots.wins(of: 1, over: 0) == 0)
    #expect(ballots.wins(of: 2, over: 3) == 0)
    #expect(Borda.outcome(ballots).scores == [2, 1, 1, 0])
    #expect(Plurality.outcome(ballots).scores == [1, 0, 1, 0])
    #expect(Copeland.outcome(ballots).scores == [2, -1, -1, 0])
    #expect(WeakCondorcetWinner.outcome(ballots).winners == [0, 3])
  }

  @Test func lowerMayBeBetterAndWeightsCount() {
    let ballots = Ballots(
      table: [[1, 5], [2, 9]], directions: [.lowerIsBetter, .higherIsBetter], weights: [2, 3])
    #expect(Plurality.outcome(ballots).scores == [2, 3])
    #expect(CondorcetWinner.outcome(ballots).winners == [1])
    let silent = Ballots(table: [[1, 5], [2, 9]], directions: [.lowerIsBetter, .higherIsBetter], weights: [1, 0])
    #expect(CondorcetWinner.outcome(silent).winners == [0])
  }

  @Test func noCandidateOneAndNoBallot() {
    for rule in VotingRules.all {
      #expect(rule.outcome(Ballots(table: [], directions: [])).winners.isEmpty, "\(rule.key)")
      #expect(rule.outcome(Ballots(table: [[1]], directions: [.higherIsBetter])).winners == [0], "\(rule.key)")
      let silent = rule.outcome(Ballots(table: [[], []], directions: []))
      #expect(silent.winners == [0, 1] || rule.key == "condorcet", "\(rule.key)")
    }
  }

  /// A Condorcet winner wins by Copeland, minimax and Baldwin; every rule but the seekers of one puts each candidate in
  /// one place; an order turned round by all judges with one candidate added at the end changes no majority.
  @Test func propertiesOnRandomElections() {
    var random = RandomSource(seed: 4)
    for _ in 0..<200 {
      let (count, judges) = (2 + random.integer(below: 5), 1 + random.integer(below: 6))
      let table = (0..<count).map { _ in (0..<judges).map { _ in Double(random.integer(below: 5)) } }
      let ballots = Ballots(table: table, directions: Array(repeating: .higherIsBetter, count: judges))
      for rule in VotingRules.all where !rule.key.lowercased().contains("condorcet") {
        #expect(rule.outcome(ballots).order.flatMap { $0 }.sorted() == Array(0..<count), "\(rule.key)")
      }
      if let winner = CondorcetWinner.outcome(ballots).winners.first {
        for rule in [Copeland.self, Minimax.self, Baldwin.self] as [any VotingRule.Type] {
          #expect(rule.outcome(ballots).winners == [winner], "\(rule.key) of \(table)")
        }
        #expect(WeakCondorcetWinner.outcome(ballots).winners == [winner])
      }
      // Borda by midranks: the sum of the points is that of all pairs.
      let total = Borda.outcome(ballots).scores!.reduce(0, +)
      #expect(abs(total - Double(judges * count * (count - 1) / 2)) < 1e-9)
    }
  }
}
