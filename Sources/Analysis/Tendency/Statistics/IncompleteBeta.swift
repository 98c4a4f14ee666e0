/// The regularised incomplete beta function I_x(a, b): the probability that a Beta(a, b) variable is at most x. By the
/// continued fraction (Abramowitz & Stegun, Handbook of Mathematical Functions, 26.5.8), evaluated by Lentz's method;
/// relative error about 1e-13 · (a + b).
/// - Parameters:
///   - x: in 0…1; beyond, 0 or 1 is returned.
///   - a, b: above 0.
package func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
  guard x > 0 else { return x.isNaN ? .nan : 0 }
  guard x < 1 else { return 1 }
  // The fraction converges fast on this side of the mean; on the other, use I_x(a, b) = 1 − I_{1−x}(b, a).
  if x > (a + 1) / (a + b + 2) { return 1 - regularizedIncompleteBeta(1 - x, b, a) }
  let logFront =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * naturalLogarithm(x) + b * naturalLogarithm(1 - x)
  return exponential(logFront) / a / betaFraction(x, a, b)
}

/// 1 + d₁/(1 + d₂/(1 + …)).
private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let tiny = 1e-300
  var value = 1.0
  var numerator = 1.0
  var denominator = 0.0
  for i in 1..<10_000 {
    let m = Double(i / 2)
    let coefficient =
      i % 2 == 0
      ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    denominator = 1 + coefficient * denominator
    if abs(denominator) < tiny { denominator = tiny }
    denominator = 1 / denominator
    numerator = 1 + coefficient / numerator
    if abs(numerator) < tiny { numerator = tiny }
    let change = numerator * denominator
    value *= change
    if abs(change - 1) < 1e-16 { break }
  }
  return value
}
