/// Hartigan's dip: the largest difference between the empirical distribution of a sample and the unimodal distribution
/// that is nearest to it (Hartigan & Hartigan, "The dip test of unimodality", 1985). At least 1/(2n), the value of a
/// sample that is unimodal as it stands; at most ¼.
///
/// By Hartigan's algorithm (AS 217, 1985): between the greatest convex minorant and the least concave majorant of the
/// distribution on a candidate modal interval, find where they are farthest apart; the interval shrinks to that, and
/// outside it the distances to the two curves bound the dip. O(n) after sorting.
/// - Parameter sorted: finite, ascending.
/// - Returns: 0 for an empty sample.
public func hartiganDip(sorted: [Double]) -> Double {
  let n = sorted.count
  guard n > 0 else { return 0 }
  guard n > 3, sorted[0] < sorted[n - 1] else { return 0.5 / Double(n) }
  return sorted.withUnsafeBufferPointer { DipSearch($0).run() } / Double(2 * n)
}

/// Heights are counted in steps of the empirical distribution, 1/n each.
private struct DipSearch {
  private let x: UnsafeBufferPointer<Double>
  /// For each place, the one before it on the convex minorant of the sample up to there.
  private var before: [Int32]
  /// For each place, the one after it on the concave majorant of the sample from there on.
  private var after: [Int32]

  init(_ x: UnsafeBufferPointer<Double>) {
    self.x = x
    before = [Int32](repeating: 0, count: x.count)
    after = before
    let last = x.count - 1
    for place in 1...last {
      var touch = place - 1
      while touch > 0 {
        let earlier = Int(before[touch])
        if (x[place] - x[touch]) * Double(touch - earlier) < (x[touch] - x[earlier]) * Double(place - touch) { break }
        touch = earlier
      }
      before[place] = Int32(touch)
    }
    after[last] = Int32(last)
    for place in stride(from: last - 1, through: 0, by: -1) {
      var touch = place + 1
      while touch < last {
        let later = Int(after[touch])
        if (x[touch] - x[place]) * Double(later - touch) < (x[later] - x[touch]) * Double(touch - place) { break }
        touch = later
      }
      after[place] = Int32(touch)
    }
  }

  /// Twice the dip, in steps.
  func run() -> Double {
    var low = 0
    var high = x.count - 1
    var dip = 1.0
    while true {
      let minorant = chain(from: high, to: low, along: before)
      let majorant = chain(from: low, to: high, along: after)
      let (distance, lowTouch, highTouch) = widest(minorant, majorant)
      if distance < dip { return dip }
      var outside = 0.0
      for k in lowTouch..<minorant.count - 1 {
        outside = max(outside, distanceAbove(minorant[k + 1], minorant[k]))
      }
      for k in highTouch..<majorant.count - 1 {
        outside = max(outside, distanceBelow(majorant[k], majorant[k + 1]))
      }
      dip = max(dip, outside)
      if low == minorant[lowTouch], high == majorant[highTouch] { return dip }
      low = minorant[lowTouch]
      high = majorant[highTouch]
    }
  }

  private func chain(from start: Int, to end: Int, along next: [Int32]) -> [Int] {
    var places = [start]
    while places[places.count - 1] != end {
      let following = Int(next[places[places.count - 1]])
      // A link may leap over the end of the interval: then the end is the last touch.
      places.append(start > end ? max(end, following) : min(end, following))
    }
    return places
  }

  /// The largest vertical distance between majorant and minorant, and where in each chain it lies. The minorant comes
  /// from the high end downwards, the majorant from the low end upwards.
  private func widest(_ minorant: [Int], _ majorant: [Int]) -> (distance: Double, low: Int, high: Int) {
    var result = (distance: 0.0, low: minorant.count - 1, high: majorant.count - 1)
    if minorant.count == 2, majorant.count == 2 {
      result.distance = 1
      return result
    }
    var i = minorant.count - 2
    var j = 1
    repeat {
      let onMinorant = minorant[i]
      let onMajorant = majorant[j]
      if onMinorant > onMajorant {
        let previous = minorant[i + 1]
        let height =
          (x[onMajorant] - x[previous]) * Double(onMinorant - previous) / (x[onMinorant] - x[previous])
        let distance = Double(onMajorant - previous + 1) - height
        j += 1
        if distance >= result.distance { result = (distance, i + 1, j - 1) }
      } else {
        let previous = majorant[j - 1]
        let height =
          (x[onMinorant] - x[previous]) * Double(onMajorant - previous) / (x[onMajorant] - x[previous])
        let distance = height - Double(onMinorant - previous - 1)
        i -= 1
        if distance >= result.distance { result = (distance, i + 1, j) }
      }
      i = max(0, i)
      j = min(majorant.count - 1, j)
    } while minorant[i] != majorant[j]
    return result
  }

  /// The farthest that the distribution lies above its minorant's segment between two places.
  private func distanceAbove(_ first: Int, _ last: Int) -> Double {
    var farthest = 1.0
    guard last - first > 1, x[last] != x[first] else { return farthest }
    let slope = Double(last - first) / (x[last] - x[first])
    for place in first...last {
      farthest = max(farthest, Double(place - first + 1) - (x[place] - x[first]) * slope)
    }
    return farthest
  }

  /// The farthest that the distribution lies below its majorant's segment between two places.
  private func distanceBelow(_ first: Int, _ last: Int) -> Double {
    var farthest = 1.0
    guard last - first > 1, x[last] != x[first] else { return farthest }
    let slope = Double(last - first) / (x[last] - x[first])
    for place in first...last {
      farthest = max(farthest, (x[place] - x[first]) * slope - Double(place - first - 1))
    }
    return farthest
  }
}
