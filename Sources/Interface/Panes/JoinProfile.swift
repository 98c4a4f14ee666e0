import Analysis
import Canvas
import Engine

/// The join distances along the order, under the image and aligned with it: a step wherever a new block begins.
enum JoinProfile {
  /// Fewer lines would show nothing.
  private static let fewestLines = 4

  static func quantity(
    _ state: State, _ session: Session, _ window: Range<Int>, width: Int
  ) -> JoinProfileQuantity {
    JoinProfileQuantity(session.basis, window: window, steps: max(1, width * state.glyphs.dotsPerCell.width))
  }

  static func draw(
    _ state: State, _ session: Session, _ window: Range<Int>, into canvas: inout Canvas, in area: Rectangle
  ) {
    guard area.height >= fewestLines, area.width > 8, let order = session.vatOrder?.order, order.count > 1,
      let profile = session.results.valueOrLatest(quantity(state, session, window, width: area.width)),
      profile.positions.last.map({ $0 < order.count }) ?? false
    else { return }
    let suggestion = session.results.valueOrLatest(ClusterSuggestionQuantity(session.basis))
    let byHand = session.cutHeight
    let cut = byHand ?? suggestion.flatMap { $0.suggestedClusters > 1 ? $0.suggestedCut : nil }
    let line = byHand != nil ? "; line: your cut" : cut != nil ? "; line: suggested cut" : ""
    canvas.write(
      "distance at which each row joins" + line,
      x: area.x, y: area.y, style: state.dim, width: area.width, glyphs: state.glyphs)

    let codes = session.colouring == .none ? nil : session.groups(rowCount: order.count)?.codes
    LinePlot(
      values: profile.joinDistances, groups: codes.map { codes in profile.positions.map { codes[order[$0]] } } ?? [],
      palette: state.palette, style: state.ground, isFilled: true, threshold: cut,
      thresholdStyle: byHand == nil ? state.warningStyle : state.accent,
      range: 0...max(profile.highest, .leastNormalMagnitude), axes: nil, glyphs: state.glyphs
    ).draw(into: &canvas, in: area.inset(top: 1))
  }
}
