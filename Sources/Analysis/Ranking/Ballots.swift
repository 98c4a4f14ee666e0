/// What several judges, here indices, hold of several candidates, here partitions: each puts those it has a score for in
/// order, with ties, and has a weight.
public struct Ballots: Sendable, Equatable {
  public let candidateCount: Int
  /// Ballot by ballot: one score a candidate, higher is better; nil where there is none.
  public let scores: [[Double?]]
  /// One a ballot, from 0.
  public let weights: [Double]

  /// - Parameters:
  ///   - table: one line a candidate, one score a judge; nil, or no number, where a judge says nothing.
  ///   - directions: which way is better, by judge.
  ///   - weights: one a judge, 0 or more and finite; all 1 if not given.
  /// - Precondition: as many scores, directions and weights as there are judges.
  public init(table: [[Double?]], directions: [IndexDirection], weights: [Double]? = nil) {
    let weights = weights ?? Array(repeating: 1, count: directions.count)
    precondition(weights.count == directions.count && weights.allSatisfy { $0 >= 0 && $0.isFinite }, "a weight a judge")
    precondition(table.allSatisfy { $0.count == directions.count }, "a score of each judge")
    candidateCount = table.count
    scores = directions.indices.map { judge in
      table.map { line in
        guard let score = line[judge], !score.isNaN else { return nil }
        return directions[judge] == .higherIsBetter ? score : -score
      }
    }
    self.weights = weights
  }

  init(candidateCount: Int, scores: [[Double?]], weights: [Double]) {
    self.candidateCount = candidateCount
    self.scores = scores
    self.weights = weights
  }

  /// The candidates that a ballot has a score for, best first, those level together.
  public func tiers(of ballot: Int) -> [[Int]] {
    let scores = scores[ballot]
    let present = scores.indices.filter { scores[$0] != nil }
    return VotingOutcome.tiers(of: present, exactly: true) { scores[$0] ?? -.infinity }
  }

  /// The weight of the ballots on which a candidate is above another. Pairs of which one has no score count for neither.
  public func wins(of candidate: Int, over other: Int) -> Double {
    zip(scores, weights).reduce(0) { sum, ballot in
      guard let a = ballot.0[candidate], let b = ballot.0[other], a > b else { return sum }
      return sum + ballot.1
    }
  }

  /// For each candidate the points of its places: a place may bring `points(place, places)`, counted from 1 among the
  /// candidates that the ballot has a score for; who shares places shares their points evenly.
  public func total(_ points: (_ place: Int, _ places: Int) -> Double) -> [Double] {
    var totals = Array(repeating: 0.0, count: candidateCount)
    for (ballot, weight) in weights.enumerated() {
      let tiers = tiers(of: ballot)
      let places = tiers.reduce(0) { $0 + $1.count }
      var place = 1
      for tier in tiers {
        let shared = (place..<(place + tier.count)).reduce(0) { $0 + points($1, places) } / Double(tier.count)
        for candidate in tier { totals[candidate] += weight * shared }
        place += tier.count
      }
    }
    return totals
  }

  /// The same ballots on which only some candidates stand: the others have no score.
  public func keeping(_ candidates: [Int]) -> Ballots {
    let isKept = (0..<candidateCount).map(Set(candidates).contains)
    return Ballots(
      candidateCount: candidateCount, scores: scores.map { zip($0, isKept).map { $1 ? $0 : nil } }, weights: weights)
  }
}
