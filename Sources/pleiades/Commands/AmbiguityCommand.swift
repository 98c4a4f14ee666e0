import Analysis
import ArgumentParser
import Engine

struct AmbiguityCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "ambiguity", abstract: "Would people see the same clusters in a scatterplot?",
    discussion: """
      From 0, everyone sees the same clusters, to 1, two minds about each pair. Two columns are looked at as they are; \
      more are projected.

      Examples:
        pleiades ambiguity iris.csv --labels label
        pleiades ambiguity iris.csv --columns petal_length,petal_width
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @Option(
    help: ArgumentHelp(
      "The projection; see pleiades list projections. Without it, two columns are looked at as they are, more by their "
        + "principal components.", valueName: "id"))
  var method: String?

  @OptionGroup var settings: SettingOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }

  func validate() throws { _ = try choice() }

  private func choice() throws -> AlgorithmChoice {
    try settings.choice(asUsage { try Projections.named(method ?? PrincipalComponents.description.id).description })
  }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> AmbiguityReport {
    let dataset = try study.value(DatasetQuantity(basis.preparation), context: context)
    let isPlane = method == nil && dataset.featureNames.count == 2 && !basis.preparation.isDissimilarityMatrix
    return try AmbiguityReport(study, basis, isPlane ? nil : choice(), context: context)
  }

  func compose(_ content: AmbiguityReport, study: Study, context: RunContext, on page: inout Page) throws {
    page.add(content)
  }
}
