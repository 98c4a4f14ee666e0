/// Where a value lies between two others, as a fraction, for every pair of finite numbers: the difference of huge ones
/// would overflow, so those are halved first.
struct LinearScale: Sendable, Hashable {
  let low: Double
  let high: Double
  private let factor: Double
  private let start: Double
  private let span: Double

  /// Any two numbers: what is not finite is clamped, the order does not matter, and equal ones are moved apart.
  init(_ one: Double, _ two: Double) {
    let (low, high) = LinearScale.proper(one, two)
    self.low = low
    self.high = high
    factor = (high - low).isFinite ? 1 : 0.5
    start = low * factor
    span = high * factor - start
  }

  /// 0 at `low`, 1 at `high`; NaN stays NaN.
  @inline(__always)
  func fraction(_ value: Double) -> Double { (value * factor - start) / span }

  func value(at fraction: Double) -> Double {
    let value = low * (1 - fraction) + high * fraction
    // Far outside, both terms may be infinite and cancel each other.
    if value.isNaN { return fraction > 0.5 ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude }
    return min(max(value, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
  }

  /// Finite, and the first below the second.
  static func proper(_ one: Double, _ two: Double) -> (Double, Double) {
    let one = clamped(one)
    let two = clamped(two)
    let (low, high) = (min(one, two), max(one, two))
    guard low == high else { return (low, high) }
    if low == 0 { return (-1, 1) }
    let magnitude = abs(low)
    // A tenth to each side, or the next number when that is nothing.
    let margin = max(magnitude / 10, low.ulp)
    return (clamped(low - margin), clamped(low + margin))
  }

  private static func clamped(_ value: Double) -> Double {
    if value.isNaN { return 0 }
    return min(max(value, -Double.greatestFiniteMagnitude), Double.greatestFiniteMagnitude)
  }
}

/// The largest whole number not above a value, kept within ± 2³⁰; NaN gives 0. Never traps.
@inline(__always)
func clampedFloor(_ value: Double) -> Int {
  guard value > -1_073_741_824 else { return value.isNaN ? 0 : -1_073_741_824 }
  return value < 1_073_741_824 ? Int(value.rounded(.down)) : 1_073_741_824
}
