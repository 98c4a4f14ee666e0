import Glibc
import Testing

private let iris = Program.samples + "iris.csv"

/// Every way to go wrong: one exit code, one or two lines that say what, where and what to do.
@Suite struct FailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    var input: String?
    let status: Int32
    /// What the message has to name.
    let names: [String]

    var testDescription: String {
      arguments.map { $0.split(separator: "/").last.map(String.init) ?? $0 }.joined(separator: " ")
    }
  }

  static let usage: [Case] = [
    Case(arguments: ["vat", iris, "--foo"], status: 64, names: ["--foo", "pleiades help vat"]),
    Case(arguments: ["vat"], status: 64, names: ["file", "pleiades help vat"]),
    Case(arguments: ["vat", iris, iris], status: 64, names: ["iris.csv"]),
    Case(arguments: ["vat", iris, "--scale", "big"], status: 64, names: ["big", "--scale", "robust"]),
    Case(arguments: ["vat", iris, "--metric", "euclid"], status: 64, names: ["euclid", "euclidean", "precomputed"]),
    Case(arguments: ["vat", iris, "--metric", "minkowski", "--power", "0.5"], status: 64, names: ["power", "0.5"]),
    Case(arguments: ["vat", iris, "--power", "3"], status: 64, names: ["--power", "minkowski"]),
    Case(arguments: ["vat", iris, "--sample", "0"], status: 64, names: ["--sample 0"]),
    Case(arguments: ["vat", iris, "--sample", "many"], status: 64, names: ["--sample", "many"]),
    Case(arguments: ["vat", iris, "--threads", "0"], status: 64, names: ["--threads 0"]),
    Case(arguments: ["vat", iris, "--seed", "-1"], status: 64, names: ["--seed", "-1"]),
    Case(arguments: ["vat", iris, "--delimiter", "ab"], status: 64, names: ["--delimiter", "ab"]),
    Case(arguments: ["vat", iris, "--delimiter", "a"], status: 64, names: ["delimiter"]),
    Case(arguments: ["vat", iris, "--size", "80"], status: 64, names: ["--size", "80"]),
    Case(arguments: ["vat", iris, "--size", "0x10"], status: 64, names: ["--size", "0x10"]),
    Case(arguments: ["vat", iris, "--format", "xml"], status: 64, names: ["--format", "xml", "json"]),
    Case(arguments: ["vat", iris, "--force"], status: 64, names: ["--force", "--output"]),
    Case(arguments: ["vat", iris, "--labels", "lable"], status: 64, names: ["--labels", "lable", "Did you mean"]),
    Case(arguments: ["vat", iris, "--columns", "label"], status: 64, names: ["label", "text"]),
    Case(arguments: ["vat", iris, "--columns", "sepal_length,nope"], status: 64, names: ["--columns", "nope"]),
    Case(arguments: ["vat", iris, "--columns", ""], status: 64, names: ["--columns"]),
    Case(arguments: ["vat", iris, "--id", "label", "--labels", "label"], status: 64, names: ["--id", "--labels"]),
    Case(arguments: ["cluster", iris, "--algorithm", "kmean"], status: 64, names: ["kmean", "Did you mean kmeans?"]),
    Case(arguments: ["cluster", iris, "--set", "q=3"], status: 64, names: ["kmeans", "\"q\"", "restarts"]),
    Case(arguments: ["cluster", iris, "--set", "k=0"], status: 64, names: ["k = 0", "whole number"]),
    Case(arguments: ["cluster", iris, "--set", "k=151"], status: 64, names: ["k = 151", "150"]),
    Case(arguments: ["cluster", iris, "--set", "k"], status: 64, names: ["\"k\"", "name=value"]),
    Case(arguments: ["project", iris, "--method", "pcb"], status: 64, names: ["pcb", "Did you mean pca?"]),
    Case(arguments: ["validate", iris], status: 64, names: ["--labels"]),
    Case(
      arguments: ["validate", iris, "--labels", "label", "--set", "k=2"], status: 64, names: ["--set", "--algorithm"]),
    Case(arguments: ["list", "kmaens"], status: 64, names: ["kmaens", "Did you mean kmeans?"]),
    Case(arguments: ["frame", iris, "--format", "json"], status: 64, names: ["--format"]),
    Case(arguments: ["clster", "x.csv"], status: 64, names: ["clster", "Did you mean cluster?"]),
    Case(arguments: ["clster"], status: 64, names: ["clster", "Did you mean cluster?"]),
    Case(arguments: ["nonsense", "x.csv"], status: 64, names: ["nonsense", "report"]),
    Case(arguments: ["help", "clster"], status: 64, names: ["clster", "Did you mean cluster?"]),
  ]

  static let data: [Case] = [
    Case(arguments: ["report", "-"], input: "a,b\n1,2\n3\n", status: 65, names: ["stdin", "line 3"]),
    Case(arguments: ["report", "-"], input: "", status: 65, names: ["stdin", "empty"]),
    Case(arguments: ["report", "-"], input: "a,b\nx,y\n", status: 65, names: ["no numeric feature"]),
    Case(arguments: ["report", "-"], input: "a,b\n\"x,1\n", status: 65, names: ["line 2", "quote"]),
    Case(
      arguments: ["vat", "-", "--missing", "error"], input: "a,b\n1,\n2,3\n", status: 65,
      names: ["row 1", "\"b\"", "--missing"]),
    Case(arguments: ["vat", "-"], input: "a,b\n1,\n,3\n", status: 65, names: ["every row", "--missing"]),
    Case(arguments: ["vat", "-", "--metric", "precomputed"], input: "a,b\n0,1\n", status: 65, names: ["square"]),
    Case(
      arguments: ["vat", "-", "--metric", "precomputed"], input: "a,b\n0,1\n2,0\n", status: 65, names: ["symmetric"]),
    Case(
      arguments: ["vat", "-", "--metric", "cosine", "--scale", "none"], input: "a,b\n0,0\n1,2\n", status: 65,
      names: ["osine", "row 0"]),
    Case(
      arguments: ["cluster", "-", "--metric", "precomputed"], input: "a,b\n0,1\n1,0\n", status: 65,
      names: ["kmeans", "linkage"]),
    Case(arguments: ["vat", "/nowhere/x.csv"], status: 66, names: ["/nowhere/x.csv"]),
    Case(arguments: ["/nowhere/x.csv"], status: 66, names: ["/nowhere/x.csv"]),
    Case(arguments: ["report", "/tmp"], status: 66, names: ["/tmp", "folder"]),
    Case(arguments: ["report", iris, "--output", "/nowhere/x.txt"], status: 73, names: ["/nowhere/x.txt"]),
    Case(arguments: ["report", iris, "--output", "/tmp"], status: 73, names: ["/tmp", "folder"]),
  ]

  @Test(arguments: usage + data) func saysWhatAndEnds(_ test: Case) {
    var program = Program(test.arguments)
    program.input = test.input
    let outcome = program.run()
    #expect(outcome.status == test.status, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("pleiades: ") && outcome.errors.hasSuffix("\n"))
    #expect(outcome.errorLines.count == 1)
    for name in test.names { #expect(outcome.errors.contains(name), "\(outcome.errors)") }
  }

  @Test func interruptedWhileWaitingForInput() {
    var program = Program("report", "-")
    program.signal = SIGINT
    let outcome = program.run()
    #expect(outcome.status == 130)
    #expect(outcome.output.isEmpty)
  }

  @Test func closedOutput() {
    var program = Program("report", iris)
    program.hasNoOutput = true
    #expect(program.run().status == 74)
  }

  @Test func fullDisk() {
    guard access("/dev/full", W_OK) == 0 else { return }
    let outcome = Program("report", iris, "--output", "/dev/full").run()
    #expect(outcome.status == 74)
    #expect(outcome.errors.hasPrefix("pleiades: /dev/full: "))
  }

  @Test func devicesAreWrittenNotReplaced() {
    let outcome = Program("report", iris, "--output", "/dev/null", "--force").run()
    #expect(outcome.status == 0)
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }
}
