/// How far partitions agree with those of several people, and whether as far as the people do with each other.
///
/// The index of a partition c is the mean over the raters r of the adjusted Rand index of c and r, less the mean of it
/// over the pairs of raters: 0 for one who agrees with the raters as they do with each other, below 0 for one who agrees
/// less. A rater is held against the other raters. Intervals come from the bootstrap: rows drawn with replacement
/// (Efron & Tibshirani, An introduction to the bootstrap, 1993), the middle 95 % of the resamples.
public struct RaterAgreement: Sendable, Equatable {
  public struct Standing: Sendable, Equatable {
    /// Mean adjusted Rand index with each of the (other) raters.
    public let meanAgreement: Double
    /// That less the mean among the raters it is held against; nil where these are fewer than two.
    public let index: Double?
    /// The middle 95 % of the bootstrap resamples of the index.
    public let interval: ClosedRange<Double>?
  }

  public let raters: [Standing]
  public let candidates: [Standing]
  /// Mean adjusted Rand index over the pairs of raters.
  public let amongRaters: Double
  public let amongRatersInterval: ClosedRange<Double>
  /// The adjusted Rand index of each two raters, row by row, 1 on the diagonal.
  public let matrix: [[Double]]
  public let rows: Int
  public let resamples: Int

  public static let standardResamples = 500
  /// Resamples of more rows are of so many, and their spread is brought to that of all.
  public static let mostRows = 5000

  /// O(n + resamples · min(n, `mostRows`)) time for each pair of partitions of which one is a rater's.
  /// - Parameters:
  ///   - raters: at least two partitions of the same rows; noise counts as one class.
  ///   - candidates: others of the same rows.
  /// - Throws: `AnalysisError.tooFewRows` under 2 rows, `.notApplicable` under two raters; `CancellationError`.
  public init(
    raters: [[Int]], candidates: [[Int]], resamples: Int = standardResamples, seed: UInt64 = 42, context: RunContext
  ) throws {
    guard raters.count >= 2 else {
      throw AnalysisError.notApplicable(
        "agreement among raters needs at least two and \(raters.count) \(raters.count == 1 ? "is" : "are") given",
        advice: "name more columns")
    }
    let all = (raters + candidates).map(canonicalClasses)
    let n = raters[0].count
    precondition(all.allSatisfy { $0.codes.count == n }, "the same rows")
    precondition(resamples >= 40, "resamples enough for a twentieth at both ends")
    guard n >= 2 else { throw AnalysisError.tooFewRows(needed: 2, given: n, for: "agreement among raters") }
    let people = raters.count
    let whole = Agreements(all, people: people, rows: nil)
    let size = min(n, Self.mostRows)
    let samples = Buffer(count: resamples * (all.count + 1), repeating: 0.0)
    let done = ChunkCounter()
    try context.forEachChunk(resamples) { index in
      var random = RandomSource(seed: seed, stream: index)
      let rows = (0..<size).map { _ in random.integer(below: n) }
      let drawn = Agreements(all, people: people, rows: rows)
      samples[index * (all.count + 1)] = drawn.among
      for place in all.indices { samples[index * (all.count + 1) + 1 + place] = drawn.index(of: place) ?? 0 }
      context.report("bootstrap of the raters", done.take() + 1, of: resamples)
    }
    let shrinking = (Double(size) / Double(n)).squareRoot()
    func interval(_ place: Int, around value: Double) -> ClosedRange<Double> {
      let sorted = (0..<resamples).map { samples[$0 * (all.count + 1) + place] }.sorted()
      let mean = sorted.reduce(0, +) / Double(resamples)
      let tail = resamples / 40
      // Of all rows these are the resamples themselves.
      let centre = size == n ? mean : value
      return (centre + (sorted[tail] - mean) * shrinking)...(centre + (sorted[resamples - 1 - tail] - mean) * shrinking)
    }
    let standings = all.indices.map { place in
      let index = whole.index(of: place)
      return Standing(
        meanAgreement: whole.meanAgreement(of: place), index: index,
        interval: index.map { interval(place + 1, around: $0) })
    }
    self.raters = Array(standings.prefix(people))
    self.candidates = Array(standings.dropFirst(people))
    amongRaters = whole.among
    amongRatersInterval = interval(0, around: whole.among)
    matrix = (0..<people).map { i in (0..<people).map { j in i == j ? 1 : whole.values[i][j] } }
    rows = n
    self.resamples = resamples
  }
}

