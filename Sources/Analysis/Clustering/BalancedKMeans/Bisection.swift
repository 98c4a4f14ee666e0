/// Parts of limited size by splitting in two again and again: each part that is too large by 2-means (Steinbach,
/// Karypis & Kumar, "A comparison of document clustering techniques", 2000).
struct Bisection: Sendable {
  let points: PointRows
  let capacity: Int
  let seed: UInt64

  /// One part a row. O(n·d·log n) time for parts that split evenly.
  /// - Throws: `CancellationError`.
  func labels(context: RunContext) throws -> [Int] {
    var labels = Array(repeating: 0, count: points.count)
    var waiting = [Array(0..<points.count)]
    var parts = 0
    var settled = 0
    while let rows = waiting.popLast() {
      context.report("bisection", settled, of: points.count)
      if rows.count <= capacity {
        for row in rows { labels[row] = parts }
        parts += 1
        settled += rows.count
        continue
      }
      let part = PointRows(points, selecting: rows)
      let found = try KMeansSearch(
        points: part, k: 2, restarts: 3, swaps: 0, maximumIterations: 100, seed: seed
      ).best(context.quiet)
      var halves = [0, 1].map { half in rows.indices.filter { found.labels[$0] == half }.map { rows[$0] } }
      // Equal rows cannot be told apart: by order, then.
      if halves.contains(where: \.isEmpty) {
        halves = [Array(rows[..<(rows.count / 2)]), Array(rows[(rows.count / 2)...])]
      }
      waiting += halves.reversed()
    }
    return labels
  }
}
