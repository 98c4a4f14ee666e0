import Analysis
import ArgumentParser
import Engine

struct ProjectCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "project", abstract: "Show the rows in the plane.",
    discussion: """
      Examples:
        pleiades project iris.csv --labels label
        pleiades project iris.csv --format csv > plane.csv
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @Option(help: ArgumentHelp("The projection; see pleiades list projections.", valueName: "id"))
  var method = PrincipalComponents.description.id

  @OptionGroup var settings: SettingOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }

  func validate() throws { _ = try choice() }

  private func choice() throws -> AlgorithmChoice {
    try settings.choice(asUsage { try Projections.named(method).description })
  }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> ProjectionReport {
    try ProjectionReport(study, basis, choice(), context: context)
  }

  func compose(_ content: ProjectionReport, study: Study, context: RunContext, on page: inout Page) throws {
    page.add(content)
  }
}
