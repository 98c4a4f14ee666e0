/// Splits rows in two again and again and merges what does not hold apart.
///
/// A part is split by 2-means from its principal axis, both sides are treated in the same way, and then the parts of
/// the two sides are merged pair by pair until every two are clusters of their own. What is left is kept if Schwarz's
/// criterion prefers it to one normal distribution for the whole part; so a split that cuts a cluster, or that alone
/// shows nothing, may still lead to what is there. After so many splits in a row that show nothing it ends.
struct PartitiveSearch {
  /// Rows below which a part is no cluster; it goes to the part that it fits best.
  static let fewest = 5
  private static let lookAhead = 3
  private static let axisSteps = 100
  private static let deepest = 256

  private struct Pair: Hashable {
    let low: Int
    let high: Int

    init(_ a: Part, _ b: Part) {
      low = min(a.id, b.id)
      high = max(a.id, b.id)
    }
  }

  private let features: Matrix
  private let points: PointRows
  private let comparison: PairComparison
  private let context: RunContext
  private let quiet: RunContext
  private var created = 0
  private var settled = 0
  /// Pairs of parts that are known to be clusters of their own.
  private var apart = Set<Pair>()

  init(_ features: Matrix, rounding: [Double], separation: Double, context: RunContext) {
    self.features = features
    points = PointRows(features)
    comparison = PairComparison(features: features, rounding: rounding, separation: separation)
    self.context = context
    quiet = context.quiet
  }

  /// - Throws: `CancellationError`.
  mutating func parts() throws -> [Part] {
    let all = part(Array(0..<features.rows))
    return try divide(all, depth: 0, showingNothing: 0)
  }

  private mutating func part(_ rows: [Int]) -> Part {
    created += 1
    return Part(id: created, rows: rows, moments: PartMoments(features, rows: rows))
  }

  private mutating func divide(_ whole: Part, depth: Int, showingNothing: Int) throws -> [Part] {
    try context.checkCancellation()
    guard whole.count >= 2 * Self.fewest, depth < Self.deepest, let sides = try split(whole) else {
      return settle(whole)
    }
    let (left, right) = (part(sides.left), part(sides.right))
    var idle = showingNothing
    // A side of few rows is outliers taken off, and says nothing yet about the rest.
    if min(left.count, right.count) >= Self.fewest { idle = try holdApart(left, right) ? 0 : idle + 1 }
    guard idle <= Self.lookAhead else { return settle(whole) }
    let ofLeft = try divide(left, depth: depth + 1, showingNothing: idle)
    let ofRight = try divide(right, depth: depth + 1, showingNothing: idle)
    let found = try merged(ofLeft + ofRight)
    guard found.count > 1, let one = PartDescription(whole.moments, rounding: comparison.rounding) else {
      return [whole]
    }
    let descriptions = found.compactMap { part in
      PartDescription(part.moments, rounding: comparison.rounding).map { (count: part.count, description: $0) }
    }
    guard descriptions.count == found.count else { return [whole] }
    return Partition.criterion(descriptions) < one.bayesianInformation(rows: whole.count) ? found : [whole]
  }

  private mutating func settle(_ part: Part) -> [Part] {
    settled += part.count
    context.report("partition", settled, of: features.rows)
    return [part]
  }

  private mutating func holdApart(_ a: Part, _ b: Part) throws -> Bool {
    let pair = Pair(a, b)
    if apart.contains(pair) { return true }
    guard try comparison.bond(a, b, context: quiet) == nil else { return false }
    apart.insert(pair)
    return true
  }

  // MARK: - Splitting

