import Analysis
import ArgumentParser
import Engine

/// Several algorithms with their settings: `--algorithms kmeans,dbscan` and `--set k=3 --set dbscan.eps=0.5`, or
/// `--algorithms kmeans:k=2,kmeans:k=3` to run one twice.
struct AlgorithmListOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Algorithms, by commas; id:name=value sets a parameter of one. Without it, all that apply.", valueName: "a,b"))
  var algorithms: String?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "A parameter of every algorithm that has it, or id.name=value of one; may be given again.",
      valueName: "name=value"))
  var assignments: [String] = []

  /// - Throws: `ValidationError` for a name that is not known.
  func choices(_ basis: Basis) throws -> [AlgorithmChoice] {
    try asUsage {
      var parts = try requested(basis)
      for assignment in assignments { try apply(assignment, to: &parts) }
      return try parts.map {
        AlgorithmChoice($0.description.id, try ParameterValues(assignments: $0.assignments, for: $0.description))
      }
    }
  }

  private struct Part {
    let description: AlgorithmDescription
    var assignments: [String]
  }

  private func requested(_ basis: Basis) throws -> [Part] {
    guard let algorithms else {
      return try ComparisonReport.defaultChoices(basis).map {
        Part(description: try Clusterers.named($0.id).description, assignments: [])
      }
    }
    return try algorithms.split(separator: ",", omittingEmptySubsequences: false).map { entry in
      let words = entry.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      return Part(
        description: try Clusterers.named(trimmed(words[0])).description, assignments: Array(words.dropFirst()))
    }
  }

  private func apply(_ assignment: String, to parts: inout [Part]) throws {
    let name = assignment.prefix { $0 != "=" }
    guard name.count < assignment.count else { throw AnalysisError.assignment(assignment) }
    let words = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let value = assignment.dropFirst(name.count)
    var applied = false
    for index in parts.indices {
      let description = parts[index].description
      if words.count == 2, description.id == words[0] {
        _ = try description.parameter(named: words[1])
        parts[index].assignments.append(words[1] + value)
        applied = true
      } else if words.count == 1, description.parameters.contains(where: { $0.name == words[0] }) {
        parts[index].assignments.append(assignment)
        applied = true
      }
    }
    guard applied else {
      throw ValidationError(
        words.count == 2
          ? "--set \(assignment): \(words[0]) is not among the algorithms that are compared"
          : "--set \(assignment): none of the algorithms that are compared has a parameter \"\(words[0])\"")
    }
  }

  private func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
