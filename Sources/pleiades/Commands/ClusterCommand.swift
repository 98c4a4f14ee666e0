import Analysis
import ArgumentParser
import Engine

struct ClusterCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster", abstract: "Partition the rows by one algorithm.",
    discussion: """
      What is not set is chosen, and said. Rows that belong to no cluster have the label -1.

      Examples:
        pleiades cluster iris.csv --algorithm kmeans --set k=3
        pleiades cluster iris.csv --algorithm dbscan --labels label
        pleiades cluster iris.csv --algorithm linkage --set linkage=ward --hierarchy --format json
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @Option(help: ArgumentHelp("The algorithm; see pleiades list algorithms.", valueName: "id"))
  var algorithm = KMeans.description.id

  @OptionGroup var settings: SettingOptions

  @Flag(help: "Add the merges to the JSON result: [a, b, height, size], where merge i makes node n+i.")
  var hierarchy = false

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }

  func validate() throws { _ = try choice() }

  private func choice() throws -> AlgorithmChoice {
    try settings.choice(asUsage { try Clusterers.named(algorithm).description })
  }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> ClusteringReport {
    try ClusteringReport(study, basis, choice(), includesHierarchy: hierarchy, context: context)
  }

  func compose(_ content: ClusteringReport, study: Study, context: RunContext, on page: inout Page) throws {
    page.add(content)
  }
}
