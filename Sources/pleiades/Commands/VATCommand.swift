import Analysis
import ArgumentParser
import Engine

struct VATCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "vat", abstract: "Draw the dissimilarity image in which groups are dark blocks.",
    discussion: """
      Rows are put into the order in which the spanning tree grows, so that rows alike stand together. The iVAT image \
      shows the widest gap that has to be crossed between two rows; --vat shows the dissimilarities themselves.

      Examples:
        pleiades vat iris.csv
        pleiades vat iris.csv --scale none --format json
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @Flag(help: "Draw the VAT image (the dissimilarities in order) instead of the iVAT image.")
  var vat = false

  @Option(help: ArgumentHelp("Size of the image in characters.", valueName: "WxH"))
  var size: SizeArgument?

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> VATReport {
    try VATReport(study, basis, context: context)
  }

  func compose(_ content: VATReport, study: Study, context: RunContext, on page: inout Page) throws {
    try page.add(content, kind: vat ? .vat : .ivat, size: size?.size, study: study, context: context)
  }
}
