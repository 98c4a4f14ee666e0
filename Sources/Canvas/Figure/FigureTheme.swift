/// The colours and sizes of figures.
public struct FigureTheme: Sendable, Hashable {
  public var background: Color
  public var text: Color
  /// Of numbers at axes, captions and the like.
  public var label: Color
  /// Of the lines of axes.
  public var axis: Color
  /// Of the lines behind a plot.
  public var grid: Color
  /// Of cuts and thresholds.
  public var highlight: Color
  /// Of a value that is missing.
  public var missing: Color
  public var palette: Palette
  /// From similar to dissimilar.
  public var ramp: Ramp

  public init(
    background: Color, text: Color, label: Color, axis: Color, grid: Color, highlight: Color, missing: Color,
    palette: Palette, ramp: Ramp
  ) {
    self.background = background
    self.text = text
    self.label = label
    self.axis = axis
    self.grid = grid
    self.highlight = highlight
    self.missing = missing
    self.palette = palette
    self.ramp = ramp
  }

  /// For paper and white pages.
  public static let light = FigureTheme(
    background: .white, text: hex("#1f2430"), label: hex("#59616e"), axis: hex("#8b929e"), grid: hex("#e9ebef"),
    highlight: hex("#b3261e"), missing: hex("#d3d7de"),
    palette: Palette(
      colors: [
        "#1769aa", "#c25a0c", "#2e7d32", "#b0206e", "#6b3fb8", "#8a7800", "#00777a", "#c0392b", "#4d5a70", "#85532a",
      ].map(hex), noise: hex("#a4aab4")),
    ramp: Ramp(stops: ["#0b2a4a", "#1f5f8b", "#4b96a8", "#9cc7b4", "#dfe6c8", "#fbfaf6"].map(hex), levels: 128))

  /// For dark pages and slides.
  public static let dark = FigureTheme(
    background: hex("#0d1220"), text: hex("#e3e8f2"), label: hex("#98a3bd"), axis: hex("#56637f"),
    grid: hex("#1b2338"), highlight: hex("#f2c86b"), missing: hex("#2e374d"),
    palette: Palette(
      colors: [
        "#58c4f6", "#ffb454", "#7fd962", "#f27eb5", "#b79cf7", "#f6e05e", "#4fd6c0", "#ff8566", "#a9b8d8", "#c98e5a",
      ].map(hex), noise: hex("#6b7690")),
    ramp: Ramp(stops: ["#07090f", "#1f2a5a", "#6a3d8f", "#c2557f", "#f59a62", "#fdf2c0"].map(hex), levels: 128))

  private static func hex(_ text: String) -> Color { Color(hex: text) ?? .black }

  static let titleSize = 15.0
  static let textSize = 12.0
  static let labelSize = 11.0
}
