import Analysis
import Canvas
import Engine

/// The numbers: is there structure, which groups, and do they agree with the labels.
enum ScoresPane: Pane {
  static let id = PaneID.scores
  static let width = PaneWidth.fixed(36)

  /// Above this many rows the indices that look at every pair would hold up everything else.
  static let largestForIndices = 20_000

  static let summary = "is there structure, which groups, how good are they"
  static func title(_ session: Session) -> String { "Scores" }

  static func needs(_ state: State, _ session: Session, in area: Rectangle) -> [AnyQuantity] {
    var needs = [
      AnyQuantity(session.vatQuantity), AnyQuantity(ClusterSuggestionQuantity(session.basis)),
      AnyQuantity(session.clusteringQuantity),
    ]
    if !session.basis.preparation.isDissimilarityMatrix {
      needs.append(AnyQuantity(HopkinsQuantity(session.basis.preparation)))
    }
    if (session.dataset?.rowCount ?? .max) <= largestForIndices { needs.append(AnyQuantity(internalIndices(session))) }
    if !session.selection.isEmpty { needs.append(AnyQuantity(session.selectionSummary)) }
    if session.basis.preparation.labels != nil { needs.append(AnyQuantity(externalIndices(session))) }
    return needs
  }

  private static func internalIndices(_ session: Session) -> InternalIndicesQuantity {
    InternalIndicesQuantity(session.basis, .clusterer(session.clusterer))
  }

  private static func externalIndices(_ session: Session) -> ExternalIndicesQuantity {
    ExternalIndicesQuantity(session.basis, session.clusterer)
  }

  enum Line {
    case heading(String)
    case value(String, String)
    case note(String)
    case problem(String)
    case cluster(name: String, size: Int, share: Double, group: Int)
    case blank
  }

  static func draw(_ state: State, _ session: Session, into canvas: inout Canvas, in area: Rectangle) {
    var y = area.y
    let line = area.inset(left: 1, right: 1)
    let lines = selectionLines(session) + tendencyLines(session) + [.blank] + clusteringLines(state, session)
    for item in lines {
      guard y < area.maxY else { return }
      switch item {
      case .blank: y += 1
      case .heading(let text):
        canvas.write(text, x: line.x, y: y, style: state.accent, width: line.width, glyphs: state.glyphs)
        y += 1
      case .value(let name, let value):
        let valueWidth = min(CellWidth.of(value), line.width)
        canvas.write(
          name, x: line.x, y: y, style: state.dim, width: max(0, line.width - valueWidth - 1), glyphs: state.glyphs)
        canvas.write(
          value, in: Rectangle(x: line.x, y: y, width: line.width, height: 1).inset(left: line.width - valueWidth),
          style: state.ground, glyphs: state.glyphs)
        y += 1
      case .note(let text), .problem(let text):
        let isProblem = if case .problem = item { true } else { false }
        for part in TextLayout.wrap(text, width: max(1, line.width)) where y < area.maxY {
          canvas.write(
            part, x: line.x, y: y, style: isProblem ? state.errorStyle : state.dim, width: line.width,
            glyphs: state.glyphs)
          y += 1
        }
      case .cluster(let name, let size, let share, let group):
        drawCluster(
          name, size, share, group, state, session, into: &canvas,
          Rectangle(x: line.x, y: y, width: line.width, height: 1))
        y += 1
      }
    }
  }

  private static func drawCluster(
    _ name: String, _ size: Int, _ share: Double, _ group: Int, _ state: State, _ session: Session,
    into canvas: inout Canvas, _ line: Rectangle
  ) {
    let style = session.colouring == .none ? state.ground : state.style(state.palette.color(group))
    canvas[line.x, line.y] = Cell(state.palette.mark(group, glyphs: state.glyphs), style)
    canvas.write(name, x: line.x + 2, y: line.y, style: state.ground, width: 10, glyphs: state.glyphs)
    let number = formatCount(size)
    let numberWidth = 7
    Gauge(fraction: share, style: style, emptyStyle: state.ground, glyphs: state.glyphs)
      .draw(into: &canvas, in: line.inset(left: 13, right: numberWidth))
    canvas.write(
      number, in: line.inset(left: line.width - numberWidth), alignment: .right, style: state.ground,
      glyphs: state.glyphs)
  }

