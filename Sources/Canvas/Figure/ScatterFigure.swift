/// Points in the plane, coloured and marked by group.
public struct ScatterFigure: Sendable {
  /// As many of each as the shorter one has. Points with a coordinate that is not finite are left out.
  public let x: [Double]
  public let y: [Double]
  /// Below 0 for noise. Points beyond the end belong to group 0.
  public let groups: [Int]
  public var xTitle = ""
  public var yTitle = ""
  /// Of the projections whose coordinates mean nothing by themselves, numbers are better left out.
  public var showsNumbers = true
  /// A mark for each group as well as a colour, as long as there are few enough points to see marks.
  public var usesMarks = true
  /// Nil for one around all points.
  public var window: PlotWindow?
  /// One unit of the data as long across as up.
  public var hasEqualAspect = false
  public var legend = FigureLegend()
  public var title = ""
  public var captions: [String] = []
  public var theme: FigureTheme
  /// In pixels.
  public var width = 760.0
  public var height = 560.0

  public init(x: [Double], y: [Double], groups: [Int] = [], theme: FigureTheme = .light) {
    self.x = x
    self.y = y
    self.groups = groups
    self.theme = theme
  }

  /// More points than this are drawn as a picture: a vector file of them would be huge and slow to show.
  public static let vectorLimit = 50_000
  private static let markLimit = 4000

  /// - Complexity: O(points).
  public func figure() -> Figure {
    let sheet = FigureSheet(theme: theme, title: title, captions: captions)
    let count = min(x.count, y.count)
    let width = max(160, width.isNaN ? 0 : width)
    let height = max(120, height.isNaN ? 0 : height)
    var figure = sheet.figure(width: width, height: height, summary: "A scatterplot of \(formatCount(count)) points.")
    var area = sheet.inside(width: figure.width, height: figure.height)
    let legendX = area.maxX - legend.width
    if !legend.isEmpty { area = area.inset(right: legend.width + 16) }

    var axes = FigureAxes(
      theme: theme, window: window ?? .fitting(x: x, y: y), xTitle: xTitle, yTitle: yTitle,
      showsXNumbers: showsNumbers, showsYNumbers: showsNumbers, hasXGrid: true)
    var inside = axes.inside(of: area)
    if hasEqualAspect {
      let pixels = Rectangle(x: 0, y: 0, width: clampedFloor(inside.width), height: clampedFloor(inside.height))
      axes.window = axes.window.equalAspect(in: pixels, cellAspect: 1)
      inside = axes.inside(of: area)
    }
    axes.drawGrid(into: &figure.elements, inside)
    let members = membersByGroup(axes.window)
    let pointCount = members.reduce(0) { $0 + $1.rows.count }
    let place = FigurePlace(inside, axes.window)
    let isPicture = pointCount > ScatterFigure.vectorLimit
    if isPicture {
      figure.elements.append(.image(layer(members, inside, place, pointCount), in: inside))
    } else if pointCount > 0 {
      figure.elements.append(.group(points(members, inside, place, pointCount)))
    }
    axes.draw(into: &figure.elements, inside, area)
    let hasMarks = usesMarks && pointCount <= ScatterFigure.markLimit
    legend.draw(into: &figure.elements, at: FigurePoint(legendX, inside.y), theme) { mark($0, hasMarks) }
    return figure
  }

  private func mark(_ group: Int, _ hasMarks: Bool) -> FigureMark {
    hasMarks && group >= 0 ? FigureMark(theme.palette.mark(group)) : FigureMark(.circle)
  }

  private struct Members {
    var group: Int
    var rows: [Int]
  }

  /// The rows of each group inside the window: noise first, then the larger groups, so that small ones lie on top.
  private func membersByGroup(_ window: PlotWindow) -> [Members] {
    var slots: [Int: Int] = [:]
    var members: [Members] = []
    for row in 0..<min(x.count, y.count) {
      let (pointX, pointY) = (x[row], y[row])
      guard pointX >= window.minX, pointX <= window.maxX, pointY >= window.minY, pointY <= window.maxY else { continue }
      let group = row < groups.count ? max(-1, groups[row]) : 0
      if let slot = slots[group] {
        members[slot].rows.append(row)
      } else {
        slots[group] = members.count
        members.append(Members(group: group, rows: [row]))
      }
    }
    return members.sorted {
      ($0.group < 0 ? 0 : 1, -$0.rows.count, $0.group) < ($1.group < 0 ? 0 : 1, -$1.rows.count, $1.group)
    }
  }

  private func points(
    _ members: [Members], _ inside: FigureArea, _ place: FigurePlace, _ count: Int
  ) -> FigureGroup {
    let diameter = count <= 200 ? 8.5 : count <= 1000 ? 7 : count <= 5000 ? 5 : count <= 20_000 ? 3.8 : 3
    // The more the points would cover, the more they let through.
    let cover = Double(count) * diameter * diameter / max(1, inside.width * inside.height)
    let opacity = max(0.2, 0.92 / (1 + 1.2 * cover))
    let hasMarks = usesMarks && count <= ScatterFigure.markLimit
    var group = FigureGroup(
      clip: FigureArea(x: inside.x - 5, y: inside.y - 5, width: inside.width + 10, height: inside.height + 10))
    for member in members {
      let name = legend.entries.first { $0.group == member.group || $0.group < 0 && member.group < 0 }?.name ?? ""
      let marks = FigureMarks(
        mark(member.group, hasMarks), at: member.rows.map { place.point(x[$0], y[$0]) },
        diameter: member.group < 0 ? diameter * 0.75 : diameter,
        paint: FigurePaint(theme.palette.color(member.group), opacity: opacity))
      group.elements.append(.group(FigureGroup(title: name, elements: [.marks(marks)])))
    }
    return group
  }

  /// The points as a picture with two pixels for each of the figure's (4096 at most each way); where there are none it
  /// is transparent.
  private func layer(
    _ members: [Members], _ inside: FigureArea, _ place: FigurePlace, _ count: Int
  ) -> FigureImage {
    let width = min(4096, max(1, clampedFloor(inside.width * 2)))
    let height = min(4096, max(1, clampedFloor(inside.height * 2)))
    let (across, down) = (Double(width) / max(1, inside.width), Double(height) / max(1, inside.height))
    let paper = theme.background.isTerminal ? Color.white : theme.background
    let footprint = 3
    let perPoint = Double(width * height) / Double(count * footprint * footprint)
    let opacity = min(0.6, max(0.06, 0.35 * perPoint))
    var pixels = [Int32](repeating: -1, count: width * height)
    pixels.withUnsafeMutableBufferPointer { pixels in
      for member in members {
        let color = theme.palette.color(member.group)
        let packed = (color.isTerminal ? paper.readableText : color).packed
        for row in member.rows {
          let point = place.point(x[row], y[row])
          let left = clampedFloor((point.x - inside.x) * across) - footprint / 2
          let top = clampedFloor((point.y - inside.y) * down) - footprint / 2
          guard left < width, top < height, left > -footprint, top > -footprint else { continue }
          for pixelY in max(0, top)..<min(height, top + footprint) {
            for pixelX in max(0, left)..<min(width, left + footprint) {
              let below = pixels[pixelY * width + pixelX]
              pixels[pixelY * width + pixelX] = PixelBlending.composited(
                below < 0 ? paper.packed : below, packed, opacity: opacity)
            }
          }
        }
      }
    }
    return FigureImage(width: width, height: height, pixels: pixels)
  }
}
