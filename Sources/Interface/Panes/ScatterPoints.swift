import Analysis
import Canvas
import Engine

/// What the scatterplot shows: coordinates on both axes, and what the axes are called. Made once, since a picture is
/// drawn at every key.
struct ScatterPointsQuantity: Quantity {
  struct Value: Sendable {
    let x: [Double]
    let y: [Double]
    let xTitle: String
    let yTitle: String
    /// Around all points.
    let window: PlotWindow
  }

  let projection: ProjectionQuantity
  let horizontal: Axis
  let vertical: Axis

  var title: String { "points of the plane" }

  /// O(n) once the projection is there, which is asked for only where an axis shows it.
  func compute(in study: Study, context: RunContext) throws -> Value {
    let dataset = try study.value(DatasetQuantity(projection.preparation), context: context)
    func values(_ axis: Axis) throws -> ([Double], String) {
      switch axis {
      case .column(let name):
        guard let index = dataset.featureNames.firstIndex(of: name) else {
          throw AnalysisError.notApplicable("column \"\(name)\" is no feature", advice: "choose another axis")
        }
        return (Array(dataset.unscaled.column(index)), name)
      case .component(let index):
        let projected = try study.value(projection, context: context)
        guard index < projected.coordinates.columns else {
          // One column has one component: spread the rows over the other axis.
          return ((0..<dataset.rowCount).map(Double.init), "row")
        }
        let ratios = projected.explainedVarianceRatio
        let share = index < ratios.count ? " (\(formatNumber(ratios[index] * 100, significant: 3)) %)" : ""
        return (Array(projected.coordinates.column(index)), projected.axisNames[index] + share)
      }
    }
    let (x, xTitle) = try values(horizontal)
    let (y, yTitle) = try values(vertical)
    return Value(x: x, y: y, xTitle: xTitle, yTitle: yTitle, window: .fitting(x: x, y: y))
  }
}

/// The scatterplot of many points as cells: drawn in the background, so that keys need not wait for a pass over a
/// million points. What is highlighted is drawn over it.
struct ScatterPictureQuantity: Quantity {
  /// Up to this many points a pass at every key costs less than a way round.
  static let fewest = 20_000

  let points: ScatterPointsQuantity
  /// Nil for points of one colour.
  let groups: GroupCodesQuantity?
  let window: PlotWindow?
  let size: Size
  let palette: Palette
  let mode: ScatterPlot.Mode
  let glyphs: GlyphSet
  let background: Color
  let ground: Style
  let frame: Style
  let label: Style
  /// Rows of the table that are marked; nil for none.
  var selection: RowSet?
  var selectionStyle = Style.plain
  var selectionMark: Unicode.Scalar?

  var title: String { "scatterplot" }

  func compute(in study: Study, context: RunContext) throws -> Canvas {
    let value = try study.value(points, context: context)
    let codes = try groups.map { try study.value($0, context: context) } ?? []
    var canvas = Canvas(size, fill: Cell(" ", ground))
    var plot = plot(value, codes)
    plot.highlights = try highlights(in: study, context)
    plot.draw(into: &canvas, in: canvas.bounds)
    return canvas
  }

  /// The selected points.
  func highlights(in study: Study, _ context: RunContext) throws -> [ScatterPlot.Highlight] {
    guard let selection else { return [] }
    let numbers = try study.value(DatasetQuantity(points.projection.preparation), context: context).rowNumbers
    return [
      .init(
        rows: numbers.indices.filter { selection.contains(numbers[$0]) }, style: selectionStyle, mark: selectionMark)
    ]
  }

  func plot(_ value: ScatterPointsQuantity.Value, _ codes: [Int]) -> ScatterPlot {
    ScatterPlot(
      x: value.x, y: value.y, groups: codes, palette: palette, mode: mode, window: window ?? value.window,
      axes: PlotAxes(
        xTitle: value.xTitle, yTitle: value.yTitle, frameStyle: frame, labelStyle: label, titleStyle: ground),
      background: background, glyphs: glyphs)
  }
}
