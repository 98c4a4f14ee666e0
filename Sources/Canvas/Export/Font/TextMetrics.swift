/// How long text is, for laying out figures. Vector forms are shown with whatever font the reader has; common
/// sans-serif fonts agree with these widths within about a tenth.
enum TextMetrics {
  /// The width of a line in pixels at a size.
  static func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    var units = 0.0
    for scalar in FigureText(text, at: FigurePoint(0, 0)).scalars { units += StrokeFont.glyph(scalar).advance }
    // Bold letters are a little wider.
    return units / StrokeFont.unitsPerEm * size * (isBold ? 1.06 : 1)
  }

  /// The text, or as much of its beginning as fits before an ellipsis; empty when nothing fits.
  static func truncated(_ text: String, size: Double, width limit: Double, isBold: Bool = false) -> String {
    if width(of: text, size: size, isBold: isBold) <= limit { return text }
    var fitting = ""
    var left = limit - width(of: "…", size: size, isBold: isBold)
    for character in text {
      left -= width(of: String(character), size: size, isBold: isBold)
      if left < 0 { break }
      fitting.append(character)
    }
    return fitting.isEmpty ? "" : fitting + "…"
  }

  /// The text in lines no longer than a width; longer words are cut with an ellipsis.
  static func wrapped(_ text: String, size: Double, width limit: Double) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        let longer = line.isEmpty ? String(word) : line + " " + word
        if line.isEmpty || width(of: longer, size: size) <= limit {
          line = longer
        } else {
          lines.append(truncated(line, size: size, width: limit))
          line = String(word)
        }
      }
      lines.append(truncated(line, size: size, width: limit))
    }
    return lines
  }
}
