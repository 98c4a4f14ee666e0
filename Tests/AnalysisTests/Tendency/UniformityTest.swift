#if canImport(Glibc)
  import Glibc
#endif

/// Kolmogorov and Smirnov's test of whether numbers are uniform in 0…1, by the limit law with Stephens's correction
/// (Stephens, "EDF statistics for goodness of fit and some comparisons", 1974).
struct UniformityTest {
  let distance: Double
  let pValue: Double

  init(of values: [Double]) {
    let sorted = values.sorted()
    let n = Double(sorted.count)
    distance = sorted.enumerated().reduce(0) { largest, entry in
      max(largest, entry.element - Double(entry.offset) / n, Double(entry.offset + 1) / n - entry.element)
    }
    let scaled = distance * (n.squareRoot() + 0.12 + 0.11 / n.squareRoot())
    let terms = (1...100).map { k in (k % 2 == 1 ? 2 : -2) * exp(-2 * Double(k * k) * scaled * scaled) }
    pValue = min(1, max(0, terms.reduce(0, +)))
  }
}
