/// Dissimilarities no smaller than how far either row has to look for its neighbours: max(core i, core j, d(i, j))
/// (Campello, Moulavi & Sander, "Density-based clustering based on hierarchical density estimates", 2013).
struct MutualReachability: Dissimilarities {
  private let base: any Dissimilarities
  /// Comparison values, by row.
  private let cores: Buffer<Double>

  init(_ base: any Dissimilarities, coreValues: [Double]) {
    self.base = base
    cores = Buffer(coreValues, padding: 0)
  }

  var count: Int { base.count }

  func comparisonValue(_ i: Int, _ j: Int) -> Double {
    max(base.comparisonValue(i, j), max(cores[i], cores[j]))
  }

  func comparisonValues(from i: Int, to range: Range<Int>, into target: UnsafeMutablePointer<Double>) {
    base.comparisonValues(from: i, to: range, into: target)
    let own = cores[i]
    let others = cores.pointer + range.lowerBound
    for k in 0..<range.count {
      let core = others[k] > own ? others[k] : own
      target[k] = target[k] > core ? target[k] : core
    }
  }

  func copied(rows: [Int]) -> (any Dissimilarities)? {
    base.copied(rows: rows).map { MutualReachability($0, coreValues: rows.map { cores[$0] }) }
  }

  func dissimilarity(ofComparisonValue value: Double) -> Double { base.dissimilarity(ofComparisonValue: value) }
  func comparisonValue(ofDissimilarity value: Double) -> Double { base.comparisonValue(ofDissimilarity: value) }
  func convertToDissimilarities(_ values: UnsafeMutablePointer<Double>, count: Int) {
    base.convertToDissimilarities(values, count: count)
  }
}
