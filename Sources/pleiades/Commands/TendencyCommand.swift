import Analysis
import ArgumentParser
import Engine

struct TendencyCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "tendency", abstract: "Test whether there is cluster structure at all.",
    discussion: """
      Hopkins statistic, dip test, intrinsic dimension and the gaps of the spanning tree, and what they say together.

      Examples:
        pleiades tendency iris.csv
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> TendencyReport {
    try TendencyReport(study, basis, context: context)
  }

  func compose(_ content: TendencyReport, study: Study, context: RunContext, on page: inout Page) throws {
    page.add(content)
  }
}
