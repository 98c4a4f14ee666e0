/// How much of each pixel of one row is covered, gathered from spans along its sampling lines. Spans of one line must
/// not overlap.
struct CoverageRow {
  /// Differences from one pixel to the next: adding a span takes four of them, however long it is.
  private var differences: [Float]
  private var low = Int.max
  private var high = -1

  init(width: Int) { differences = Array(repeating: 0, count: width + 2) }

  @inline(__always)
  mutating func add(from start: Double, to end: Double, _ clip: Rasterizer.Clip) {
    let start = max(start, Double(clip.minX))
    let end = min(end, Double(clip.maxX))
    guard start < end else { return }
    // Both lie in 0…width now.
    let first = Int(start)
    let last = Int(end)
    let weight = Float(1) / Float(Rasterizer.linesPerPixel)
    let startPart = Float(start - Double(first)) * weight
    let endPart = Float(end - Double(last)) * weight
    differences.withUnsafeMutableBufferPointer { differences in
      differences[first] += weight - startPart
      differences[first + 1] += startPart
      differences[last] -= weight - endPart
      differences[last + 1] -= endPart
    }
    low = min(low, first)
    high = max(high, last + 1)
  }

  /// Calls with every pixel that is covered, and by how many of `PixelBlending.coverageSteps`; empties the row.
  @inline(__always)
  mutating func drain(_ body: (_ x: Int, _ coverage: Int32) -> Void) {
    guard low <= high else { return }
    let steps = Float(PixelBlending.coverageSteps)
    var sum: Float = 0
    differences.withUnsafeMutableBufferPointer { differences in
      for x in low...high {
        sum += differences[x]
        differences[x] = 0
        let coverage = Int32(min(max(sum * steps + 0.5, 0), steps))
        if coverage > 0, x < differences.count - 2 { body(x, coverage) }
      }
    }
    low = Int.max
    high = -1
  }
}
