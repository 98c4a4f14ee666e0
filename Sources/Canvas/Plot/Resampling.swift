/// Many sources shown by few steps (samples, columns, dots), or few by many.
///
/// Step s of S shows the sources ⌊s·N/S⌋ ..< ⌊(s+1)·N/S⌋ of N, and at least one.
enum Resampling {
  /// The sources of a step; empty when there is no such step or no source.
  static func sources(of step: Int, steps: Int, count: Int) -> Range<Int> {
    guard step >= 0, step < steps, count > 0 else { return 0..<0 }
    let first = step * count / steps
    return first..<max(first + 1, (step + 1) * count / steps)
  }

  /// The steps that show a source: at least one, or none when there is no such source.
  static func steps(of source: Int, steps: Int, count: Int) -> Range<Int> {
    guard source >= 0, source < count, steps > 0 else { return 0..<0 }
    // Rounded up.
    let end = ((source + 1) * steps + count - 1) / count
    return min((source * steps + count - 1) / count, end - 1)..<end
  }

  /// The step in the middle of those that show a source.
  static func middle(of source: Int, steps: Int, count: Int) -> Int {
    let range = Resampling.steps(of: source, steps: steps, count: count)
    return (range.lowerBound + range.upperBound) / 2
  }
}
