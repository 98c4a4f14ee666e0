import Analysis
import ArgumentParser
import Engine

struct CompareCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Run several algorithms and hold them side by side.",
    discussion: """
      Every run with its clusters, noise, seconds and indices, how far each two agree, and their mean rank. A run that \
      fails says why, and the others go on.

      Examples:
        pleiades compare iris.csv --labels label
        pleiades compare iris.csv --algorithms kmeans,gmm,dbscan --set k=3
        pleiades compare iris.csv --algorithms kmeans:k=2,kmeans:k=3
        pleiades compare judged.csv --raters ann,ben,cho --algorithms kmeans,hdbscan
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @Option(
    help: ArgumentHelp(
      "Label columns, of people or methods, two or more: how far each agrees with the rest, and the runs with them; "
        + "never features.", valueName: "a,b"), transform: NameList.init)
  var raters: NameList?

  @OptionGroup var list: AlgorithmListOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }

  func validate() throws {
    _ = try list.choices(data.basis())
    if let raters, Set(raters.names).count < 2 { throw ValidationError("--raters needs two columns or more: a,b") }
  }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> ComparisonReport {
    var basis = basis
    var names: [String] = []
    for name in raters?.names ?? [] where !names.contains(name) { names.append(name) }
    try basis.preparation.exclude(raters: names, of: study.table)
    return try ComparisonReport(study, basis, list.choices(basis), raters: names, context: context)
  }

  func compose(_ content: ComparisonReport, study: Study, context: RunContext, on page: inout Page) throws {
    page.add(content)
  }
}
