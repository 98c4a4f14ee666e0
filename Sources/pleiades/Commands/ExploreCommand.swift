import Analysis
import ArgumentParser
import Engine
import Interface
import Terminal

/// The explorer; where there is no terminal for it, the text report.
struct ExploreCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Open the explorer (the default).",
    discussion: """
      Without FILE it begins with a choice of files; FILE may be a saved session (.pleiades). Where stdout is no \
      terminal, and with --format or --output, it prints the report instead.
      """)

  @Argument(help: "The file to read; - for standard input; a folder to choose from.")
  var file: String?

  @OptionGroup var start: StartOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file ?? "-" }

  func run() throws {
    let wantsReport = output.format != .text || output.output != nil
    if !wantsReport, Self.hasScreen {
      do {
        let isFolder = file.map(SharedFiles.isFolder) ?? false
        let status = try ExploreLoop.run(
          path: isFolder ? nil : file, folder: isFolder ? file : nil, basis: try data.basis(),
          rows: data.rows, commands: start.commands, options: data.reading.tableOptions,
          threads: data.threads ?? RunContext.defaultThreads, ascii: output.ascii, given: Self.givenOptions,
          environment: Surface.environment)
        throw ExitCode(status)
      } catch is TerminalError where file != nil {
        // A terminal that cannot show screens still shows lines.
      }
    }
    if let file, LogFile.isNamed(file) {
      throw ValidationError("\(file) is a saved session: pleiades play \(file) prints its last screen.")
    }
    guard file != nil else { throw CleanExit.helpRequest(Pleiades.self) }
    try runReport()
  }

  /// Which options the command line has: a configuration stands back behind them.
  private static var givenOptions: Set<String> {
    Set(CommandLine.arguments.dropFirst().prefix { $0 != "--" }.map { String($0.prefix { $0 != "=" }) })
  }

  private static var hasScreen: Bool {
    StandardStream.output.isTerminal
      && TerminalFacts.read(name: Surface.environment["TERM"] ?? "")?.canMoveCursor == true
  }
}
