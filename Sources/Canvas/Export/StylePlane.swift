extension Canvas {
  /// The styles of a canvas as text, so that expected frames can state colours: a grid with a letter for each distinct
  /// style (`.` for the plain one, A… in reading order, then a…, then 0…9, then `?`), and a line for each letter below.
  public func stylePlane() -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    var names: [Style: Character] = [.plain: "."]
    var legend: [String] = []
    var text = ""
    for y in 0..<size.height {
      var line = ""
      for x in 0..<size.width {
        let style = self[x, y].style
        if let name = names[style] {
          line.append(name)
          continue
        }
        let name = legend.count < letters.count ? letters[legend.count] : "?"
        names[style] = name
        legend.append("\(name) \(style.summary)")
        line.append(name)
      }
      text += line + "\n"
    }
    return text + legend.map { $0 + "\n" }.joined()
  }
}

extension Style {
  /// "#rrggbb on #rrggbb bold": what differs from the plain style.
  public var summary: String {
    var words: [String] = []
    if !foreground.isTerminal { words.append(foreground.hex) }
    if !background.isTerminal { words.append("on " + background.hex) }
    if attributes.contains(.bold) { words.append("bold") }
    if attributes.contains(.dim) { words.append("dim") }
    if attributes.contains(.underline) { words.append("underline") }
    if attributes.contains(.reverse) { words.append("reverse") }
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }
}
