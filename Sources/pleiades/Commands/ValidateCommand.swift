import Analysis
import ArgumentParser
import Engine

struct ValidateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Judge a partition by validity indices.",
    discussion: """
      The partition is that of --labels, or that of --algorithm, which is then also compared with --labels.

      Examples:
        pleiades validate iris.csv --labels label
        pleiades validate iris.csv --labels label --algorithm kmeans --set k=3
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @Option(help: ArgumentHelp("Judge the partition of this algorithm; see pleiades list algorithms.", valueName: "id"))
  var algorithm: String?

  @OptionGroup var settings: SettingOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }

  func validate() throws {
    if data.labels == nil { throw ValidationError("validate needs a column of reference classes: --labels column") }
    if algorithm == nil, !settings.assignments.isEmpty { throw ValidationError("--set goes with --algorithm") }
    _ = try choice()
  }

  private func choice() throws -> AlgorithmChoice? {
    guard let algorithm else { return nil }
    return try settings.choice(asUsage { try Clusterers.named(algorithm).description })
  }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> ValidationReport {
    try ValidationReport(study, basis, choice(), context: context)
  }

  func compose(_ content: ValidationReport, study: Study, context: RunContext, on page: inout Page) throws {
    page.add(content)
  }
}
