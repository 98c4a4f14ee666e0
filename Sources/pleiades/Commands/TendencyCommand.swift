import Analysis
import ArgumentParser
import Engine

struct TendencyCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "tendency", abstract: "Test whether there is cluster structure at all.",
    discussion: """
      Every statistic that pleiades list statistics names, how many clusters five criteria suggest, and what they say \
      together. A statistic that cannot be given says why.

      Examples:
        pleiades tendency iris.csv
        pleiades tendency quakes.csv --columns long,lat --torus
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @Flag(
    help: "Join opposite sides of the rows' box in every draw of Hopkins' statistic, so that edges do not matter.")
  var torus = false

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> TendencyReport {
    try TendencyReport(study, basis, isTorus: torus, context: context)
  }

  func compose(_ content: TendencyReport, study: Study, context: RunContext, on page: inout Page) throws {
    page.add(content)
  }
}
