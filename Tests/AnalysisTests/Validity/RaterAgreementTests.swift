import Analysis
import Testing

@Suite("Agreement among raters")
struct RaterAgreementTests {
  private let context = RunContext(threads: 2)

  /// Three raters who move every tenth row or so, and a candidate.
  private func partitions(_ n: Int) -> (raters: [[Int]], candidate: [Int]) {
    var random = RandomSource(seed: 3)
    let truth = (0..<n).map { $0 % 4 }
    let raters = (0..<3).map { _ in truth.map { random.uniform() < 0.1 ? ($0 + 1) % 4 : $0 } }
    return (raters, truth)
  }

  @Test("the index is a difference of means of adjusted Rand indices")
  func definition() throws {
    let (raters, truth) = partitions(200)
    let noise = (0..<200).map { $0 / 50 }
    let agreement = try RaterAgreement(raters: raters, candidates: [truth, noise], context: context)
    func rand(_ a: [Int], _ b: [Int]) -> Double { AdjustedRand.value(a, b)! }
    let among = (rand(raters[0], raters[1]) + rand(raters[0], raters[2]) + rand(raters[1], raters[2])) / 3
    #expect(abs(agreement.amongRaters - among) < 1e-14)
    let mean = raters.reduce(0) { $0 + rand(truth, $1) } / 3
    #expect(abs(agreement.candidates[0].meanAgreement - mean) < 1e-14)
    #expect(abs((agreement.candidates[0].index ?? 9) - (mean - among)) < 1e-14)
    // The first against the other two.
    let first = (rand(raters[0], raters[1]) + rand(raters[0], raters[2])) / 2
    #expect(abs(agreement.raters[0].meanAgreement - first) < 1e-14)
    #expect(abs((agreement.raters[0].index ?? 9) - (first - rand(raters[1], raters[2]))) < 1e-14)
    #expect(agreement.matrix[0][1] == rand(raters[0], raters[1]) && agreement.matrix[1][1] == 1)
    // The truth agrees more than they do with each other, unrelated groups far less.
    let interval = try #require(agreement.candidates[0].interval)
    #expect(interval.lowerBound > 0 && interval.contains(agreement.candidates[0].index!))
    #expect(try #require(agreement.candidates[1].interval).upperBound < -0.3)
    #expect(agreement.amongRatersInterval.contains(among))
    let alone = try RaterAgreement(raters: raters, candidates: [truth, noise], context: RunContext(threads: 1))
    #expect(alone == agreement)
  }

  @Test("intervals shrink as the root of the rows, also where only some are drawn")
  func intervals() throws {
    func width(_ n: Int) throws -> Double {
      let (raters, truth) = partitions(n)
      let range = try #require(
        RaterAgreement(raters: raters, candidates: [truth], resamples: 200, context: context).candidates[0].interval)
      return range.upperBound - range.lowerBound
    }
    let small = try width(500)
    let large = try width(20_000)
    // √40 = 6.3.
    #expect(small / large > 4.5 && small / large < 9)
  }

  @Test("two raters have no index of their own; one is too few")
  func few() throws {
    let two = try RaterAgreement(raters: [[0, 0, 1, 1], [0, 0, 1, 2]], candidates: [], context: context)
    #expect(two.raters.allSatisfy { $0.index == nil && $0.interval == nil })
    #expect(two.raters[0].meanAgreement == two.amongRaters)
    #expect(throws: AnalysisError.self) {
      try RaterAgreement(raters: [[0, 1]], candidates: [[0, 1]], context: context)
    }
    #expect(throws: AnalysisError.self) {
      try RaterAgreement(raters: [[0], [0]], candidates: [], context: context)
    }
    let same = try RaterAgreement(raters: [[0, 0, 0], [0, 0, 0]], candidates: [[-1, -1, -1]], context: context)
    #expect(same.amongRaters == 1 && same.candidates[0].index == 0)
  }
}
