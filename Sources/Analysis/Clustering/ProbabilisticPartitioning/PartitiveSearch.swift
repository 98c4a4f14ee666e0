/// Splits rows in two again and again and merges what does not hold apart.
///
/// A part is split by 2-means from its principal axis or, where that shows nothing, along an axis of extreme kurtosis.
/// Both sides are treated in the same way, and then the parts of the two sides are merged pair by pair until every two
/// are clusters of their own. What is left is kept if Schwarz's criterion prefers it to one normal distribution for the
/// whole part; so a split that cuts a cluster, or that alone shows nothing, may still lead to what is there. After so
/// many splits in a row that show nothing it ends.
struct PartitiveSearch {
  /// Rows below which a part is no cluster; it goes to the part that it fits best.
  static let fewest = 5
  private static let lookAhead = 4
  /// Rounds of looking again at what merging made.
  private static let mostRounds = 20
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
  private let splitting: PartSplitting
  private let comparison: PairComparison
  private let context: RunContext
  private let quiet: RunContext
  private var created = 0
  private var settled = 0
  /// Pairs of parts that are known to be clusters of their own.
  private var apart = Set<Pair>()

  init(_ features: Matrix, rounding: [Double], separation: Double, context: RunContext) {
    self.features = features
    splitting = PartSplitting(features, rounding: rounding)
    comparison = PairComparison(features: features, rounding: rounding, separation: separation)
    self.context = context
    quiet = context.quiet
  }

  /// - Throws: `CancellationError`.
  mutating func parts() throws -> [Part] {
    let all = part(Array(0..<features.rows))
    var parts = try divide(all, depth: 0, showingNothing: 0)
    // What pieces merged into may show two clusters that none of the splits on the way did.
    for _ in 0..<Self.mostRounds {
      parts = try reassigned(parts)
      let divided = try parts.flatMap { whole -> [Part] in
        guard let sides = try shown(whole) else { return [whole] }
        return [sides.0, sides.1]
      }
      if divided.count == parts.count { break }
      let next = try merged(divided)
      let isSame = next.map(\.rows) == parts.map(\.rows)
      parts = next
      if isSame { break }
    }
    return parts
  }

  /// Every row to the part where it is most probable: splits have left some on the wrong side.
  private mutating func reassigned(_ parts: [Part]) throws -> [Part] {
    let descriptions = parts.compactMap { PartDescription($0.moments, rounding: comparison.rounding) }
    guard parts.count > 1, descriptions.count == parts.count else { return parts }
    let mixture = GaussianMixture(
      weights: parts.map { Double($0.count) / Double(features.rows) }, means: Matrix(parts.map(\.moments.mean)),
      covariances: descriptions.map(\.covariance))
    var rows = parts.map { _ in [Int]() }
    for (row, label) in try mixture.mostProbable(for: features, context: quiet).enumerated() { rows[label].append(row) }
    return zip(parts, rows).compactMap { old, rows in
      rows == old.rows ? old : rows.isEmpty ? nil : part(rows)
    }
  }

  private mutating func part(_ rows: [Int]) -> Part {
    created += 1
    return Part(id: created, rows: rows, moments: PartMoments(features, rows: rows))
  }

  private mutating func divide(_ whole: Part, depth: Int, showingNothing: Int) throws -> [Part] {
    try context.checkCancellation()
    guard whole.count >= 2 * Self.fewest, depth < Self.deepest,
      let first = try splitting.alongPrincipalAxis(whole, context: quiet)
    else { return settle(whole) }
    var (left, right) = (part(first.left), part(first.right))
    var idle = showingNothing
    // A side of few rows is outliers taken off, and says nothing yet about the rest.
    if min(left.count, right.count) >= Self.fewest {
      idle += 1
      if let sides = try shown(whole, left, right) {
        (left, right) = sides
        if min(left.count, right.count) >= Self.fewest { idle = 0 }
      }
    }
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

  private mutating func shown(_ whole: Part) throws -> (Part, Part)? {
    guard whole.count >= 2 * Self.fewest, let first = try splitting.alongPrincipalAxis(whole, context: quiet) else {
      return nil
    }
    return try shown(whole, part(first.left), part(first.right))
  }

  /// The sides of the first split that shows two clusters; nil if none does.
  private mutating func shown(_ whole: Part, _ left: Part, _ right: Part) throws -> (Part, Part)? {
    if min(left.count, right.count) >= Self.fewest, let sides = try heldApart(left, right) { return sides }
    for sides in try splitting.alongKurtosis(whole, context: quiet) {
      let (left, right) = (part(sides.left), part(sides.right))
      guard min(left.count, right.count) >= Self.fewest else { continue }
      if let sides = try heldApart(left, right) { return sides }
    }
    return nil
  }

  /// The two as their mixture divides them, if they are two clusters.
  private mutating func heldApart(_ a: Part, _ b: Part) throws -> (Part, Part)? {
    let mixture: GaussianMixture
    switch try comparison.judge(a, b, context: quiet) {
    case .one: return nil
    case .two(nil):
      apart.insert(Pair(a, b))
      return (a, b)
    case .two(let found?), .others(let found): mixture = found
    }
    let rows = Partition.united(a.rows, b.rows)
    let labels = try mixture.mostProbable(for: features.selecting(rows: rows), context: quiet)
    let sides = [0, 1].map { side in rows.indices.filter { labels[$0] == side }.map { rows[$0] } }
    return sides[0].isEmpty || sides[1].isEmpty ? nil : (part(sides[0]), part(sides[1]))
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
            switch try comparison.judge(parts[i], parts[j], context: quiet) {
            case .one(let bond): bonds[pair] = bond
            case .others: bonds[pair] = 0
            case .two:
              apart.insert(pair)
              continue
            }
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
