/// Lines of text, one of them selected.
public struct ListView {
  public var count: Int
  /// The text of an item; called for those on the screen only.
  public var item: (Int) -> String
  public var selected: Int?
  /// The first item on the screen; moved as far as needed to show the selected one.
  public var first: Int
  public var style: Style
  public var selectedStyle: Style
  /// An item's own style, for instance a cluster's colour; nil for `style`.
  public var itemStyle: ((Int) -> Style?)?
  /// A mark before the selected item, for terminals without colour.
  public var showsMarker: Bool
  public var glyphs: GlyphSet

  public init(
    count: Int, selected: Int? = nil, first: Int = 0, style: Style = .plain, selectedStyle: Style = .plain,
    itemStyle: ((Int) -> Style?)? = nil, showsMarker: Bool = true, glyphs: GlyphSet = .braille,
    item: @escaping (Int) -> String
  ) {
    self.count = count
    self.item = item
    self.selected = selected
    self.first = first
    self.style = style
    self.selectedStyle = selectedStyle
    self.itemStyle = itemStyle
    self.showsMarker = showsMarker
    self.glyphs = glyphs
  }

  public init(
    items: [String], selected: Int? = nil, first: Int = 0, style: Style = .plain, selectedStyle: Style = .plain,
    showsMarker: Bool = true, glyphs: GlyphSet = .braille
  ) {
    self.init(
      count: items.count, selected: selected, first: first, style: style, selectedStyle: selectedStyle,
      showsMarker: showsMarker, glyphs: glyphs, item: { items[$0] })
  }

  public struct Layout: Sendable, Hashable {
    public let area: Rectangle
    /// The items on the screen.
    public let items: Range<Int>

    public func item(at cell: Point) -> Int? {
      guard area.contains(cell) else { return nil }
      let item = items.lowerBound + cell.y - area.y
      return items.contains(item) ? item : nil
    }
  }

  public func layout(in area: Rectangle) -> Layout {
    let area = area.normalized
    let first = Scrolling.first(first, selected: selected, count: count, visible: area.height)
    let end = min(max(0, count), first + area.height)
    return Layout(area: area, items: first..<max(first, end))
  }

  @discardableResult
  public func draw(into canvas: inout Canvas, in area: Rectangle) -> Layout {
    let layout = layout(in: area)
    let area = layout.area
    let marker: Unicode.Scalar = glyphs.isASCII ? ">" : glyphs == .dots ? "►" : "▸"
    for index in layout.items {
      let line = Rectangle(x: area.x, y: area.y + index - layout.items.lowerBound, width: area.width, height: 1)
      if line.y < 0 { continue }
      guard line.y < canvas.size.height else { break }
      let isSelected = index == selected
      var lineStyle = itemStyle?(index) ?? style
      if isSelected {
        lineStyle = selectedStyle
        canvas.fill(line, with: Cell(" ", selectedStyle))
      }
      if showsMarker, isSelected { canvas.write(String(marker), in: line, style: lineStyle) }
      let text = showsMarker ? line.splitLeft(2).rest : line
      canvas.write(item(index), in: text, style: lineStyle, glyphs: glyphs)
    }
    return layout
  }
}
