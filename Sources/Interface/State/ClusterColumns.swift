import Engine
import Tabular

extension State {
  /// The clusters of the current run become a text column of the table, by which others can be compared.
  mutating func keepClusters() -> [Effect] {
    guard let session else { return [] }
    let taken = Set(session.table.columns.map(\.name))
    let kind = session.cutHeight == nil ? session.clusterer.id : "cut"
    return keepClusters(as: (1...).lazy.map { "\(kind) \($0)" }.first { !taken.contains($0) }!)
  }

  /// Under a name; a column that is there already is not made again. Noise has no label.
  mutating func keepClusters(as name: String) -> [Effect] {
    guard let session, let dataset = session.dataset else { return [] }
    guard !session.table.columns.contains(where: { $0.name == name }) else {
      self.session!.basis.preparation.setLabels(name)
      return []
    }
    guard let shown = session.shownRun, session.showsCurrentRun, shown.codes.count == dataset.rowCount,
      shown.clustering.clusterCount > 0
    else {
      complain("There are no clusters to keep yet.")
      return []
    }
    let numbers = shown.numbers.sorted()
    let levelOf = Dictionary(uniqueKeysWithValues: numbers.enumerated().map { ($1, Int32($0)) })
    var codes = [Int32](repeating: -1, count: session.table.rowCount)
    for (row, number) in shown.codes.enumerated() { codes[dataset.rowNumbers[row]] = levelOf[number] ?? -1 }
    let table = Table(
      name: session.table.name,
      columns: session.table.columns + [
        Column(name: name, values: .text(codes: codes, levels: numbers.map { "cluster \($0)" }))
      ],
      rowCount: session.table.rowCount, notes: session.table.notes)
    self.session!.clusterColumns[name] = choices
    self.session!.table = table
    self.session!.keptRuns.insert(session.clusterer)
    self.session!.basis.preparation.setLabels(name)
    tell("Kept as the label column \"\(name)\"; L goes back to another.")
    return [.adopt(table)]
  }
}
