import Canvas

/// A number on a colour, as in small matrices.
enum ShadedNumber {
  /// - Parameter shade: a place on the ramp, 0…1; nil for none.
  static func draw(_ text: String, shade: Double?, _ state: State, into canvas: inout Canvas, _ area: Rectangle) {
    var style = state.ground
    // Shades of fewer colours would hide the numbers.
    if let shade, state.colorDepth == .indexed256 || state.colorDepth == .trueColor {
      let paper = state.ramp[shade]
      let black = Color(red: 0, green: 0, blue: 0)
      let white = Color(red: 255, green: 255, blue: 255)
      let ink = paper.contrastRatio(with: black) > paper.contrastRatio(with: white) ? black : white
      style = Style(foreground: ink, background: paper)
    }
    canvas.fill(area, with: Cell(" ", style))
    canvas.write(text, in: area.inset(right: 1), alignment: .right, style: style, glyphs: state.glyphs)
  }
}
