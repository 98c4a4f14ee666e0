import Canvas

/// The colours of printed pictures: they have to do on dark and on light terminals.
enum Look {
  /// Okabe and Ito's eight, which most colour-blind people tell apart, less black and yellow.
  static let palette = Palette(
    colors: [0xE69F00, 0x56B4E9, 0x009E73, 0xCC79A7, 0xD55E00, 0x0072B2].map { (value: UInt32) in
      Color(
        red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
        blue: UInt8(truncatingIfNeeded: value))
    },
    noise: Color(red: 128, green: 128, blue: 128))

  /// From alike to far apart.
  static let ramp = Ramp.grey

  /// How a group is told from others in a table: its mark, in its colour.
  static func mark(_ group: Int, _ surface: Surface) -> TextTable.Cell {
    TextTable.Cell(String(palette.mark(group, glyphs: surface.glyphs)), style: Style(foreground: palette.color(group)))
  }
}
