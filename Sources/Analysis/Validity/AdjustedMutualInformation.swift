/// Mutual information, corrected for chance: (I − E[I]) / (mean entropy − E[I]), where the expectation is over
/// partitions with the same class sizes.
public enum AdjustedMutualInformation: ExternalIndex {
  public static let description = AlgorithmDescription(
    id: "adjusted-mutual-information", title: "Adjusted mutual information",
    summary: "shared information, corrected for chance",
    reference: "Vinh, Epps & Bailey, Information theoretic measures for clusterings comparison, 2010", needs: [],
    cost: "O(n) time and memory, and the square root of a class size for each pair of different class sizes")
  public static let key = "adjustedMutualInformation"
  public static let direction = IndexDirection.higherIsBetter
  public static let range = "about −1 to 1 (equal); 0 for unrelated partitions"

  /// 1 for two partitions of one class each; 0 when only one of them has a single class.
  public static func value(_ first: [Int], _ second: [Int]) -> Double? {
    guard !first.isEmpty else { return nil }
    let shared = SharedInformation(first, second)
    if shared.areBothTrivial { return 1 }
    if shared.table.firstSizes.count == 1 || shared.table.secondSizes.count == 1 { return 0 }
    let expected = expectedMutualInformation(shared.table)
    return awayFromZero(shared.mutual - expected)
      / awayFromZero((shared.firstEntropy + shared.secondEntropy) / 2 - expected)
  }

  /// Where both differences vanish, their quotient is 1: a perfect match.
  private static func awayFromZero(_ x: Double) -> Double {
    x < 0 ? min(x, -.ulpOfOne) : max(x, .ulpOfOne)
  }

  /// E[I] for fixed class sizes (Vinh et al. 2010, equation 24). The count of a cell is hypergeometric; its weights are
  /// built by their ratios from the mode outwards and divided by their sum, so that no logarithm of a factorial,
  /// inexact for large n, is needed.
  static func expectedMutualInformation(_ table: ContingencyTable) -> Double {
    let firsts = multiplicities(table.firstSizes)
    let seconds = multiplicities(table.secondSizes)
    var total = 0.0
    for (a, timesA) in firsts {
      for (b, timesB) in seconds {
        total += Double(timesA) * Double(timesB) * expectedTerm(a, b, table.rowCount)
      }
    }
    return total
  }

  private static func multiplicities(_ sizes: [Int]) -> [(size: Int, times: Int)] {
    Dictionary(grouping: sizes, by: { $0 }).map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
  }

  /// The expectation of m/n·ln(n·m/(a·b)), m the size of the overlap of random classes of sizes a and b.
  private static func expectedTerm(_ a: Int, _ b: Int, _ n: Int) -> Double {
    let lowest = max(0, a + b - n)
    let highest = min(a, b)
    let mode = min(highest, max(lowest, Int(Double(a + 1) * Double(b + 1) / Double(n + 2))))
    let scale = Double(n) / (Double(a) * Double(b))
    func term(_ m: Int) -> Double {
      m == 0 ? 0 : Double(m) / Double(n) * naturalLogarithm(Double(m) * scale)
    }
    var weights = 1.0
    var sum = term(mode)
    var weight = 1.0
    var m = mode
    while m < highest, weight > 1e-19 {
      weight *= Double(a - m) / Double(m + 1) * (Double(b - m) / Double(n - a - b + m + 1))
      m += 1
      weights += weight
      sum += weight * term(m)
    }
    weight = 1
    m = mode
    while m > lowest, weight > 1e-19 {
      weight *= Double(m) / Double(a - m + 1) * (Double(n - a - b + m) / Double(b - m + 1))
      m -= 1
      weights += weight
      sum += weight * term(m)
    }
    return sum / weights
  }
}