  private static func tendencyLines(_ session: Session) -> [Line] {
    var lines: [Line] = [.heading("Is there structure?")]
    let suggestion = ClusterSuggestionQuantity(session.basis)
    if let value = session.results.valueOrLatest(suggestion) {
      lines.append(
        .value("blocks in the image", value.suggestedClusters > 1 ? "\(value.suggestedClusters)" : "none clear"))
    } else {
      lines.append(.value("blocks in the image", session.results.failure(suggestion) == nil ? "…" : "-"))
    }
    guard !session.basis.preparation.isDissimilarityMatrix else { return lines }
    let hopkins = HopkinsQuantity(session.basis.preparation)
    if let value = session.results.valueOrLatest(hopkins) {
      lines.append(.value("Hopkins statistic", formatNumber(value.statistic, decimals: 3)))
      lines.append(.value("  spread of \(value.repeats) draws", formatNumber(value.standardDeviation, decimals: 3)))
      lines.append(
        .value("  p, if all were random", value.pValue < 0.0001 ? "< 0.0001" : formatNumber(value.pValue, decimals: 4)))
    } else if let reason = session.results.failure(hopkins) {
      lines += [.value("Hopkins", "-"), .note(reason)]
    } else {
      lines.append(.value("Hopkins", "…"))
    }
    return lines
  }

  private static func clusteringLines(_ state: State, _ session: Session) -> [Line] {
    var lines: [Line] = [.heading("Which groups? \(session.clustererDescription?.title ?? session.clusterer.id)")]
    if let reason = session.results.failure(session.clusteringQuantity) { return lines + [.problem(reason)] }
    guard let value = session.results.valueOrLatest(session.clusteringQuantity) else {
      return lines + [.note("running")]
    }
    let clustering = value.clustering
    for parameter in session.clustererDescription?.parameters.prefix(4) ?? [] {
      guard let used = clustering.parameters[parameter.name] ?? parameter.standard else { continue }
      let isChosen = session.clusterer.parameters[parameter.name] == nil && parameter.standard == nil
      lines.append(.value(parameter.name, isChosen ? "\(shown(used)) (chosen)" : shown(used)))
    }
    if let objective = clustering.objective { lines.append(.value(objective.name, formatNumber(objective.value))) }
    lines.append(.value("seconds", formatNumber(value.elapsedSeconds, significant: 2)))

    lines.append(.blank)
    lines += indexLines(session)
    lines.append(.blank)
    lines += groupLines(session, rowCount: clustering.labels.count)
    if clustering.clusterCount == 0 { lines.append(.note("no cluster: every row is noise")) }
    if !clustering.notes.isEmpty { lines += [.blank] + clustering.notes.map(Line.note) }
    return lines
  }

  /// How many rows each colour stands for: the clusters, or the label's classes.
  private static func groupLines(_ session: Session, rowCount: Int) -> [Line] {
    var counted = session
    // Without colours the clusters are still worth counting.
    if counted.colouring == .none { counted.colouring = .cluster }
    guard let groups = counted.groups(rowCount: rowCount) else { return [] }
    var sizes = [Int](repeating: 0, count: groups.names.count)
    var apart = 0
    for code in groups.codes { if code < 0 { apart += 1 } else { sizes[code] += 1 } }
    let largest = Double(max(1, sizes.max() ?? 1, apart))
    // The numbers of clusters may have gaps.
    let present = sizes.indices.filter { counted.colouring == .label || sizes[$0] > 0 }
    var lines = present.prefix(40).map { index in
      Line.cluster(name: groups.names[index], size: sizes[index], share: Double(sizes[index]) / largest, group: index)
    }
    if apart > 0 {
      let name = counted.colouring == .label ? "no label" : "noise"
      lines.append(.cluster(name: name, size: apart, share: Double(apart) / largest, group: -1))
    }
    return lines
  }

  private static func shown(_ value: ParameterValue) -> String {
    if case .real(let number) = value { return formatNumber(number) }
    return value.description
  }

  private static func indexLines(_ session: Session) -> [Line] {
    var lines: [Line] = []
    if let values = session.results.valueOrLatest(internalIndices(session)) {
      lines += values.map { .value($0.title, $0.value.map { formatNumber($0) } ?? "-") }
    } else if (session.dataset?.rowCount ?? 0) > largestForIndices {
      lines.append(
        .note("Indices over all pairs are left to `pleiades validate` above \(formatCount(largestForIndices)) rows."))
    } else {
      lines.append(.value("indices", "…"))
    }
    guard let labels = session.basis.preparation.labels else { return lines }
    if let values = session.results.valueOrLatest(externalIndices(session)) {
      lines.append(.note("agreement with \(labels):"))
      lines += values.prefix(3).map { .value($0.title, $0.value.map { formatNumber($0) } ?? "-") }
    }
    return lines
  }
}
