import Analysis
import ArgumentParser
import Engine

/// An algorithm's settings, as `--set name=value`.
struct SettingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp("A parameter; may be given again. See pleiades list ID.", valueName: "name=value"))
  var assignments: [String] = []

  func choice(_ description: AlgorithmDescription) throws -> AlgorithmChoice {
    try asUsage {
      AlgorithmChoice(description.id, try ParameterValues(assignments: assignments, for: description))
    }
  }
}
