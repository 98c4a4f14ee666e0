import Analysis
import Canvas
import Engine

// What the scores say, line by line.
extension ScoresPane {
  static func tendencyLines(_ session: Session) -> [Line] {
    var lines: [Line] = [.heading("Is there structure?")]
    let suggestion = ClusterSuggestionQuantity(session.basis)
    if let value = session.results.valueOrLatest(suggestion) {
      lines.append(
        .value(
          "blocks in the image", value.suggestedClusters > 1 ? "\(value.suggestedClusters)" : "none clear", .blocks))
    } else {
      lines.append(.value("blocks in the image", session.results.failure(suggestion) == nil ? "…" : "-", .blocks))
    }
    guard !session.basis.preparation.isDissimilarityMatrix else { return lines }
    let hopkins = HopkinsQuantity(session.basis.preparation)
    if let value = session.results.valueOrLatest(hopkins) {
      lines.append(.value("Hopkins statistic", formatNumber(value.statistic, decimals: 3), .hopkins))
      lines.append(
        .value(
          "  spread of \(value.repeats) draws", formatNumber(value.standardDeviation, decimals: 3), .hopkinsSpread))
      lines.append(
        .value(
          "  p, if all were random", value.pValue < 0.0001 ? "< 0.0001" : formatNumber(value.pValue, decimals: 4),
          .hopkinsChance))
    } else if let reason = session.results.failure(hopkins) {
      lines += [.value("Hopkins statistic", "-", .hopkins), .note(reason)]
    } else {
      lines.append(.value("Hopkins statistic", "…", .hopkins))
    }
    return lines
  }

  /// How far the plane of the scatterplot can be read.
  static func viewLines(_ session: Session) -> [Line] {
    guard !ViewClarity.needs(session).isEmpty else { return [] }
    func text(_ quantity: some Quantity, _ value: String?) -> String {
      value ?? (session.results.failure(quantity) == nil ? "…" : "-")
    }
    let ambiguity = session.ambiguityQuantity
    let trust = session.trustworthinessQuantity
    return [
      .heading("How clear is this view?"),
      .value(
        "ambiguity", text(ambiguity, session.results.value(ambiguity).map(ViewClarity.scoreText)), .ambiguity),
      .value(
        "trustworthiness", text(trust, session.results.value(trust).map { formatNumber($0.value, decimals: 3) }),
        .trustworthiness),
      .blank,
    ]
  }

  /// The catalogue's statistics besides Hopkins', which has lines of its own; of dissimilarities those that need no
  /// features.
  static func furtherStatistics(_ session: Session) -> [TendencyFindingQuantity] {
    let isMatrix = session.basis.preparation.isDissimilarityMatrix
    return TendencyStatistics.all.map { $0.description }
      .filter { $0.id != Hopkins.description.id && !(isMatrix && $0.needs.contains(.features)) }
      .map { TendencyFindingQuantity(session.basis, $0.id) }
  }

  /// Each as it is done.
  static func furtherLines(_ session: Session) -> [Line] {
    [.heading("More about the structure")] + furtherStatistics(session).map { quantity in
      let topic = ExplanationTopic.statistic(quantity.id)
      guard let finding = session.results.value(quantity) else {
        return .value(quantity.title, session.results.failure(quantity) == nil ? "…" : "-", topic)
      }
      let reading = finding.reading
      let value = reading?.value.map { formatNumber($0, significant: 3) } ?? "-"
      let chance = reading?.pValue.map { $0 < 0.001 ? ", p < 0.001" : ", p = \(formatNumber($0, decimals: 3))" } ?? ""
      return .value(quantity.title, value + chance, topic)
    }
  }

  static func clusteringLines(_ state: State, _ session: Session) -> [Line] {
    var lines: [Line] = [.heading("Which groups? \(session.clustererDescription?.title ?? session.clusterer.id)")]
    if let reason = session.results.failure(session.clusteringQuantity) { return lines + [.problem(reason)] }
    guard let value = session.results.valueOrLatest(session.clusteringQuantity) else {
      return lines + [.note("running")]
    }
    let clustering = value.clustering
    for parameter in session.clustererDescription?.parameters.prefix(4) ?? [] {
      guard let used = clustering.parameters[parameter.name] ?? parameter.standard else { continue }
      let isChosen = session.clusterer.parameters[parameter.name] == nil && parameter.standard == nil
      lines.append(
        .value(
          parameter.name, isChosen ? "\(Session.shown(used)) (chosen)" : Session.shown(used),
          .parameter(parameter.name)))
    }
    if let objective = clustering.objective {
      lines.append(.value(objective.name, formatNumber(objective.value), .objective))
    }
    lines.append(.value("seconds", formatNumber(value.elapsedSeconds, significant: 2), .seconds))

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

  private static func indexLines(_ session: Session) -> [Line] {
    var lines: [Line] = []
    if let values = session.results.valueOrLatest(internalIndices(session)) {
      lines += values.map { .value($0.title, $0.value.map { formatNumber($0) } ?? "-", .index($0.key)) }
    } else if (session.dataset?.rowCount ?? 0) > largestForIndices {
      lines.append(
        .note("Indices over all pairs are left to `pleiades validate` above \(formatCount(largestForIndices)) rows."))
    } else {
      lines.append(.note("measuring indices"))
    }
    guard let labels = session.basis.preparation.labels else { return lines }
    if let values = session.results.valueOrLatest(externalIndices(session)) {
      lines.append(.note("agreement with \(labels):"))
      lines += values.prefix(3).map { .value($0.title, $0.value.map { formatNumber($0) } ?? "-", .index($0.key)) }
    }
    return lines
  }
}
