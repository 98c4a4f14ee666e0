import ArgumentParser
import Engine
import Tabular

/// Which rows stand in the image, and where its tree is cut.
struct GroupOptions: ParsableArguments {
  @Option(
    name: .customLong("cut"), parsing: .unconditional,
    help: ArgumentHelp("Groups are the rows that joined at this distance or less.", valueName: "distance"))
  var height: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Cut the tree into so many groups, whatever their sizes.", valueName: "k"))
  var clusters: Int?

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
    if height != nil, clusters != nil {
      throw ValidationError("--cut and --clusters each say where to cut: give one.")
    }
    if let height, !(height >= 0 && height.isFinite) {
      throw ValidationError("--cut \(height): it must be a distance, 0 or more.")
    }
    if let clusters, clusters < 1 { throw ValidationError("--clusters \(clusters): it must be at least 1.") }
    if let maximin, maximin < 1 { throw ValidationError("--maximin \(maximin): it must be at least 1.") }
    if maximin != nil, constraints != nil {
      throw ValidationError("--maximin and --constraints do not go together.")
    }
  }

  var cut: TreeCut { height.map(TreeCut.height) ?? clusters.map(TreeCut.clusters) ?? .suggested }

  var ordering: RowOrdering {
    get throws {
      if let maximin { return .maximin(maximin) }
      guard let constraints else { return .all }
      return .constrained(try ConstraintList(TableReader.read(path: constraints)))
    }
  }
}
