/// The pieces of boxes, axes and bars in one glyph set.
struct LineGlyphs {
  let horizontal, vertical: Unicode.Scalar
  let topLeft, topRight, bottomLeft, bottomRight: Unicode.Scalar
  /// Axis ticks: on a bottom line pointing down, on a left line pointing left.
  let tickDown, tickLeft: Unicode.Scalar
  /// Bars that grow upwards and to the right, from the smallest part of a cell to the whole cell.
  let rising, growing: [Unicode.Scalar]
  /// Shades from blank to full.
  let shades: [Unicode.Scalar]
  let ellipsis: Unicode.Scalar
  let empty: Unicode.Scalar

  static func of(_ glyphs: GlyphSet) -> LineGlyphs {
    switch glyphs {
    case .braille, .quadrant: blocks
    case .dots: console
    case .ascii: ascii
    }
  }

  private static let blocks = LineGlyphs(
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘", tickDown: "┬",
    tickLeft: "┤", rising: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], growing: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
    shades: [" ", "░", "▒", "▓", "█"], ellipsis: "…", empty: "·")

  private static let console = LineGlyphs(
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘", tickDown: "┬",
    tickLeft: "┤", rising: ["▄", "█"], growing: ["▌", "█"], shades: [" ", "░", "▒", "▓", "█"], ellipsis: "…", empty: "·"
  )

  private static let ascii = LineGlyphs(
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", tickDown: "+",
    tickLeft: "+", rising: [".", ":", "#"], growing: ["#"],
    shades: [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"], ellipsis: "~", empty: "-")
}
