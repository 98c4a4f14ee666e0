public enum TextAlignment: Sendable, Hashable {
  case left, center, right
}

/// Text cut, filled and broken to widths in columns.
public enum TextLayout {
  /// At most so many columns, the end cut for an ellipsis; controls made visible, combining marks left out.
  public static func truncated(_ text: String, width: Int, glyphs: GlyphSet? = nil) -> String {
    var view = String.UnicodeScalarView()
    for (scalar, _) in CellWidth.fit(text, into: width, glyphs: glyphs) { view.append(scalar) }
    return String(view)
  }

  /// Exactly so many columns.
  public static func padded(
    _ text: String, width: Int, alignment: TextAlignment = .left, glyphs: GlyphSet? = nil
  ) -> String {
    let text = truncated(text, width: width, glyphs: glyphs)
    let free = max(0, width - CellWidth.of(text))
    let before = alignment == .left ? 0 : alignment == .right ? free : free / 2
    return blanks(before) + text + blanks(free - before)
  }

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, min(count, 1 << 16))) }

  /// Lines of at most so many columns, broken at blanks; words that are too long are broken where the line ends, and
  /// between wide scalars (East Asian text) a line may always break. Line feeds break, blanks at a break go, leading
  /// ones of a paragraph stay.
  /// A width below 1 gives no lines; text without anything gives one empty line.
  public static func wrap(_ text: String, width: Int) -> [String] {
    guard width >= 1 else { return [] }
    var lines: [String] = []
    var paragraph = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        wrapParagraph(paragraph, width, into: &lines)
        paragraph = String.UnicodeScalarView()
      } else if scalar != "\r" {
        paragraph.append(scalar == "\t" ? " " : CellWidth.shown(scalar))
      }
    }
    wrapParagraph(paragraph, width, into: &lines)
    return lines
  }

  private static func wrapParagraph(_ text: String.UnicodeScalarView, _ width: Int, into lines: inout [String]) {
    var line = String.UnicodeScalarView()
    var lineWidth = 0
    var word = String.UnicodeScalarView()
    var wordWidth = 0
    /// Blanks seen since the last word; they count only if another word follows on the line.
    var gap = 0
    var hasText = false

    func endLine() {
      lines.append(String(line))
      line = String.UnicodeScalarView()
      lineWidth = 0
      gap = 0
    }
    func endWord() {
      guard wordWidth > 0 else { return }
      if hasText, lineWidth > 0, lineWidth + gap + wordWidth > width { endLine() }
      gap = min(gap, width - 1)
      if lineWidth + gap + wordWidth > width { gap = 0 }
      for _ in 0..<gap { line.append(" ") }
      line.append(contentsOf: word)
      lineWidth += gap + wordWidth
      gap = 0
      hasText = true
      word = String.UnicodeScalarView()
      wordWidth = 0
    }

    for scalar in text {
      if scalar == " " {
        endWord()
        gap += 1
        continue
      }
      let scalarWidth = min(CellWidth.of(scalar), width)
      if scalarWidth == 2 || wordWidth + scalarWidth > width { endWord() }
      word.append(scalar)
      wordWidth += scalarWidth
      if scalarWidth == 2 { endWord() }
    }
    endWord()
    lines.append(String(line))
  }
}
