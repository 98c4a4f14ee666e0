import Canvas
import Engine

/// The lines of a silhouette plot: each a bar for a stretch of a cluster's rows.
struct SilhouetteBars {
  struct Bar {
    /// As people know it.
    var cluster: Int
    /// Of the profile's rows.
    var places: Range<Int>
    /// The mean of the stretch.
    var value: Double
  }

  let all: [Bar]
  /// The first on the screen.
  let first: Int
  let cursorBar: Int?
  private let mean: Double
  private let lowest: Double
  private let lines: Int

  /// Every bar stands for as many rows, as few as fit the lines; where there are more clusters than lines, bars scroll.
  /// - Parameter numbers: of the clusters; where they are others than these, each has its place for a number.
  init(_ value: SilhouetteProfileQuantity.Value, numbers: [Int], lines: Int, width: Int, cursor: Int?) {
    let numbers = numbers.count == value.clusterCount ? numbers : Array(0..<value.clusterCount)
    func count(_ rows: Int) -> Int {
      (0..<value.clusterCount).reduce(0) { $0 + (value.places(of: $1).count + rows - 1) / rows }
    }
    var (low, high) = (1, max(1, value.rows.count))
    while low < high {
      let middle = (low + high) / 2
      if count(middle) <= lines { high = middle } else { low = middle + 1 }
    }
    let rows = low
    let bars = numbers.indices.sorted { numbers[$0] < numbers[$1] }.flatMap { cluster -> [Bar] in
      let places = value.places(of: cluster)
      return stride(from: places.lowerBound, to: places.upperBound, by: rows).map { start in
        let stretch = start..<min(start + rows, places.upperBound)
        return Bar(
          cluster: numbers[cluster], places: stretch, value: value.values[stretch].reduce(0, +) / Double(stretch.count))
      }
    }
    cursorBar = cursor.flatMap { place in bars.firstIndex { $0.places.contains(place) } }
    first = Scrolling.first(0, selected: cursorBar, count: bars.count, visible: lines)
    mean = value.mean
    lowest = min(0, bars.map(\.value).min() ?? 0)
    all = bars
    self.lines = lines
  }

  private static let labelWidth = 5

  func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    let plot = area.inset(left: Self.labelWidth)
    guard plot.width > 4 else { return }
    // What is below 0 grows to the left.
    let left = lowest < 0 ? max(1, Int(-lowest / (1 - lowest) * Double(plot.width))) : 0
    let zero = plot.x + left
    let right = plot.maxX - zero
    let meanColumn = mean >= 0 ? zero + min(right - 1, Int(mean * Double(right))) : zero - min(left, 1)
    for (line, index) in (first..<all.count).prefix(max(0, lines)).enumerated() {
      let bar = all[index]
      let y = area.y + line
      let isCursor = index == cursorBar
      let color = session.colouring == .none ? state.theme.text : state.palette.color(bar.cluster)
      let style = isCursor ? state.cursorStyle(state.theme.cursor) : state.style(color)
      let place = Rectangle(x: zero, y: y, width: right, height: 1)
      if bar.value >= 0 {
        Gauge(
          fraction: bar.value, style: state.style(isCursor ? state.theme.cursor : color), emptyStyle: state.ground,
          glyphs: state.glyphs
        ).draw(into: &canvas, in: place)
      } else {
        let length = min(left, max(1, Int((bar.value / lowest * Double(left)).rounded())))
        canvas.fill(
          Rectangle(x: zero - length, y: y, width: length, height: 1),
          with: Cell(state.glyphs.isASCII ? "#" : "█", state.style(isCursor ? state.theme.cursor : color)))
      }
      drawMean(state, color, into: &canvas, x: meanColumn, y: y)
      if isCursor || index == 0 || index == first || all[index - 1].cluster != bar.cluster {
        let mark = String(state.palette.mark(bar.cluster, glyphs: state.glyphs))
        canvas.write(
          "\(mark) \(bar.cluster)", in: Rectangle(x: area.x, y: y, width: Self.labelWidth - 1, height: 1), style: style,
          glyphs: state.glyphs)
      }
    }
  }

  /// The mean of all rows is a line across.
  private func drawMean(_ state: State, _ bar: Color, into canvas: inout Canvas, x: Int, y: Int) {
    let scalar: Unicode.Scalar = state.glyphs.isASCII ? "|" : "│"
    let isBlank = canvas[x, y].scalar == " "
    var style = state.warningStyle
    if !isBlank {
      // Without colour the bar hides the line.
      guard state.colorDepth != .none, !state.theme.background.isTerminal else { return }
      style = Style(foreground: state.theme.background, background: bar)
    }
    canvas[x, y] = Cell(scalar, style)
  }
}
