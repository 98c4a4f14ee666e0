import Analysis
import Canvas
import Engine

extension Configuration {
  /// The file that `pleiades config --write` writes: every entry there is, commented out at its default.
  public static var commentedFile: String {
    """
    # Pleiades: what the explorer begins with. Take the # away from a line to change it; pleiades config checks the
    # file. Options of the command line come before what stands here, and only the explorer reads it: the other
    # commands do the same everywhere.

    # Colours: one of the themes that t lists.
    # theme = "pleiades"

    # What points are drawn with: \(list(GlyphSet.allCases.map(\.rawValue))). Without this the terminal decides.
    # glyphs = "braille"

    # Whether the mouse is Pleiades' (true) or the terminal's, to select text with (false).
    # mouse = true

    # The first screen: \(list(ScreenID.allCases.map(\.name))).
    # screen = "overview"

    # What keys do, by commands as the log writes them; "" takes a key away. Keys are written as ? shows them.
    [keys]
    # "F2" = "show image"
    # "T" = "theme ember"
    # "K" = "cluster kmeans k=3"

    # How data are prepared where the command line does not say.
    [data]
    # \(list(Scale.allCases.map(\.rawValue)))
    # scale = "standard"
    # \(list(MissingPolicy.allCases.map(\.rawValue)))
    # missing = "drop"
    # One of: pleiades list metrics
    # metric = "euclidean"
    # So many rows, drawn at random; all without this.
    # sample = 10000
    # seed = \(Preparation.defaultSeed)

    """
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}

extension SharedFiles {
  /// Where the configuration is, or would be; nil where there is no home folder.
  public var configurationPath: String? { configuration.map { $0 + "/config.toml" } }

  public var hasConfiguration: Bool { configurationPath.map(Self.exists) ?? false }

  /// The configuration file's text; nil when there is none, or it cannot be read.
  public var configurationText: String? { configurationPath.flatMap { Self.text(of: $0) } }

  /// Makes the folders above a file.
  public static func createFolders(above path: String) { createFolders(of: path) }
}
