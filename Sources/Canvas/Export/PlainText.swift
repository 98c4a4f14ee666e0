extension Canvas {
  /// The lines of text without colours, blanks at their ends trimmed, a line feed after each.
  public var text: String {
    var text = String.UnicodeScalarView()
    for y in 0..<size.height {
      text.append(contentsOf: trimmedLine(y))
      text.append("\n")
    }
    return String(text)
  }

  /// The lines of `text`.
  public var lines: [String] { (0..<size.height).map { String(trimmedLine($0)) } }

  private func trimmedLine(_ y: Int) -> String.UnicodeScalarView.SubSequence {
    let scalars = line(y).unicodeScalars
    let end = scalars.lastIndex { $0 != " " }.map { scalars.index(after: $0) } ?? scalars.startIndex
    return scalars[scalars.startIndex..<end]
  }
}
