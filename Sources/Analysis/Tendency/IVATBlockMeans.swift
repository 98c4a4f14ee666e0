/// Means of the iVAT image over blocks.
///
/// For a block of places a…b before c…d, the value at (i, j) is the largest of three numbers: the joins between the
/// two stretches, those from i to the end of its stretch, and those from the beginning of the other stretch to j. As i
/// goes back and j goes on, the last two only grow, at places called records; so each stretch is reduced to its records
/// once, and a block's mean comes from merging two short lists.
struct IVATBlockMeans {
  /// A value and how many places have it.
  private struct Level {
    let value: Double
    let places: Double
    /// Places that have this value or a lower one.
    let reached: Double
    /// The sum of the values of all places from this level upwards.
    var above = 0.0

    static func addUp(_ levels: inout [Level]) {
      var sum = 0.0
      for index in levels.indices.reversed() {
        sum += levels[index].places * levels[index].value
        levels[index].above = sum
      }
    }
  }

  /// Levels of one stretch of places.
  private struct Stretch {
    let range: Range<Int>
    /// Of the joins from a place to the end, from the last place backwards: ascending.
    private(set) var toEnd: [Level] = []
    /// Of the joins from the first place to a place: ascending.
    private(set) var fromStart: [Level] = []

    init(_ range: Range<Int>, _ joins: RangeMaximum) {
      self.range = range
      guard !range.isEmpty else { return }
      let inner = range.lowerBound..<range.upperBound - 1
      var level = 0.0
      var begin = range.upperBound - 1
      joins.forEachRecordBackwards(inner) { i, join in
        toEnd.append(Level(value: level, places: Double(begin - i), reached: Double(range.upperBound - 1 - i)))
        (level, begin) = (join, i)
      }
      toEnd.append(Level(value: level, places: Double(begin + 1 - range.lowerBound), reached: Double(range.count)))
      (level, begin) = (0, range.lowerBound)
      joins.forEachRecord(inner) { i, join in
        fromStart.append(Level(value: level, places: Double(i + 1 - begin), reached: Double(i + 1 - range.lowerBound)))
        (level, begin) = (join, i + 1)
      }
      fromStart.append(Level(value: level, places: Double(range.upperBound - begin), reached: Double(range.count)))
      Level.addUp(&toEnd)
      Level.addUp(&fromStart)
    }
  }

  /// Places whose inner sums are known beforehand, so that a large window need not be read through.
  private static let piece = 1024

  /// For each whole piece of the order, the sum over its pairs. O(n).
  static func pieceSums(_ joins: RangeMaximum, count: Int) -> [Double] {
    (0..<count / piece).map { readInnerSum($0 * piece..<($0 + 1) * piece, joins) }
  }

  private let joins: RangeMaximum
  private let pieceSums: [Double]
  private let down: [Stretch]
  private let across: [Stretch]

  /// - Parameter forEach: calls a body for each number below a count, in any order.
  init(
    _ joins: RangeMaximum, pieceSums: [Double], down: [Range<Int>], across: [Range<Int>],
    _ forEach: (Int, @Sendable (Int) -> Void) throws -> Void
  ) rethrows {
    self.joins = joins
    self.pieceSums = pieceSums
    func stretches(_ ranges: [Range<Int>]) throws -> [Stretch] {
      var made = ranges.map { _ in Stretch(0..<0, joins) }
      try made.withUnsafeMutableBufferPointer { buffer in
        // Each call writes one of them.
        nonisolated(unsafe) let buffer = buffer
        try forEach(ranges.count) { buffer[$0] = Stretch(ranges[$0], joins) }
      }
      return made
    }
    let rows = try stretches(down)
    self.down = rows
    self.across = across == down ? rows : try stretches(across)
  }

  func mean(_ a: Int, _ b: Int) -> Double {
    let (row, column) = (down[a].range, across[b].range)
    let pairs = Double(row.count) * Double(column.count)
    if row.upperBound <= column.lowerBound { return sum(down[a], across[b]) / pairs }
    if column.upperBound <= row.lowerBound { return sum(across[b], down[a]) / pairs }
    return overlappingSum(row, column) / pairs
  }

