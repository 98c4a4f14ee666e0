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
  }

  /// Levels of one stretch of places.
  private struct Stretch {
    let range: Range<Int>
    /// Of the joins from a place to the end, from the last place backwards: ascending.
    let toEnd: [Level]
    /// Of the joins from the first place to a place: ascending.
    let fromStart: [Level]

    init(_ range: Range<Int>, _ joins: [Double]) {
      self.range = range
      toEnd = Self.levels(range.dropLast().reversed().lazy.map { joins[$0] })
      fromStart = Self.levels(range.dropLast().lazy.map { joins[$0] })
    }

    private static func levels(_ joins: some Sequence<Double>) -> [Level] {
      var levels: [Level] = []
      var highest = 0.0
      var places = 1.0
      for join in joins {
        if join > highest {
          levels.append(Level(value: highest, places: places))
          highest = join
          places = 0
        }
        places += 1
      }
      levels.append(Level(value: highest, places: places))
      return levels
    }
  }

  private let joins: RangeMaximum
  private let down: [Stretch]
  private let across: [Stretch]

  init(_ joins: RangeMaximum, down: [Range<Int>], across: [Range<Int>]) {
    self.joins = joins
    let stretches = down.map { Stretch($0, joins.values) }
    self.down = stretches
    self.across = across == down ? stretches : across.map { Stretch($0, joins.values) }
  }

  func mean(_ a: Int, _ b: Int) -> Double {
    let row = down[a]
    let column = across[b]
    let pairs = Double(row.range.count) * Double(column.range.count)
    if row.range.upperBound <= column.range.lowerBound { return sum(row, column) / pairs }
    if column.range.upperBound <= row.range.lowerBound { return sum(column, row) / pairs }
    return overlappingSum(row.range, column.range) / pairs
  }

  /// The sum over the pairs of two stretches of which the first ends before the second begins.
  private func sum(_ first: Stretch, _ second: Stretch) -> Double {
    let between = joins.maximum(first.range.upperBound - 1..<second.range.lowerBound)
    // Distribution of the maximum of two independent picks: walk both lists of levels upwards together.
    var total = 0.0
    var i = 0
    var j = 0
    var seenFirst = 0.0
    var seenSecond = 0.0
    while i < first.toEnd.count || j < second.fromStart.count {
      let takeFirst =
        j >= second.fromStart.count
        || (i < first.toEnd.count && first.toEnd[i].value <= second.fromStart[j].value)
      if takeFirst {
        total += first.toEnd[i].places * seenSecond * max(between, first.toEnd[i].value)
        seenFirst += first.toEnd[i].places
        i += 1
      } else {
        total += second.fromStart[j].places * seenFirst * max(between, second.fromStart[j].value)
        seenSecond += second.fromStart[j].places
        j += 1
      }
    }
    return total
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
    let first = Stretch(p, joins.values)
    let second = Stretch(q, joins.values)
    return p.lowerBound < q.lowerBound ? sum(first, second) : sum(second, first)
  }

  /// The sum over the pairs i < j of a stretch: adding place j, every earlier place's value rises to at least the join
  /// before j. O(length), with a stack of levels.
  private func innerSum(_ range: Range<Int>) -> Double {
    var stack: [Level] = []
    var rowSum = 0.0
    var total = 0.0
    for place in range.dropLast() {
      let join = joins.values[place]
      var places = 1.0
      while let last = stack.last, last.value <= join {
        places += last.places
        rowSum -= last.value * last.places
        stack.removeLast()
      }
      stack.append(Level(value: join, places: places))
      rowSum += join * places
      total += rowSum
    }
    return total
  }
}
