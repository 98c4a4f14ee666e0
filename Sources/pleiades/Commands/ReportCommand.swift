import Analysis
import ArgumentParser
import Engine

struct ReportCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Print the whole first look: tendency, image, projection, clusterers.",
    discussion: """
      Examples:
        pleiades report iris.csv --labels label
        pleiades report iris.csv --format json --output report.json
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }
}

/// What `report` and the explorer without a terminal print.
extension ReportingCommand where Content == FirstLookReport {
  func content(of study: Study, basis: Basis, context: RunContext) throws -> FirstLookReport {
    try FirstLookReport(study, basis, context: context)
  }

  func compose(_ content: FirstLookReport, study: Study, context: RunContext, on page: inout Page) throws {
    try page.add(content, study: study, context: context)
  }
}
