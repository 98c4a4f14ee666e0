import Analysis

/// Which runs a voting rule puts first, where each internal index is a ballot.
public struct RunVote: Sendable {
  public let rule: AlgorithmDescription
  public let key: String
  /// Indices of runs, best first, those level together; empty where the rule names none.
  public let order: [[Int]]

  public var winners: [Int] { order.first ?? [] }
}

/// An election among runs.
struct RunElection {
  /// The runs that stand: those with at least two clusters.
  let candidates: [Int]
  /// The titles of the indices that vote: those by which partitions into different numbers of clusters can be ranked.
  let judges: [String]
  let ballots: Ballots

  init(_ runs: [ComparisonReport.Run]) {
    candidates = runs.indices.filter { !runs[$0].internal.isEmpty && (runs[$0].clustering?.clusterCount ?? 0) > 1 }
    let indices = candidates.first.map { runs[$0].internal } ?? []
    let voting = indices.indices.filter { indices[$0].ranksAnyCounts }
    judges = voting.map { indices[$0].title }
    ballots = Ballots(
      table: candidates.map { run in voting.map { runs[run].internal[$0].value } },
      directions: voting.map { indices[$0].direction })
  }

  /// By every rule; none without a choice.
  var votes: [RunVote] {
    guard candidates.count > 1 else { return [] }
    return VotingRules.all.map { rule in
      RunVote(
        rule: rule.description, key: rule.key, order: rule.outcome(ballots).order.map { $0.map { candidates[$0] } })
    }
  }

  /// On how many of the indices that rank both a run stands before another.
  func majority(of run: Int, over other: Int) -> (won: Int, of: Int)? {
    guard let a = candidates.firstIndex(of: run), let b = candidates.firstIndex(of: other) else { return nil }
    return (
      Int(ballots.wins(of: a, over: b)),
      ballots.scores.count { $0[a] != nil && $0[b] != nil }
    )
  }
}