  /// 2-means, begun with the rows on either side of the mean along the principal axis.
  /// - Returns: nil where all rows are alike.
  private func split(_ whole: Part) throws -> (left: [Int], right: [Int])? {
    let d = features.columns
    let axis = Self.principalAxis(whole.moments.covariance)
    var centers = Array(repeating: 0.0, count: 2 * d)
    var counts = [0.0, 0.0]
    for row in whole.rows {
      var along = 0.0
      for j in 0..<d { along += axis[j] * (features[row, j] - whole.moments.mean[j]) }
      let side = along > 0 ? 1 : 0
      counts[side] += 1
      for j in 0..<d { centers[side * d + j] += features[row, j] }
    }
    guard counts[0] > 0, counts[1] > 0 else { return nil }
    for i in centers.indices { centers[i] /= counts[i / d] }
    let outcome = try LloydIteration(points: PointRows(points, selecting: whole.rows), maximumIterations: 100)
      .run(from: centers, context: quiet)
    let sides = [0, 1].map { side in whole.rows.indices.filter { outcome.labels[$0] == side }.map { whole.rows[$0] } }
    return sides[0].isEmpty || sides[1].isEmpty ? nil : (sides[0], sides[1])
  }

  /// The direction of largest variance, nearly: by powers of the covariance, from its largest column on.
  private static func principalAxis(_ covariance: Matrix) -> [Double] {
    let d = covariance.rows
    var column = 0
    for j in 0..<d where covariance[j, j] > covariance[column, column] { column = j }
    var axis = covariance.column(column).map { $0 }
    for _ in 0..<axisSteps {
      let largest = axis.reduce(0) { max($0, abs($1)) }
      guard largest > 0, largest.isFinite else { return axis }
      let scaled = axis.map { $0 / largest }
      axis = (0..<d).map { i in (0..<d).reduce(0) { $0 + covariance[i, $1] * scaled[$1] } }
    }
    return axis
  }

  // MARK: - Merging

  /// Merges pairs, those first for which most speaks, until every two parts hold apart.
  private mutating func merged(_ parts: [Part]) throws -> [Part] {
    var parts = absorbed(parts)
    var bonds: [Pair: Double] = [:]
    while parts.count > 1 {
      var best: (bond: Double, first: Int, second: Int)?
      for i in parts.indices {
        for j in (i + 1)..<max(parts.count, i + 1) {
          let pair = Pair(parts[i], parts[j])
          if apart.contains(pair) { continue }
          if bonds[pair] == nil {
            guard let bond = try comparison.bond(parts[i], parts[j], context: quiet) else {
              apart.insert(pair)
              continue
            }
            bonds[pair] = bond
          }
          if let bond = bonds[pair], bond > best?.bond ?? -.infinity { best = (bond, i, j) }
        }
      }
      guard let best else { break }
      parts[best.first] = united(parts[best.first], parts[best.second])
      parts.remove(at: best.second)
    }
    return parts
  }

  private mutating func united(_ a: Part, _ b: Part) -> Part { part(Partition.united(a.rows, b.rows)) }

  /// Gives parts of too few rows, the smallest first, to the part whose description suffers least.
  private mutating func absorbed(_ parts: [Part]) -> [Part] {
    var parts = parts
    while parts.count > 1 {
      var smallest = 0
      for i in parts.indices where parts[i].count < parts[smallest].count { smallest = i }
      guard parts[smallest].count < Self.fewest else { break }
      var best: (cost: Double, index: Int)?
      for i in parts.indices where i != smallest {
        let cost = absorptionCost(parts[smallest], parts[i])
        if cost < best?.cost ?? .infinity { best = (cost, i) }
      }
      let target = best?.index ?? (smallest == 0 ? 1 : 0)
      parts[min(smallest, target)] = united(parts[smallest], parts[target])
      parts.remove(at: max(smallest, target))
    }
    return parts
  }

  private func absorptionCost(_ few: Part, _ part: Part) -> Double {
    guard let with = PartDescription(PartMoments(few.moments, part.moments), rounding: comparison.rounding),
      let without = PartDescription(part.moments, rounding: comparison.rounding)
    else { return .infinity }
    return with.bayesianInformation(rows: few.count + part.count) - without.bayesianInformation(rows: part.count)
  }
}
