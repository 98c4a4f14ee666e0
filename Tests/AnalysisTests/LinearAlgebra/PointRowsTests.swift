import Analysis
import Testing

@Suite struct PointRowsTests {
  @Test func keepsPointsTogether() {
    let points = PointRows(Matrix([[1, 2, 3], [4, 5, 6]]))
    #expect(points.count == 2 && points.dimension == 3)
    #expect(points.values == [1, 2, 3, 4, 5, 6])
    #expect(PointRows(Matrix([])).values.isEmpty)
  }
}
