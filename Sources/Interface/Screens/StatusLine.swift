import Canvas
import Engine

/// The line above the footer: a notice, else what is running, else what the cursor is on.
enum StatusLine {
  static func draw(_ state: State, _ session: Session?, into canvas: inout Canvas, in area: Rectangle) {
    let line = area.inset(left: 1, right: 1)
    if let notice = state.notice {
      canvas.write(
        notice.text, in: line, style: notice.isError ? state.errorStyle : state.warningStyle, glyphs: state.glyphs)
    } else if let opening = state.opening {
      let share = opening.fraction.map { " \(Int($0 * 100)) %" } ?? ""
      canvas.write(
        "Reading \(opening.path)\(share). Esc cancels.", in: line, style: state.warningStyle, glyphs: state.glyphs)
    } else if case .menu(let menu)? = state.overlay, let item = menu.selected {
      // What the list may have had to cut.
      let text = [item.title, item.disabled.map { "not now: \($0)" } ?? item.detail].filter { !$0.isEmpty }
      canvas.write(text.joined(separator: ": "), in: line, style: state.dim, glyphs: state.glyphs)
    } else if let count = state.drawnRowCount {
      let shape = session?.lasso == nil ? "box" : "shape"
      canvas.write(
        "\(formatCount(count)) \(count == 1 ? "row" : "rows") in the \(shape); closing it "
          + "\((session?.lasso?.mode ?? session?.box?.mode ?? state.selectionMode).consequence).",
        in: line, style: state.ground, glyphs: state.glyphs)
    } else if session == nil {
      let hint =
        state.listing.isEmpty ? "? lists the keys, q leaves." : "Up and Down choose, Enter opens; ? lists the keys."
      canvas.write(hint, in: line, style: state.dim, glyphs: state.glyphs)
    } else if let session {
      let running = runningText(session)
      let width = running.isEmpty ? 0 : min(line.width / 2, CellWidth.of(running) + 2)
      if !running.isEmpty {
        canvas.write(
          running, in: line.inset(left: line.width - width), alignment: .right, style: state.warningStyle,
          glyphs: state.glyphs)
      }
      let text = cursorText(state, session)
      canvas.write(
        text.isEmpty && running.isEmpty ? hint(state, session) : text, in: line.inset(right: width),
        style: text.isEmpty ? state.dim : state.ground, glyphs: state.glyphs)
    }
  }

  private static func hint(_ state: State, _ session: Session) -> String {
    switch state.focus {
    case .scatter: "Arrow keys go from point to point, Space selects; + zooms; B, F select many."
    case .ambiguity: "Arrow keys: pairs of components; Space selects their rows. N: clearest views."
    case .image: "Dark blocks along the diagonal are clusters. Arrow keys move, + and - zoom."
    case .profile: "Up and Down move the cut, { and } by a block; K keeps the clusters."
    case .scores: "Up and Down choose a number, Enter explains it; on a cluster it selects."
    case .table: "Enter: a feature or not. L: the labels. N: the names. s: scale. m: metric."
    case .rows: "Up and Down go from row to row, Left and Right to other columns."
    case .runs: "Enter uses the run, Space holds it against the current one; Right shows more."
    case .gallery: "Colours are the current run's. Enter uses another run, Space compares it."
    case .agreement: "1: the two agree on every pair of rows; 0: no more than by chance."
    case .tree: "Arrow keys walk along the branches; Enter cuts there, K keeps the clusters."
    case .pair: "Left the marked run, right the current one; a cluster has one colour in both."
    case .contingency: "Arrow keys move; a cell's rows are marked everywhere, Space selects them."
    case .reachability: "Left and Right: next bar. Up, Down: wider or narrower valley. Space selects."
    case .condensed: "Arrow keys walk along the branches; Space selects the rows of a branch."
    case .silhouette: "1: far from every other cluster; below 0: nearer to another than to its own."
    case .scree: "The variance that each principal component holds; the line adds them up."
    case .log: "Up and Down choose a step; Enter goes back to it; w saves the session."
    }
  }

  /// The unfinished work, the furthest behind first.
  private static func runningText(_ session: Session) -> String {
    let running = session.results.running.sorted { $0.key.title < $1.key.title }
    guard let (quantity, progress) = running.first else { return "" }
    let share = progress.fraction.map { " \(Int(min(1, max(0, $0)) * 100)) %" } ?? ""
    let more = running.count > 1 ? " and \(running.count - 1) more" : ""
    let phase = progress.total == nil ? quantity.title : progress.phase
    return "\(phase)\(share)\(more)"
  }

  private static func cursorText(_ state: State, _ session: Session) -> String {
    guard let dataset = session.dataset else { return "" }
    let marked = state.markedRows
    guard let row = marked.first.first, row < dataset.rowCount else { return "" }
    if marked.first.count == 1, marked.second.isEmpty { return describe(row, session, dataset) }
    if marked.first.count == 1, marked.second.count == 1 {
      let other = marked.second[0]
      let distance = session.results.value(DissimilarityQuantity(session.basis)).flatMap {
        $0.dissimilarities.count == dataset.rowCount
          ? ": dissimilarity \(formatNumber($0.dissimilarities(row, other)))" : nil
      }
      return "\(name(row, session, dataset)) and \(name(other, session, dataset))\(distance ?? "")"
    }
    let first = list(marked.first, session, dataset)
    return marked.second.isEmpty ? first : "\(first)  against  \(list(marked.second, session, dataset))"
  }

  private static func name(_ row: Int, _ session: Session, _ dataset: Dataset) -> String {
    var parts: [String] = []
    if let labels = dataset.labels, labels.codes[row] >= 0 { parts.append(labels.names[labels.codes[row]]) }
    if let codes = session.shownRun?.codes, codes.count == dataset.rowCount {
      parts.append(codes[row] < 0 ? "noise" : "cluster \(codes[row])")
    }
    return dataset.rowName(row) + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
  }

  private static func describe(_ row: Int, _ session: Session, _ dataset: Dataset) -> String {
    guard !session.basis.preparation.isDissimilarityMatrix else { return name(row, session, dataset) }
    let values = dataset.featureNames.indices.prefix(12).map {
      "\(dataset.featureNames[$0]) \(formatNumber(dataset.unscaled[row, $0]))"
    }
    return "\(name(row, session, dataset))  \(values.joined(separator: "  "))"
  }

  private static func list(_ rows: [Int], _ session: Session, _ dataset: Dataset) -> String {
    let names = rows.prefix(4).map(dataset.rowName).joined(separator: ", ")
    return rows.count > 4 ? "\(formatCount(rows.count)) rows: \(names), …" : names
  }
}

extension State {
  /// How many rows the box or the shape that is drawn has inside; nil without one, and where counting would take long.
  fileprivate var drawnRowCount: Int? {
    guard let session, session.box != nil || session.lasso != nil,
      let count = session.dataset?.rowCount, count <= ScatterPictureQuantity.fewest
    else { return nil }
    func inside(_ pane: PaneID) -> Rectangle? { Layout(self)?.area(of: pane).map(frameInside) }
    if let box = session.box, let area = inside(box.pane) {
      return Panes.pane(box.pane).rows(in: box.rectangle, self, in: area).count
    }
    guard let lasso = session.lasso, let area = inside(lasso.pane), let geometry = plotGeometry(lasso.pane) else {
      return nil
    }
    let pen = geometry.data(at: lasso.pen)
    let shape = PlotPolygon(lasso.corners + [PlotPolygon.Corner(x: pen.x, y: pen.y)])
    return Panes.pane(lasso.pane).rows(inside: shape, self, in: area).count
  }
}
