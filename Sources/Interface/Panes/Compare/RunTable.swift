import Analysis
import Canvas
import Engine

/// The compared runs as a table on the screen.
struct RunTable {
  /// A column that may be scrolled away.
  struct Field {
    var title: String
    var text: (RunQuantity.Value) -> String
    /// For marking the best run; nil where none is better than another.
    var score: ((RunQuantity.Value) -> Double?)?
  }

  let view: TableView

  init(_ state: State, _ session: Session, _ runs: [AlgorithmChoice], width: Int) {
    let all = Self.movable(session)
    let fields = Array(all.dropFirst(min(session.firstIndex, all.count - 1)))
    let values = runs.map(session.runValue)
    let best = fields.map { field -> Double? in
      guard let score = field.score else { return nil }
      let scores = values.compactMap { $0.flatMap(score) }
      // The best of one is nothing to point at.
      return scores.count > 1 ? scores.max() : nil
    }
    // Names come before the last numbers, and longer ones are cut.
    let nameWidth = min(max(14, width / 3), runs.map { CellWidth.of(Session.name(of: $0)) }.max() ?? 0)
    func text(_ row: Int, _ column: Int) -> String {
      switch column {
      case 0: return runs[row] == session.clusterer ? "*" : ""
      case 1: return "\(row + 1)"
      case 2: return Session.name(of: runs[row])
      default:
        if let value = values[row] { return fields[column - 3].text(value) }
        guard column == 3 else { return "" }
        let quantity = session.runQuantity(runs[row])
        if session.results.failure(quantity) != nil { return "failed" }
        if session.results.isRunning(quantity) { return "…" }
        return session.waitsToBeAsked(runs[row]) ? "not run" : "waits"
      }
    }
    func style(_ row: Int, _ column: Int) -> Style? {
      guard column > 2 else { return column == 0 ? state.accent : nil }
      guard let value = values[row] else { return state.dim }
      guard let best = best[column - 3], let score = fields[column - 3].score else { return nil }
      return score(value) == best ? state.accent : nil
    }
    view = TableView(
      columns: [
        TableView.Column("", width: 1), TableView.Column("#", alignment: .right),
        TableView.Column("run", width: nameWidth),
      ] + fields.map { TableView.Column($0.title, alignment: .right) },
      rowCount: runs.count, firstRow: session.firstLines[.runs] ?? 0, selectedRow: session.selectedRunIndex(in: runs),
      style: state.ground,
      headerStyle: state.dim, selectedStyle: state.selectionStyle, cellStyle: style, glyphs: state.glyphs, cell: text)
  }

  /// Clusters, agreement with the classes, the internal indices, and the time.
  static func movable(_ session: Session) -> [Field] {
    var fields = [
      Field(title: "clusters", text: { "\($0.clustering.clusterCount)" }),
      Field(title: "noise", text: { formatCount($0.clustering.noiseCount) }),
    ]
    if let labels = session.basis.preparation.labels {
      fields.append(
        Field(
          title: TextLayout.truncated("vs \(labels)", width: 10),
          text: { $0.adjustedRand.map { formatNumber($0, decimals: 3) } ?? "-" },
          score: { $0.adjustedRand }))
    }
    if session.hasRunIndices {
      let isMatrix = session.basis.preparation.isDissimilarityMatrix
      fields += ValidityIndices.allInternal.filter { !isMatrix || !$0.description.needs.contains(.features) }.map {
        index in
        func value(_ run: RunQuantity.Value) -> Double? { run.internal.first { $0.key == index.key }?.value }
        return Field(
          title: TextLayout.truncated(index.description.title, width: 10),
          text: { value($0).map(Self.shown) ?? "-" },
          score: { value($0).map { index.direction == .higherIsBetter ? $0 : -$0 } })
      }
    }
    fields.append(Field(title: "seconds", text: { Self.shown($0.elapsedSeconds) }))
    return fields
  }

  /// With as many decimals as tell runs apart, so that they stand below each other.
  private static func shown(_ value: Double) -> String {
    abs(value) < 10 ? formatNumber(value, decimals: 3) : formatNumber(value, significant: 4)
  }
}
