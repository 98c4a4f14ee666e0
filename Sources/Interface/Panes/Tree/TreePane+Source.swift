import Analysis
import Canvas
import Engine

// Which tree is shown, and its cut.
extension TreePane {
  /// The leaves of the tree that is shown.
  struct Source {
    /// The rows as analysed, from left to right.
    let order: [Int]
    /// The places that are shown.
    let window: Range<Int>

    func majorityGroups(_ codes: [Int], cells: Int) -> [Int] {
      guard codes.count == order.count else { return [] }
      let cells = max(0, min(cells, window.count))
      return (0..<cells).map {
        majorityGroup(codes, order, DissimilarityImage.places(of: window, inCell: $0, of: cells))
      }
    }
  }

  /// The current run where it has a tree of merges of its own; nil for that of single linkage.
  static func hierarchyRun(_ session: Session) -> ClusteringQuantity? {
    guard let shown = session.shownRun, shown.run.clusterer.id == session.clusterer.id,
      shown.clustering.hierarchy != nil,
      shown.run.clusterer.parameters["linkage"] == session.clusterer.parameters["linkage"],
      shown.clustering.parameters["linkage"] != .choice(Linkage.singleLinkage)
    else { return nil }
    return session.clusteringQuantity
  }

  static func pictureOrder(_ session: Session) -> PictureOrder {
    hierarchyRun(session).map(PictureOrder.hierarchy) ?? .spanningTree(session.basis)
  }

  private static func hierarchy(_ session: Session) -> HierarchyTreeQuantity.Value? {
    guard let run = hierarchyRun(session), let value = session.results.valueOrLatest(HierarchyTreeQuantity(run)),
      value.order.count == session.dataset?.rowCount
    else { return nil }
    return value
  }

  /// Nil until it is known.
  static func source(_ session: Session) -> Source? {
    if hierarchyRun(session) != nil {
      guard let order = hierarchy(session)?.order else { return nil }
      return Source(order: order, window: session.shownTreeWindow(of: order.count))
    }
    guard let order = session.vatOrder?.order, let window = ImagePane.window(session) else { return nil }
    return Source(order: order, window: window)
  }

  // MARK: The cut

  /// Whether the tree has been cut, rather than a cut suggested.
  static func isCut(_ session: Session) -> Bool { hierarchyRun(session) != nil || session.cutHeight != nil }

  /// The cut of the run, else the suggested one, where it is on the screen.
  static func shownCut(_ session: Session, _ value: TreeWindowQuantity.Value) -> Double? {
    let cut: Double?
    if hierarchyRun(session) != nil {
      cut = hierarchyCut(session)
    } else {
      let suggested = session.suggestion.flatMap { $0.suggestedClusters > 1 ? $0.suggestedCut : nil }
      cut = session.cutHeight ?? suggested
    }
    return cut.flatMap { $0 <= highest(value) ? $0 : nil }
  }

  /// The height that was given, else one that leaves as many clusters as the run has; nil where no single height does.
  private static func hierarchyCut(_ session: Session) -> Double? {
    guard let hierarchy = hierarchy(session) else { return nil }
    if case .real(let height)? = session.clusterer.parameters["height"] { return height }
    guard case .integer(let count)? = session.shownRun?.clustering.parameters["k"] else { return nil }
    return hierarchy.cut(clusters: count)
  }

  static func cutCaption(_ session: Session) -> String {
    guard hierarchyRun(session) != nil else { return ProfilePane.caption(session) }
    guard let clustering = session.shownRun?.clustering else { return "" }
    let count = clustering.clusterCount
    let clusters = "\(count) \(count == 1 ? "cluster" : "clusters")"
    let apart = clustering.noiseCount > 0 ? ", \(formatCount(clustering.noiseCount)) rows apart" : ""
    return (hierarchyCut(session).map { "cut \(formatNumber($0)): " } ?? "") + clusters + apart
  }

  /// Cuts the tree that is shown at a height.
  static func cut(at height: Double, _ state: inout State) {
    guard let session = state.session, hierarchyRun(session) != nil else { return state.cut(at: height) }
    guard let hierarchy = hierarchy(session), height.isFinite, height >= 0 else { return }
    let takesHeight = session.clustererDescription?.parameters.contains { $0.name == "height" } ?? false
    set(
      takesHeight && hierarchy.isMonotone
        ? ("height", .real(height)) : ("k", .integer(hierarchy.clusters(cutAt: height))), &state)
  }

  /// One cluster more or fewer.
  static func stepCut(_ step: Int, _ state: inout State, in area: Rectangle) {
    guard let session = state.session, hierarchyRun(session) != nil else { return state.stepCut(step) }
    guard let hierarchy = hierarchy(session), let count = session.shownRun?.clustering.clusterCount else { return }
    guard (1...max(1, hierarchy.order.count)).contains(count + step) else {
      return state.tell(step > 0 ? "Every row is a cluster already." : "All rows are one cluster already.")
    }
    set(("k", .integer(count + step)), &state)
  }

  /// A tree is cut by one parameter alone.
  private static func set(_ cut: (name: String, value: ParameterValue), _ state: inout State) {
    for name in ["k", "height", "inconsistency"] { state.session?.clusterer.parameters[name] = nil }
    state.session?.clusterer.parameters[cut.name] = cut.value
    state.session?.colouring = .cluster
  }
}

extension Session {
  /// The part of the current run's own tree that is shown.
  func shownTreeWindow(of count: Int) -> Range<Int> {
    let window = treeWindow?.clamped(to: 0..<count) ?? 0..<count
    return window.isEmpty ? 0..<count : window
  }
}

extension Range<Int> {
  /// Two thirds of a window of an order, or half as much again, about a place.
  /// - Returns: nil for the whole order.
  func zoomed(_ step: Int, around place: Int, of count: Int) -> Range<Int>? {
    guard step != 0 else { return nil }
    let size = step > 0 ? Swift.max(2, self.count * 2 / 3) : self.count * 3 / 2 + 1
    guard size < count else { return nil }
    let start = Swift.min(Swift.max(0, place - size / 2), count - size)
    return start..<start + size
  }
}
