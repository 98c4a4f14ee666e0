import Analysis
import Testing

@Suite("Dissimilarities of a subset")
struct SubsetDissimilaritiesTests {
  @Test("the base's bits, asked in any way", arguments: Metrics.all.map { $0.description.id })
  func bits(id: String) throws {
    let parameters = ParameterValues(id == "minkowski" ? ["power": .real(3)] : [:])
    let base = try Metrics.named(id).init(parameters).dissimilarities(of: TendencyData.gaussian(80, 4))
    let rows = [5, 3, 79, 0, 41, 3, 60]
    let subset = SubsetDissimilarities(base, rows: rows)
    #expect(subset.count == 7 && (subset.geometry == nil) == (base.geometry == nil))
    var filled = [Double](repeating: -1, count: 5)
    for i in 0..<7 {
      filled.withUnsafeMutableBufferPointer { subset.comparisonValues(from: i, to: 2..<7, into: $0.baseAddress!) }
      for j in 0..<7 {
        let expected = base.comparisonValue(rows[i], rows[j])
        #expect(subset.comparisonValue(i, j).bitPattern == expected.bitPattern)
        if j >= 2 { #expect(filled[j - 2].bitPattern == expected.bitPattern) }
        if i != j { #expect(subset(i, j).bitPattern == base.dissimilarity(ofComparisonValue: expected).bitPattern) }
      }
    }
    guard let geometry = subset.geometry else { return }
    let distinct = SubsetDissimilarities(base, rows: [5, 3, 79, 0, 41, 60])
    for neighbor in try KDTree(#require(distinct.geometry)).nearest(5, toRow: 0) {
      #expect(neighbor.comparisonValue.bitPattern == distinct.comparisonValue(0, neighbor.row).bitPattern)
    }
    #expect(geometry.points.rows == 7)
  }

  @Test("of a given matrix, and of nothing")
  func precomputed() throws {
    let base = try PrecomputedDissimilarities(TendencyData.nonMetric(9, seed: 2))
    let subset = SubsetDissimilarities(base, rows: [8, 2, 4])
    #expect(subset.matrix()[0, 2] == base(8, 4) && subset.geometry == nil)
    let none = SubsetDissimilarities(base, rows: [])
    #expect(none.count == 0)
    #expect(try VATOrder(of: none, context: RunContext()).order.isEmpty)
  }
}
