/// k-means of numbers, exactly: clusters are intervals of the sorted values, and the best intervals are found by
/// dynamic programming (Fisher, "On grouping for maximum homogeneity", 1958). Where the last of several intervals best begins
/// never falls as the end moves up, so each layer is filled by halves.
///
/// O(k·m·log m) time and O(k·m) memory for m distinct values.
struct KMeansOnLine {
  /// Numbers that the table of beginnings may have: 80 MB.
  private static let mostEntries = 20_000_000
  private static let stepsBetweenChecks = 1 << 16

  private let values: [Double]
  private let mean: Double
  /// Sums of the values up to each place, about their mean: how many, their sum, the sum of their squares.
  private var counts: [Double] = [0]
  private var sums: [Double] = [0]
  private var squares: [Double] = [0]
  private let context: RunContext
  private var steps = 0

  /// The means of the k clusters with the least sum of squared distances to them, in ascending order; fewer where there
  /// are fewer distinct values.
  /// - Returns: nil where it would take too much memory.
  /// - Throws: `CancellationError`.
  static func centers(of values: [Double], k: Int, context: RunContext) throws -> [Double]? {
    try context.checkCancellation()
    let sorted = values.sorted()
    var distinct: [Double] = []
    var counts: [Int] = []
    for value in sorted {
      if distinct.last == value {
        counts[counts.count - 1] += 1
      } else {
        distinct.append(value)
        counts.append(1)
      }
    }
    if k >= distinct.count { return distinct }
    guard k <= mostEntries / distinct.count else { return nil }
    var line = KMeansOnLine(distinct, counts, context)
    return try line.centers(k)
  }

  private init(_ distinct: [Double], _ counts: [Int], _ context: RunContext) {
    values = distinct
    self.context = context
    let n = counts.reduce(0, +)
    let mean = zip(distinct, counts).reduce(0) { $0 + $1.0 / Double(n) * Double($1.1) }
    var (sum, square) = (CompensatedSum(), CompensatedSum())
    for (value, count) in zip(distinct, counts) {
      let offset = value - mean
      self.counts.append(self.counts[self.counts.count - 1] + Double(count))
      sum.add(offset * Double(count))
      square.add(offset * offset * Double(count))
      sums.append(sum.total)
      squares.append(square.total)
    }
    self.mean = mean
  }

  private mutating func centers(_ k: Int) throws -> [Double] {
    let m = values.count
    // The least cost of the first i + 1 values in as many clusters as there have been layers.
    var costs = (0..<m).map { cost(from: 0, through: $0) }
    var begins: [[Int32]] = []
    for layer in 1..<max(1, k) {
      context.report("k-means", layer - 1, of: k - 1)
      var next = Array(repeating: Double.infinity, count: m)
      var begin = Array(repeating: Int32(0), count: m)
      try fill(&next, &begin, from: costs, rows: layer..<m, begins: layer..<m)
      costs = next
      begins.append(begin)
    }
    var ends = m
    var centers: [Double] = []
    for layer in (0..<k).reversed() {
      let first = layer == 0 ? 0 : Int(begins[layer - 1][ends - 1])
      centers.append(mean + (sums[ends] - sums[first]) / (counts[ends] - counts[first]))
      ends = first
    }
    return centers.reversed()
  }

  /// Fills the costs of the first i + 1 values, for each i of `rows`, and where the last cluster begins.
  private mutating func fill(
    _ next: inout [Double], _ begin: inout [Int32], from costs: [Double], rows: Range<Int>, begins: Range<Int>
  ) throws {
    guard !rows.isEmpty else { return }
    let i = (rows.lowerBound + rows.upperBound) / 2
    var best = begins.lowerBound
    var least = Double.infinity
    for j in begins.lowerBound..<min(begins.upperBound, i + 1) {
      let value = costs[j - 1] + cost(from: j, through: i)
      if value < least {
        least = value
        best = j
      }
    }
    steps += begins.count
    if steps >= Self.stepsBetweenChecks {
      steps = 0
      try context.checkCancellation()
    }
    next[i] = least
    begin[i] = Int32(best)
    try fill(&next, &begin, from: costs, rows: rows.lowerBound..<i, begins: begins.lowerBound..<(best + 1))
    try fill(&next, &begin, from: costs, rows: (i + 1)..<rows.upperBound, begins: best..<begins.upperBound)
  }

  /// The sum of squared distances of some of the values from their mean.
  private func cost(from first: Int, through last: Int) -> Double {
    let sum = sums[last + 1] - sums[first]
    return max(0, squares[last + 1] - squares[first] - sum * sum / (counts[last + 1] - counts[first]))
  }
}