  /// The sum over the pairs of two stretches of which the first ends before the second begins.
  private func sum(_ first: borrowing Stretch, _ second: borrowing Stretch) -> Double {
    let between = joins.maximum(first.range.upperBound - 1..<second.range.lowerBound)
    return first.toEnd.withUnsafeBufferPointer { a in
      second.fromStart.withUnsafeBufferPointer { b in Self.sum(a, b, between) }
    }
  }

  /// Distribution of the maximum of two independent picks: what lies at or below `between` counts as that; above, walk
  /// both lists of levels upwards together.
  private static func sum(
    _ a: UnsafeBufferPointer<Level>, _ b: UnsafeBufferPointer<Level>, _ between: Double
  ) -> Double {
    var i = firstAbove(between, a)
    var j = firstAbove(between, b)
    var seenA = i > 0 ? a[i - 1].reached : 0
    var seenB = j > 0 ? b[j - 1].reached : 0
    var total = seenA * seenB * between
    while i < a.count, j < b.count {
      let takesA = a[i].value <= b[j].value
      let level = takesA ? a[i] : b[j]
      total += level.places * (takesA ? seenB : seenA) * level.value
      if takesA {
        seenA = level.reached
        i += 1
      } else {
        seenB = level.reached
        j += 1
      }
    }
    // Where one list has ended, every level of the other meets all of its places: as a rule at once.
    if i < a.count { total += seenB * a[i].above }
    if j < b.count { total += seenA * b[j].above }
    return total
  }

  /// The index of the first level above a value.
  private static func firstAbove(_ value: Double, _ levels: UnsafeBufferPointer<Level>) -> Int {
    var low = 0
    var high = levels.count
    while low < high {
      let middle = (low + high) / 2
      if levels[middle].value > value { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The sum where the stretches share places: the shared part against itself, and what is left of each.
  private func overlappingSum(_ a: Range<Int>, _ b: Range<Int>) -> Double {
    let shared = a.clamped(to: b)
    var total = 2 * innerSum(shared)
    let parts: (Range<Int>) -> [Range<Int>] = {
      [$0.lowerBound..<shared.lowerBound, shared.upperBound..<$0.upperBound]
    }
    for part in parts(a) + parts(b) where !part.isEmpty { total += crossSum(part, shared) }
    for p in parts(a) where !p.isEmpty { for q in parts(b) where !q.isEmpty { total += crossSum(p, q) } }
    return total
  }

  private func crossSum(_ p: Range<Int>, _ q: Range<Int>) -> Double {
    let first = Stretch(p, joins)
    let second = Stretch(q, joins)
    return p.lowerBound < q.lowerBound ? sum(first, second) : sum(second, first)
  }

  /// The sum over the pairs i < j of a stretch: of two halves, and between them.
  private func innerSum(_ range: Range<Int>) -> Double {
    let piece = Self.piece
    if range.count == piece, range.lowerBound % piece == 0, range.lowerBound / piece < pieceSums.count {
      return pieceSums[range.lowerBound / piece]
    }
    let middle = (range.lowerBound + range.count / 2 + piece / 2) / piece * piece
    guard range.count > piece, middle > range.lowerBound, middle < range.upperBound else {
      return Self.readInnerSum(range, joins)
    }
    let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
    return innerSum(left) + innerSum(right) + crossSum(left, right)
  }

  /// The sum over the pairs i < j of a stretch: adding place j, every earlier place's value rises to at least the join
  /// before j. O(length), with a stack of levels.
  private static func readInnerSum(_ range: Range<Int>, _ joins: RangeMaximum) -> Double {
    let stack = Buffer(count: range.count, repeating: (value: 0.0, places: 0.0))
    return joins.values.withUnsafeBufferPointer { joins in
      var depth = 0
      var rowSum = 0.0
      var total = 0.0
      for place in range.dropLast() {
        let join = joins[place]
        var places = 1.0
        while depth > 0, stack.pointer[depth - 1].value <= join {
          depth -= 1
          let last = stack.pointer[depth]
          places += last.places
          rowSum -= last.value * last.places
        }
        stack.pointer[depth] = (value: join, places: places)
        depth += 1
        rowSum += join * places
        total += rowSum
      }
      return total
    }
  }
}
