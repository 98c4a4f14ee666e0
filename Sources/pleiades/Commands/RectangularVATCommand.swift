import Analysis
import ArgumentParser
import Engine

struct RectangularVATCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "covat", abstract: "Order the rows and the columns of a rectangular dissimilarity matrix.",
    discussion: """
      Each row of the table is an object, each numeric column another, and a cell says how dissimilar the two are, as \
      in ratings of films by people. Rows are ordered by how alike their dissimilarities are, and so are columns; \
      dark rectangles are groups of rows and columns that go together.

      Examples:
        pleiades covat ratings.csv --id person
        pleiades covat ratings.csv --id person --arrangement union --format json
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @Option(help: "Order rows and columns by themselves, or both together.")
  var arrangement = RectangularVAT.Arrangement.separate

  @Option(help: ArgumentHelp("Size of the image in characters.", valueName: "WxH"))
  var size: SizeArgument?

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }

  func validate() throws {
    guard data.scale == .standard || data.scale == .none, data.metric == EuclideanMetric.description.id else {
      throw ValidationError("covat takes dissimilarities as they are: leave out --scale and --metric.")
    }
  }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> RectangularVATReport {
    var basis = basis
    basis.preparation.scale = .none
    return try RectangularVATReport(study, basis, arrangement: arrangement, context: context)
  }

  func compose(_ content: RectangularVATReport, study: Study, context: RunContext, on page: inout Page) throws {
    try page.add(content, size: size?.size, context: context)
  }
}

extension RectangularVAT.Arrangement: ExpressibleByArgument {}
