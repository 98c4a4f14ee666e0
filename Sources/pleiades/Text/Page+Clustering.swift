import Analysis
import Canvas
import Engine

extension Page {
  mutating func add(_ report: ClusteringReport) {
    let clustering = report.clustering
    let noise = clustering.noiseCount == 0 ? "" : " and \(counted(clustering.noiseCount, "row")) of noise"
    subject(
      report.subject,
      title: "\(report.algorithm.title): \(counted(clustering.clusterCount, "cluster"))\(noise)")
    let parameters = JSON(clustering.parameters, of: report.algorithm).assignments
    if !parameters.isEmpty { paragraph("with \(parameters)", hanging: 2) }
    if let objective = clustering.objective {
      paragraph("\(objective.name) \(formatNumber(objective.value, significant: 6)): what the algorithm optimises")
    }
    line()
    sizes(report)
    means(report)
    agreement(report.external, with: report.subject.dataset.labels)
    notes(clustering.notes + report.allWarnings)
  }

  /// Clusters with their sizes, and how the reference classes fall into them.
  private mutating func sizes(_ report: ClusteringReport) {
    let clustering = report.clustering
    let rows = report.subject.dataset.rowCount
    let labels = report.subject.dataset.labels
    let classes = classes(labels, room: width - 28)
    var counts = Array(
      repeating: Array(repeating: 0, count: classes.count), count: clustering.clusterCount + 1)
    if let labels, !classes.isEmpty {
      for (cluster, code) in zip(clustering.labels, labels.codes) where code >= 0 {
        counts[cluster < 0 ? clustering.clusterCount : cluster][code] += 1
      }
    }
    var table = TextTable(
      [TextTable.column(""), .init(title: "cluster"), TextTable.column(">rows"), TextTable.column(">share")]
        + classes.map { .init(title: $0, alignment: .right) })
    let shown = min(clustering.clusterCount, 40)
    for cluster in 0..<shown {
      table.rows.append(
        [Look.mark(cluster, surface), "\(cluster)", "\(formatCount(report.sizes[cluster]))",
          "\(percent(report.sizes[cluster], of: rows))"] + counts[cluster].map(TextTable.Cell.init(count:)))
    }
    if clustering.noiseCount > 0 {
      table.rows.append(
        [Look.mark(-1, surface), "noise", "\(formatCount(clustering.noiseCount))",
          "\(percent(clustering.noiseCount, of: rows))"]
          + counts[clustering.clusterCount].map(TextTable.Cell.init(count:)))
    }
    self.table(table)
    if shown < clustering.clusterCount { line("and \(clustering.clusterCount - shown) more clusters") }
  }

  /// The mean of each feature in each cluster; the features that tell the clusters apart best come first.
  private mutating func means(_ report: ClusteringReport) {
    guard let means = report.means, means.rows > 0, means.columns > 0 else { return }
    let dataset = report.subject.dataset
    let features = report.featuresBySeparation
    let shownFeatures = features.prefix(12)
    let shownClusters = min(means.rows, max(1, (width - 30) / 11))
    heading("Means of the clusters, in the units of the table")
    var table = TextTable(
      [.init(title: "feature"), TextTable.column(">all rows")]
        + (0..<shownClusters).map { .init(title: "\($0)", alignment: .right) })
    for feature in shownFeatures {
      let column = dataset.unscaled.column(feature)
      let mean = column.reduce(0) { $0 + $1 / Double(column.count) }
      table.rows.append(
        ["\(dataset.featureNames[feature])", "\(formatNumber(mean))"]
          + (0..<shownClusters).map { "\(formatNumber(means[$0, feature]))" })
    }
    self.table(table)
    var left: [String] = []
    let hidden = (features: features.count - shownFeatures.count, clusters: means.rows - shownClusters)
    if hidden.features > 0 { left.append(counted(hidden.features, "more feature")) }
    if hidden.clusters > 0 { left.append(counted(hidden.clusters, "more cluster")) }
    if !left.isEmpty { line("and \(left.joined(separator: " and "))") }
    if features.count > 1 { remark("first the features in which the clusters differ most") }
  }

  mutating func agreement(_ indices: [IndexValue], with labels: Dataset.Labels?) {
    guard !indices.isEmpty, let labels else { return }
    heading("Agreement with \(labels.column) (\(counted(labels.names.count, "class")))")
    table(of: indices)
  }

  /// Indices with how to read them.
  mutating func table(of indices: [IndexValue]) {
    let directions = Set(indices.map(\.direction))
    var table =
      directions.count > 1
      ? TextTable("index", ">value", "better", "range")
      : TextTable("index", ">value", "range")
    for index in indices {
      let better = directions.count > 1 ? [index.direction == .higherIsBetter ? "higher" : "lower"] : []
      table.rows.append(
        ([index.title, number(index.value)] + better + [index.range]).map { TextTable.Cell($0) })
    }
    self.table(table)
    if directions.count == 1 { remark(directions.first!.rawValue) }
  }
}

extension JSON {
  /// "k = 3, restarts = 10", of an object of plain values.
  var assignments: String {
    guard case .object(let members) = self else { return "" }
    return members.map { member in
      switch member.value {
      case .number(let value): "\(member.key) = \(formatNumber(value, significant: 6))"
      case .string(let value): "\(member.key) = \(value)"
      default: "\(member.key) = \(member.value)"
      }
    }.joined(separator: ", ")
  }
}
