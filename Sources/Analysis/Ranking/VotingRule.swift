/// A way to make one order of many.
public protocol VotingRule: Describable {
  /// As a key in output: "borda".
  static var key: String { get }
  /// O(candidates² · ballots) time, or less, unless the description says otherwise.
  static func outcome(_ ballots: Ballots) -> VotingOutcome
}

/// What a rule makes of the ballots.
public struct VotingOutcome: Sendable, Equatable {
  /// Best first, those level together; of a rule that seeks a winner only, the winners; empty where it names none.
  public let order: [[Int]]
  /// By candidate, higher is better; nil for a rule without scores.
  public let scores: [Double]?

  public var winners: [Int] { order.first ?? [] }

  /// Scores that differ by less than rounding are level.
  init(scores: [Double]) {
    self.scores = scores
    order = Self.tiers(of: Array(scores.indices)) { scores[$0] }
  }

  init(order: [[Int]]) {
    self.order = order
    scores = nil
  }

  /// Candidates by their scores, best first; within a tier by number.
  static func tiers(of candidates: [Int], exactly: Bool = false, by score: (Int) -> Double) -> [[Int]] {
    let sorted = candidates.sorted { (score($1), $0) < (score($0), $1) }
    var tiers: [[Int]] = []
    for candidate in sorted {
      let value = score(candidate)
      if let best = tiers.last?.first.map(score), isLevel(best, value, exactly) {
        tiers[tiers.count - 1].append(candidate)
      } else {
        tiers.append([candidate])
      }
    }
    return tiers.map { $0.sorted() }
  }

  private static func isLevel(_ best: Double, _ value: Double, _ exactly: Bool) -> Bool {
    best == value || (!exactly && best - value <= 1e-9 * max(1, abs(best)))
  }
}

/// The voting rules there are. A new one is one file and one line.
public enum VotingRules {
  public static let all: [any VotingRule.Type] = [
    Plurality.self, Dowdall.self, Borda.self, Copeland.self, Minimax.self, Threshold.self, Baldwin.self,
    TwoStepElimination.self, CondorcetWinner.self, WeakCondorcetWinner.self,
  ]
}

enum VotingReference {
  /// The rules for evaluation.
  static let voteAndRank =
    "Rofin et al., Vote'n'Rank: revision of benchmarking with social choice theory, 2023"
}
