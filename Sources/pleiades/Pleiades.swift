import ArgumentParser
import Glibc
import Terminal

/// The program: parses the command line, runs the command, and turns every error into one message and one exit code.
@main
struct Pleiades: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pleiades",
    abstract: "Look at the cluster structure of a table.",
    usage: """
      pleiades [FILE|-] [options]
      pleiades <command> FILE|- [options]
      """,
    discussion: """
      Is there structure? Which groups, and do methods agree? What are they?

      pleiades FILE opens the explorer; where there is no terminal to draw on, it prints the report. FILE is a table \
      with a header: CSV, TSV or alike; - is standard input, and a folder is listed to choose from.

      Examples:
        pleiades iris.csv --labels label
        pleiades vat iris.csv
        pleiades cluster iris.csv --algorithm kmeans --set k=3 --format json
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(name: "First look", subcommands: [ExploreCommand.self, ReportCommand.self]),
      CommandGroup(
        name: "Structure", subcommands: [TendencyCommand.self, AmbiguityCommand.self, VATCommand.self, RectangularVATCommand.self]),
      CommandGroup(
        name: "Group", subcommands: [ProjectCommand.self, ClusterCommand.self, CompareCommand.self, ValidateCommand.self]),
      CommandGroup(
        name: "Other", subcommands: [ListCommand.self, FrameCommand.self, PlayCommand.self, ConfigCommand.self]),
    ],
    defaultSubcommand: ExploreCommand.self)

  static func main() {
    Glibc.exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// - Returns: the exit code.
  static func run(_ arguments: [String]) -> Int32 {
    do {
      if let mistake = MistypedCommand(arguments, commands: commandNames) { throw mistake }
      var command = try parseAsRoot(arguments)
      try command.run()
      return 0
    } catch {
      return Failure(error, arguments: arguments).report()
    }
  }

  static var commandNames: [String] {
    configuration.groupedSubcommands.flatMap(\.subcommands).map { $0._commandName } + ["help"]
  }
}
