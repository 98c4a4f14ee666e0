/// How columns are made comparable.
public enum Scale: String, Sendable, Hashable, CaseIterable {
  case none
  /// Mean 0, standard deviation 1 (divisor n).
  case standard
  /// From 0 to 1.
  case minmax
  /// Median 0, interquartile range 1.
  case robust

  public var meaning: String {
    switch self {
    case .none: "as they are"
    case .standard: "mean 0, standard deviation 1"
    case .minmax: "from 0 to 1"
    case .robust: "median 0, interquartile range 1"
    }
  }

  /// Scales one column in place. A column that does not vary (for `robust`: whose quartiles coincide) is only
  /// centred, since there is nothing to divide by. O(n), for `robust` O(n log n).
  func apply(to values: inout [Double]) {
    guard self != .none, let first = values.first else { return }
    if values.allSatisfy({ $0 == first }) {
      for i in values.indices { values[i] = 0 }
      return
    }
    // No scale depends on the unit: take one in which squares neither overflow nor vanish.
    let largest = values.reduce(0) { max($0, abs($1)) }
    if largest > 1e150 || largest < 1e-150 {
      for i in values.indices { values[i] /= largest }
    }
    switch self {
    case .none: return
    case .standard:
      let mean = Self.mean(of: values)
      var squares = 0.0
      for value in values { squares += (value - mean) * (value - mean) }
      Self.shift(&values, by: mean, dividingBy: (squares / Double(values.count)).squareRoot())
    case .minmax:
      let low = values.min()!
      Self.shift(&values, by: low, dividingBy: values.max()! - low)
    case .robust:
      let sorted = values.sorted()
      Self.shift(
        &values, by: Self.quantile(0.5, of: sorted),
        dividingBy: Self.quantile(0.75, of: sorted) - Self.quantile(0.25, of: sorted))
    }
  }

  /// The mean, corrected once for rounding, so that a constant column's mean is exactly its value.
  static func mean(of values: [Double]) -> Double {
    let count = Double(values.count)
    let first = values.reduce(0) { $0 + $1 / count }
    return first + values.reduce(0) { $0 + ($1 - first) } / count
  }

  /// By linear interpolation between order statistics (Hyndman & Fan's type 7).
  static func quantile(_ probability: Double, of sorted: [Double]) -> Double {
    let position = probability * Double(sorted.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, sorted.count - 1)
    let fraction = position - Double(lower)
    let difference = sorted[upper] - sorted[lower]
    return difference.isFinite
      ? sorted[lower] + fraction * difference : sorted[lower] * (1 - fraction) + sorted[upper] * fraction
  }

  private static func shift(_ values: inout [Double], by offset: Double, dividingBy spread: Double) {
    for i in values.indices { values[i] = spread > 0 ? (values[i] - offset) / spread : values[i] - offset }
  }
}
