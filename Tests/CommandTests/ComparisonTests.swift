import FoundationEssentials
import TestSupport
import Testing

private let iris = Program.samples + "iris.csv"

private struct ComparisonAnswer: Decodable {
  struct Run: Decodable {
    struct Objective: Decodable {
      let name: String
      let value: Double?
    }
    let algorithm: String
    let clusters: Int?
    let noise: Int?
    let elapsedSeconds: Double?
    let objective: Objective?
    let `internal`: [String: Double?]
    let external: [String: Double?]
    let failure: String?
  }
  struct Rank: Decodable {
    let run: Int
    let algorithm: String
    let meanRank: Double
  }
  let runs: [Run]
  let agreement: [[Double?]]
  let ranking: [Rank]
}

private struct AmbiguityAnswer: Decodable {
  struct Pair: Decodable {
    let a, b: Int
    let separability: Double
  }
  let score: Double
  let interval: [Double]
  let components: Int
  let pairs: [Pair]
  let method: String?
}

@Suite struct ComparisonCommandTests {
  private func compare(_ arguments: String...) throws -> ComparisonAnswer {
    let outcome = Program(["compare", iris, "--format", "json"] + arguments).run()
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    return try Answer<ComparisonAnswer>(outcome.output).result
  }

  @Test func runsStandSideBySide() throws {
    let answer = try compare("--labels", "label", "--algorithms", "kmeans,gmm,dbscan", "--set", "k=3")
    #expect(answer.runs.map(\.algorithm) == ["kmeans", "gmm", "dbscan"])
    #expect(answer.runs[0].clusters == 3 && answer.runs[1].clusters == 3)
    #expect(answer.runs.allSatisfy { $0.failure == nil && $0.elapsedSeconds != nil })
    #expect(answer.runs[0].internal["silhouette"] != nil && answer.runs[0].external["adjustedRand"] != nil)
    #expect(answer.agreement.count == 3 && answer.agreement[1][1] == 1)
    #expect(answer.agreement[0][1] == answer.agreement[1][0])
    #expect(Set(answer.ranking.map(\.run)) == [0, 1, 2])
    #expect(answer.ranking.map(\.meanRank) == answer.ranking.map(\.meanRank).sorted())
  }

  @Test func withoutAListAllAlgorithmsRun() throws {
    let answer = try compare()
    #expect(answer.runs.count >= 13 && Set(answer.runs.map(\.algorithm)).count == answer.runs.count)
    #expect(answer.runs.allSatisfy { $0.external.isEmpty })
  }

  @Test func oneAlgorithmRunsTwice() throws {
    let answer = try compare("--algorithms", "kmeans:k=2,kmeans:k=3,dbscan", "--set", "dbscan.eps=0.8")
    #expect(answer.runs.map(\.clusters).prefix(2) == [2, 3])
  }

  @Test func aFailingRunIsARowWithItsReason() throws {
    let answer = try compare("--algorithms", "kmeans:k=900,kmeans:k=2")
    #expect(answer.runs[0].clusters == nil)
    #expect(answer.runs[0].failure?.contains("k = 900") == true)
    #expect(answer.runs[1].clusters == 2 && answer.ranking.map(\.run) == [1])
    #expect(answer.agreement[0][1] == nil)
    let text = Program("compare", iris, "--algorithms", "kmeans:k=900,kmeans:k=2").run()
    #expect(text.status == 0 && text.output.contains("1 without a result") && text.output.contains("k = 900"))
  }

  @Test(arguments: [
    ["--algorithms", "kmean"], ["--algorithms", "kmeans,"], ["--algorithms", "kmeans:q=3"], ["--set", "nope=3"],
    ["--algorithms", "kmeans", "--set", "dbscan.eps=1"], ["--set", "kmeans.nope=1"], ["--set", "k"],
  ])
  func badListsAreUsageErrors(_ arguments: [String]) {
    let outcome = Program(["compare", iris] + arguments).run()
    #expect(outcome.status == 64 && !outcome.errors.isEmpty && outcome.output.isEmpty)
  }

  @Test func dissimilaritiesLeaveOutWhatNeedsFeatures() throws {
    let matrix = Program.samples + "eurodist_matrix.csv"
    let outcome = Program("compare", matrix, "--metric", "precomputed", "--format", "json").run()
    #expect(outcome.status == 0)
    let runs = try Answer<ComparisonAnswer>(outcome.output).result.runs
    #expect(!runs.contains { $0.algorithm == "kmeans" } && runs.contains { $0.algorithm == "kmedoids" })
  }

  @Test func theTableHasARowForEachRun() {
    let outcome = Program("compare", iris, "--algorithms", "kmeans,linkage", "--format", "csv").run()
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3 && lines[0].hasPrefix("algorithm,parameters,clusters,noise,seconds,silhouette"))
  }
}

@Suite struct AmbiguityCommandTests {
  private func ambiguity(_ arguments: String...) throws -> AmbiguityAnswer {
    let outcome = Program(["ambiguity", iris, "--format", "json"] + arguments).run()
    #expect(outcome.status == 0)
    return try Answer<AmbiguityAnswer>(outcome.output).result
  }

  @Test func ofThePrincipalComponents() throws {
    // Of iris as it is, on its first two components: another implementation says 2 and 0.591.
    let answer = try ambiguity("--scale", "none")
    #expect(answer.method == "pca" && answer.components == 2)
    #expect(abs(answer.score - 0.591) < 0.05)
    #expect(answer.interval.count == 2 && answer.interval[0] <= answer.score && answer.score <= answer.interval[1])
    #expect(answer.pairs.count == 1 && answer.pairs[0].a == 0 && answer.pairs[0].b == 1)
  }

  @Test func ofTwoColumnsAsTheyAre() throws {
    let answer = try ambiguity("--columns", "petal_length,petal_width")
    #expect(answer.method == nil)
    #expect(try ambiguity("--columns", "petal_length,petal_width", "--method", "pca").method == "pca")
  }

  @Test func theSameForAnyNumberOfThreads() {
    let one = Program("ambiguity", iris, "--threads", "1").run()
    #expect(one.status == 0 && one.output == Program("ambiguity", iris, "--threads", "2").run().output)
  }

  @Test func badInputIsSaid() {
    #expect(Program("ambiguity", iris, "--method", "pcx").run().status == 64)
    let narrow = Program("ambiguity", iris, "--columns", "petal_length").run()
    #expect(narrow.status == 65 && narrow.errors.contains("two"))
    let short = Program("ambiguity", "-").with(input: "a,b\n1,2\n").run()
    #expect(short.status == 65 && short.errors.contains("at least"))
  }
}
