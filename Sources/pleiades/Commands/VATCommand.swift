import Analysis
import ArgumentParser
import Canvas
import Engine

struct VATCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "vat", abstract: "Draw the dissimilarity image in which groups are dark blocks.",
    discussion: """
      Rows are put into the order in which the spanning tree grows, so that rows alike stand together. The iVAT image \
      shows the widest gap that has to be crossed between two rows; --vat shows the dissimilarities themselves.

      Examples:
        pleiades vat iris.csv
        pleiades vat iris.csv --labels label --dendrogram --image iris.png
        pleiades vat iris.csv --clusters 3 --format csv
        pleiades vat iris.csv --window 50:100 --size 100x50
      """)

  @Argument(help: "The file to read; - for standard input.")
  var file: String

  @Flag(help: "Draw the VAT image (the dissimilarities in order) instead of the iVAT image.")
  var vat = false

  @OptionGroup(title: "Image") var imageOptions: ImageOptions
  @OptionGroup(title: "Groups") var groupOptions: GroupOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  var path: String { file }
  var picturePath: String? { imageOptions.image }

  private var view: ImageView {
    ImageView(
      kind: vat ? .vat : .ivat, size: imageOptions.size?.size, window: imageOptions.window,
      summary: imageOptions.summary)
  }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> VATReport {
    try VATReport(
      study, basis, ordering: groupOptions.ordering, cut: groupOptions.cut,
      image: imageOptions.request(isPathBased: !vat, isWanted: output.format == .json), context: context)
  }

  func compose(_ content: VATReport, study: Study, context: RunContext, on page: inout Page) throws {
    try page.add(
      content, view: view, showsDendrogram: imageOptions.dendrogram, picture: imageOptions.image, study: study,
      context: context)
  }

  func draw(_ content: VATReport, to file: PictureFile, study: Study, context: RunContext) throws {
    guard !file.isFigure else {
      let figure = VATFigure(report: content, view: view, showsDendrogram: imageOptions.dendrogram)
      return try file.write(figure.figure(study: study, context: context))
    }
    let size = imageOptions.size?.size ?? Size(width: 100, height: 50)
    var page = Page(Surface(width: size.width, isColored: file.kind == .ansi, ascii: output.ascii))
    try page.image(
      content, view: view, showsDendrogram: imageOptions.dendrogram, study: study, context: context)
    try file.write(page)
  }
}
