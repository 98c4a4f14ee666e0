/// The rows of a partition, cluster by cluster; noise (negative labels) left out.
struct LabelGroups: Sendable {
  /// 0… in order of first appearance, −1 for noise.
  let labels: [Int]
  /// The rows of cluster c, in rising order, are `rows[starts[c]..<starts[c + 1]]`.
  let rows: [Int32]
  let starts: [Int]

  /// O(n).
  init(_ labels: [Int]) {
    self.labels = canonicalLabels(labels)
    let count = (self.labels.max() ?? -1) + 1
    var starts = Array(repeating: 0, count: count + 1)
    for label in self.labels where label >= 0 { starts[label + 1] += 1 }
    for c in 0..<count { starts[c + 1] += starts[c] }
    var next = starts
    var rows = Array(repeating: Int32(0), count: starts[count])
    for (i, label) in self.labels.enumerated() where label >= 0 {
      rows[next[label]] = Int32(i)
      next[label] += 1
    }
    self.starts = starts
    self.rows = rows
  }

  var count: Int { starts.count - 1 }
  var rowCount: Int { rows.count }
  func size(_ cluster: Int) -> Int { starts[cluster + 1] - starts[cluster] }
  func rows(of cluster: Int) -> ArraySlice<Int32> { rows[starts[cluster]..<starts[cluster + 1]] }

  /// Whether there is something to compare: at least two clusters, and at least one of more than one row.
  var areComparable: Bool { count >= 2 && count < rowCount }
}