/// Labels renumbered 0…, without gaps.
private func canonicalClasses(_ labels: [Int]) -> Classes {
  var codes: [Int: Int32] = [:]
  let renumbered = labels.map { label -> Int32 in
    let label = max(-1, label)
    if let code = codes[label] { return code }
    let code = Int32(codes.count)
    codes[label] = code
    return code
  }
  return Classes(codes: renumbered, count: codes.count)
}

private struct Classes: Sendable {
  let codes: [Int32]
  let count: Int
}

/// On all rows, or on some, of which one may come several times.
private func adjustedRand(_ a: Classes, _ b: Classes, rows: [Int]?) -> Double {
  var first: [Int] = []
  var second: [Int] = []
  if let rows {
    if a.count * b.count <= 1 << 16 { return smallAdjustedRand(a, b, rows) }
    first = rows.map { Int(a.codes[$0]) }
    second = rows.map { Int(b.codes[$0]) }
  } else {
    first = a.codes.map(Int.init)
    second = b.codes.map(Int.init)
  }
  return AdjustedRand.value(first, second) ?? 1
}

/// The same with a table of all pairs of classes: resamples are many and their classes few.
private func smallAdjustedRand(_ a: Classes, _ b: Classes, _ rows: [Int]) -> Double {
  var counts = [Int](repeating: 0, count: a.count * b.count)
  var sizes = (first: [Int](repeating: 0, count: a.count), second: [Int](repeating: 0, count: b.count))
  for row in rows {
    let (x, y) = (Int(a.codes[row]), Int(b.codes[row]))
    counts[x * b.count + y] += 1
    sizes.first[x] += 1
    sizes.second[y] += 1
  }
  func pairs(_ counts: [Int]) -> Double { counts.reduce(0.0) { $0 + Double($1) * Double($1 - 1) / 2 } }
  let (both, first, second) = (pairs(counts), pairs(sizes.first), pairs(sizes.second))
  let expected = first * second / pairs([rows.count])
  let most = (first + second) / 2
  return most == expected ? 1 : (both - expected) / (most - expected)
}

/// The agreement of every partition with each rater.
private struct Agreements {
  let people: Int
  /// Symmetric where it concerns a rater; 0 elsewhere.
  private(set) var values: [[Double]]
  let among: Double

  init(_ all: [Classes], people: Int, rows: [Int]?) {
    self.people = people
    var values = [[Double]](repeating: Array(repeating: 0, count: all.count), count: all.count)
    for i in all.indices {
      for r in 0..<min(i, people) {
        values[i][r] = adjustedRand(all[i], all[r], rows: rows)
        values[r][i] = values[i][r]
      }
    }
    self.values = values
    among = Self.mean(values, Array(0..<people)) ?? 0
  }

  /// With each of the raters it is held against.
  func meanAgreement(of place: Int) -> Double {
    let others = (0..<people).filter { $0 != place }
    return others.reduce(0) { $0 + values[place][$1] } / Double(others.count)
  }

  func index(of place: Int) -> Double? {
    guard place < people else { return meanAgreement(of: place) - among }
    return Self.mean(values, (0..<people).filter { $0 != place }).map { meanAgreement(of: place) - $0 }
  }

  private static func mean(_ values: [[Double]], _ places: [Int]) -> Double? {
    guard places.count >= 2 else { return nil }
    var total = 0.0
    for (i, a) in places.enumerated() { for b in places[..<i] { total += values[a][b] } }
    return total / Double(places.count * (places.count - 1) / 2)
  }
}
