import Canvas

/// A frame as text for a golden file: its characters, then its styles.
enum FrameText {
  /// From this width on, runs of one character are written as the character and how many: `─⟨43⟩`.
  private static let wide = 100
  private static let shortestRun = 6

  static func of(_ canvas: Canvas) -> String {
    let isWide = canvas.size.width >= wide
    let text = canvas.lines.map { isWide ? packed($0) : $0 }
    let plane = canvas.stylePlane().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let rows = folded(plane.prefix(canvas.size.height).map(packed))
    let legend = plane.dropFirst(canvas.size.height).filter { !$0.isEmpty }
    return (text + ["-- styles"] + rows + legend).map { $0 + "\n" }.joined()
  }

  /// Runs as the character and how many.
  static func packed(_ line: String) -> String {
    var result = ""
    var characters = Array(line)[...]
    while let first = characters.first {
      let count = characters.prefix { $0 == first }.count
      result += count >= shortestRun ? "\(first)⟨\(count)⟩" : String(repeating: first, count: count)
      characters = characters.dropFirst(count)
    }
    return result
  }

  /// A line as it is drawn, whether it is packed or not.
  static func readable(_ line: some StringProtocol) -> String {
    var result = ""
    var rest = line[...]
    while let open = rest.firstIndex(of: "⟨"), let close = rest[open...].firstIndex(of: "⟩"),
      let count = Int(rest[rest.index(after: open)..<close]), let character = rest[..<open].last
    {
      result += rest[..<open] + String(repeating: character, count: count - 1)
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// Equal lines below each other as one and how often.
  private static func folded(_ lines: [String]) -> [String] {
    var result: [String] = []
    var rest = lines[...]
    while let first = rest.first {
      let count = rest.prefix { $0 == first }.count
      result.append(count > 1 ? "\(first)  x\(count)" : first)
      rest = rest.dropFirst(count)
    }
    return result
  }
}
