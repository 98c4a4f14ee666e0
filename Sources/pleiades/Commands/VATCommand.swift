import Analysis
import ArgumentParser
import Canvas
import Engine
import Tabular

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

  @Option(
    help: ArgumentHelp(
      "Draw only these positions of the order, from a up to but not b; c:d for other columns than rows.",
      valueName: "a:b[,c:d]"))
  var window: WindowArgument?

  @Option(help: "What a cell shows of its pairs.")
  var summary = DissimilarityImage.Summary.mean

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Groups are the rows that joined at this distance or less.", valueName: "distance"))
  var cut: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Cut the tree into so many groups, whatever their sizes.", valueName: "k"))
  var clusters: Int?

  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Show only so many rows that reach every part of the data, and label the others by the nearest of them.",
      valueName: "n"))
  var maximin: Int?

  @Option(
    help: ArgumentHelp(
      "A table of three columns, row, row, must or cannot: which rows belong together or apart.", valueName: "file"))
  var constraints: String?

  func validate() throws {
    if let maximin, maximin < 1 { throw ValidationError("--maximin \(maximin): it must be at least 1.") }
    if maximin != nil, constraints != nil { throw ValidationError("--maximin and --constraints do not go together.") }
    if cut != nil, clusters != nil { throw ValidationError("--cut and --clusters each say where to cut: give one.") }
    if let cut, !(cut >= 0 && cut.isFinite) { throw ValidationError("--cut \(cut): it must be a distance, 0 or more.") }
    if let clusters, clusters < 1 { throw ValidationError("--clusters \(clusters): it must be at least 1.") }
  }

  private var ordering: RowOrdering {
    get throws {
      if let maximin { return .maximin(maximin) }
      guard let constraints else { return .all }
      return .constrained(try ConstraintList(TableReader.read(path: constraints)))
    }
  }

  private var view: ImageView {
    ImageView(kind: vat ? .vat : .ivat, size: size?.size, window: window, summary: summary)
  }

  /// What JSON gives of the image: nothing unless it is asked for.
  private var request: VATReport.ImageRequest? {
    guard window != nil || (size != nil && output.format == .json) else { return nil }
    let side = 100
    let size =
      size?.size
      ?? Size(width: min(side, window?.columns.count ?? side), height: min(side, window?.rows.count ?? side))
    return VATReport.ImageRequest(
      isPathBased: !vat, rows: window?.rows, columns: window?.columns, width: size.width, height: size.height,
      summary: summary)
  }

  private var treeCut: TreeCut { cut.map(TreeCut.height) ?? clusters.map(TreeCut.clusters) ?? .suggested }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> VATReport {
    try VATReport(study, basis, ordering: ordering, cut: treeCut, image: request, context: context)
  }

  func compose(_ content: VATReport, study: Study, context: RunContext, on page: inout Page) throws {
    try page.add(content, view: view, study: study, context: context)
  }
}
