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
        pleiades ambiguity iris.csv --labels label --best
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @Option(
    help: ArgumentHelp(
      "The projection; see pleiades list projections. Without it, two columns are looked at as they are, more by their "
        + "principal components.", valueName: "id"))
  var method: String?

  @Flag(
    help: ArgumentHelp(
      "Try every projection with its main settings, and pairs of columns, and list them by how clear they are and how "
        + "far they can be trusted."))
  var best = false

  @OptionGroup var settings: SettingOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }

  func validate() throws {
    if best, method != nil || !settings.assignments.isEmpty {
      throw ValidationError("--best tries all methods: it goes without --method and --set")
    }
    _ = try choice()
  }

  private func choice() throws -> AlgorithmChoice {
    try settings.choice(asUsage { try Projections.named(method ?? PrincipalComponents.description.id).description })
  }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> AmbiguityAnswer {
    if best { return .ranking(try AmbiguityRanking(study, basis, context: context)) }
    let dataset = try study.value(DatasetQuantity(basis.preparation), context: context)
    let isPlane = method == nil && dataset.featureNames.count == 2 && !basis.preparation.isDissimilarityMatrix
    return .view(try AmbiguityReport(study, basis, isPlane ? nil : choice(), context: context))
  }

  func compose(_ content: AmbiguityAnswer, study: Study, context: RunContext, on page: inout Page) throws {
    switch content {
    case .view(let report): page.add(report)
    case .ranking(let report): page.add(report)
    }
  }
}

/// The ambiguity of one view, or all views by theirs.
enum AmbiguityAnswer: Report {
  case view(AmbiguityReport)
  case ranking(AmbiguityRanking)

  static let command = AmbiguityReport.command

  private var report: any Report {
    switch self {
    case .view(let report): report
    case .ranking(let report): report
    }
  }

  var subject: ReportSubject { report.subject }
  var warnings: [String] { report.warnings }
  var result: [JSON.Member] { report.result }
  var records: Records { report.records }
}
