/// How many clusters spectral clustering makes when nobody says: as many as there are small eigenvalues before a large
/// one (the eigengap heuristic: von Luxburg, "A tutorial on spectral clustering", 2007). Gaps are taken relative to the
/// eigenvalue above, since eigenvalues grow further apart as they rise; where the graph falls into components that
/// gives their number.
struct EigengapChoice {
  static let largest = 10
  static let rule =
    "the number of components of the graph, or where there is but one the k from 2 to \(largest) with the largest gap, "
    + "(λₖ₊₁ − λₖ) / λₖ₊₁, between eigenvalues"

  let k: Int
  /// How it was chosen, or what the gap at the given k is: one sentence.
  let note: String

  /// - Parameters:
  ///   - eigenvalues: the smallest, in ascending order.
  ///   - k: nil to choose.
  init(_ eigenvalues: [Double], components: Int, k given: Int?) {
    func gap(_ k: Int) -> Double? {
      guard k < eigenvalues.count, eigenvalues[k] > 0 else { return nil }
      return (eigenvalues[k] - eigenvalues[k - 1]) / eigenvalues[k]
    }
    func text(_ k: Int) -> String {
      guard let gap = gap(k) else { return "" }
      return "\((gap * 1000).rounded() / 1000), from \(Self.short(eigenvalues[k - 1])) to \(Self.short(eigenvalues[k]))"
    }
    if let given {
      k = given
      let falls = components > 1 ? " The graph falls into \(components) components." : ""
      note =
        (gap(given) == nil ? "Beyond \(given) there is no eigengap." : "The eigengap at k is \(text(given)).") + falls
    } else if components > 1 {
      k = components
      let gap = text(components).isEmpty ? "" : ", and the eigengap there is \(text(components))"
      note = "k = \(components) was chosen: the graph falls into \(components) components\(gap)."
    } else {
      let candidates = (2...Self.largest).filter { gap($0) != nil }
      guard let best = candidates.max(by: { (gap($0)!, -$0) < (gap($1)!, -$1) }) else {
        k = 1
        note = "k = 1: there are too few rows for an eigengap."
        return
      }
      k = best
      note = "k = \(best) was chosen: of 2 to \(candidates.last!) it has the largest relative eigengap, \(text(best))."
    }
  }

  /// Four significant digits.
  private static func short(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    var unit = 1.0
    while value * unit < 1000, unit < 1e15 { unit *= 10 }
    return "\((value * unit).rounded() / unit)"
  }
}
