import Analysis
import Canvas
import Engine

// What a session's choices amount to: the quantities that the panes draw, and what follows from their values.
extension Session {
  var datasetQuantity: DatasetQuantity { DatasetQuantity(basis.preparation) }
  var vatQuantity: VATQuantity { VATQuantity(basis) }
  var clusteringQuantity: ClusteringQuantity { ClusteringQuantity(basis, clusterer) }
  /// The parameter that follows from the axes that are shown.
  static let componentsParameter = "components"

  var projectionQuantity: ProjectionQuantity {
    var choice = projection
    choice.parameters[Self.componentsParameter] = .integer(componentsNeeded)
    return ProjectionQuantity(basis.preparation, choice)
  }

  var pointsQuantity: ScatterPointsQuantity {
    ScatterPointsQuantity(projection: projectionQuantity, horizontal: horizontal, vertical: vertical)
  }

  /// What the scatterplot shows, as a view to judge.
  var shownView: PlaneView { PlaneView(projectionQuantity, horizontal, vertical) }
  var ambiguityQuantity: AmbiguityQuantity { AmbiguityQuantity(shownView.plane) }
  var trustworthinessQuantity: TrustworthinessQuantity { TrustworthinessQuantity(basis, shownView) }

  private var componentsNeeded: Int {
    [horizontal, vertical].reduce(2) { most, axis in
      if case .component(let index) = axis { max(most, index + 1) } else { most }
    }
  }

  var dataset: Dataset? { results.valueOrLatest(datasetQuantity) }
  var clustering: Clustering? { shownRun?.clustering }
  /// The order of the rows as analysed. One that was made of other rows, before a choice, would be taken for theirs.
  var vatOrder: VATOrder? {
    guard let order = results.valueOrLatest(vatQuantity), order.order.count == dataset?.rowCount else { return nil }
    return order
  }

  var clustererDescription: AlgorithmDescription? { try? Clusterers.named(clusterer.id).description }

  /// The group of each row under the present colouring, and what the groups are called; nil while it is not known.
  func groups(rowCount: Int) -> (codes: [Int], names: [String])? {
    switch colouring {
    case .none: return (Array(repeating: 0, count: rowCount), ["all rows"])
    case .label:
      guard let labels = dataset?.labels, labels.codes.count == rowCount else { return nil }
      return (labels.codes, labels.names)
    case .cluster:
      guard let shownRun, shownRun.codes.count == rowCount else { return nil }
      return (shownRun.codes, shownRun.names)
    }
  }
}

extension State {
  /// The rows that the cursor is on: those of its own, and for a cell of the image those of the other side.
  var markedRows: (first: [Int], second: [Int]) {
    guard let session else { return ([], []) }
    switch session.cursor {
    case .none: return ([], [])
    case .row(let row): return (row < (session.dataset?.rowCount ?? 0) ? [row] : [], [])
    case .rows(let rows): return (rows.last ?? 0 < (session.dataset?.rowCount ?? 0) ? rows : [], [])
    case .block(let rows, let columns):
      guard let order = session.vatOrder?.order else { return ([], []) }
      let bounds = 0..<order.count
      let first = rows.clamped(to: bounds).map { order[$0] }
      return (first, rows == columns ? [] : columns.clamped(to: bounds).map { order[$0] })
    }
  }
}
