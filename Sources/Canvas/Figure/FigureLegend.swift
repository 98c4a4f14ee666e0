/// Names of groups beside a figure: a mark or a patch of colour, the name, and how many there are.
public struct FigureLegend: Sendable, Hashable {
  public struct Entry: Sendable, Hashable {
    /// Below 0 for noise.
    public var group: Int
    public var name: String
    public var count: Int?

    public init(group: Int, name: String, count: Int? = nil) {
      self.group = group
      self.name = name
      self.count = count
    }
  }

  public var entries: [Entry]
  /// Above the entries; may be empty.
  public var title: String

  public init(_ entries: [Entry] = [], title: String = "") {
    self.entries = entries
    self.title = title
  }

  static let step = 19.0
  private static let longest = 30
  private static let widest = 190.0

  var isEmpty: Bool { entries.isEmpty }

  /// The entries that are shown; the others are counted.
  private var shown: ArraySlice<Entry> {
    entries.prefix(entries.count > FigureLegend.longest ? FigureLegend.longest - 1 : FigureLegend.longest)
  }

  private func text(_ entry: Entry) -> (name: String, count: String) {
    let size = FigureTheme.textSize
    let count = entry.count.map { formatCount($0) } ?? ""
    let room = FigureLegend.widest - (count.isEmpty ? 0 : TextMetrics.width(of: count, size: size) + 8)
    return (TextMetrics.truncated(entry.name, size: size, width: room), count)
  }

  /// The space it takes, 0 when empty.
  var width: Double {
    guard !isEmpty else { return 0 }
    let size = FigureTheme.textSize
    let lengths = shown.map { entry in
      let (name, count) = text(entry)
      return TextMetrics.width(of: name, size: size)
        + (count.isEmpty ? 0 : TextMetrics.width(of: count, size: size) + 8)
    }
    return 20 + max(lengths.max() ?? 0, min(FigureLegend.widest, TextMetrics.width(of: title, size: size))) + 4
  }

  var height: Double {
    guard !isEmpty else { return 0 }
    return Double(shown.count + (shown.count < entries.count ? 1 : 0) + (title.isEmpty ? 0 : 1)) * FigureLegend.step
  }

  /// - Parameters:
  ///   - mark: of a group; nil for a patch of colour.
  func draw(
    into elements: inout [FigureElement], at corner: FigurePoint, _ theme: FigureTheme, mark: (Int) -> FigureMark?
  ) {
    let size = FigureTheme.textSize
    var y = corner.y + size
    func write(_ text: String, _ x: Double, _ color: Color) {
      elements.append(.text(FigureText(text, at: FigurePoint(x, y), size: size, color: color)))
    }
    if !title.isEmpty, !isEmpty {
      write(TextMetrics.truncated(title, size: size, width: FigureLegend.widest), corner.x, theme.label)
      y += FigureLegend.step
    }
    for entry in shown {
      let (name, count) = text(entry)
      let center = FigurePoint(corner.x + 6, y - size * 0.35)
      let color = theme.palette.color(entry.group)
      if let mark = mark(entry.group) {
        elements.append(.marks(FigureMarks(mark, at: [center], diameter: 9, paint: FigurePaint(color))))
      } else {
        elements.fill(FigureArea(x: center.x - 5, y: center.y.rounded() - 5, width: 10, height: 10), color)
      }
      write(name, corner.x + 20, theme.text)
      if !count.isEmpty {
        write(count, corner.x + 20 + TextMetrics.width(of: name, size: size) + 8, theme.label)
      }
      y += FigureLegend.step
    }
    if shown.count < entries.count { write("… and \(entries.count - shown.count) more", corner.x + 20, theme.label) }
  }
}
