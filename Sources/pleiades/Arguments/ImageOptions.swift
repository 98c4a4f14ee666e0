import Analysis
import ArgumentParser
import Canvas
import Engine

/// How the image is drawn.
struct ImageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Size of the image, in characters, or in values across and down where --image is a figure.", valueName: "WxH"))
  var size: SizeArgument?

  @Option(
    help: ArgumentHelp(
      "Draw only these positions of the order, from a up to but not b; c:d for other columns than rows.",
      valueName: "a:b[,c:d]"))
  var window: WindowArgument?

  @Option(help: "What a cell shows of its pairs.")
  var summary = DissimilarityImage.Summary.mean

  @Flag(help: "Draw the tree of single linkage beside the image.")
  var dendrogram = false

  @Option(
    help: ArgumentHelp("Draw into a file; its ending says how: .png, .svg, .txt or .ansi.", valueName: "path"))
  var image: String?

  func validate() throws {
    if let image {
      _ = try asUsage { try PictureFile(path: image, replacesExisting: false) }
    } else if let size = size?.size, max(size.width, size.height) > SizeArgument.largestInCharacters {
      throw ValidationError(
        "--size \(size.width)x\(size.height): characters go up to \(SizeArgument.largestInCharacters) each way; "
          + "--image PATH.png takes more.")
    }
  }

  /// What JSON gives of the image: nothing unless it is asked for.
  func request(isPathBased: Bool, isWanted: Bool) -> VATReport.ImageRequest? {
    guard window != nil || (size != nil && isWanted && image == nil) else { return nil }
    let side = 100
    let size =
      size?.size
      ?? Size(width: min(side, window?.columns.count ?? side), height: min(side, window?.rows.count ?? side))
    return VATReport.ImageRequest(
      isPathBased: isPathBased, rows: window?.rows, columns: window?.columns, width: size.width, height: size.height,
      summary: summary)
  }
}
