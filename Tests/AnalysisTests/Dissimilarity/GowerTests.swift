import Analysis
import Testing

@Suite("Gower dissimilarity")
struct GowerTests {
  private static let points = Matrix([
    [1.5, 0, 2, -3.25], [0.5, 1, 2, 4], [-2, 0, 0, 1], [1.5, 0, 2, -3], [10, -7, 3.5, 0], [0.125, 0.25, 0.5, 1],
  ])

  /// Mean of |x−y| / range by its definition.
  private static func byDefinition(_ points: Matrix, _ weights: [Double], _ i: Int, _ j: Int) -> Double {
    var sum = 0.0
    for column in 0..<points.columns {
      let values = points.column(column)
      let range = values.max()! - values.min()!
      if range > 0 { sum += weights[column] * abs(points[i, column] - points[j, column]) / range }
    }
    return sum / weights.reduce(0, +)
  }

  /// The package gower 0.1.2 for Python, in single precision; with a seventh column of sevens, and with weights.
  @Test("values as computed by another package, constant columns counted")
  func reference() throws {
    var withConstant: [[Double]] = (0..<6).map { Self.points.row($0) + [7] }
    let constant = try GowerMetric().dissimilarities(of: Matrix(withConstant))
    #expect(abs(constant(0, 1) - 0.24166666) < 1e-7)
    withConstant[0][4] = 8
    let varied = try GowerMetric().dissimilarities(of: Matrix(withConstant))
    #expect(abs(varied(0, 1) - (0.24166666 + 0.2)) < 1e-7)
    let weighted = try GowerMetric(weights: [1, 2, 0, 1]).dissimilarities(of: Self.points)
    let expected = [0.33333334, 0.21946838, 0.00862069, 0.72665226, 0.19082256]
    for (j, value) in expected.enumerated() { #expect(abs(weighted(0, j + 1) - value) < 1e-7) }
  }

  @Test("the definition, from 0 to 1", arguments: TendencyData.Family.allCases)
  func definition(family: TendencyData.Family) throws {
    for seed in 0..<UInt64(20) {
      let points = family.points(seed: seed)
      let d = points.columns
      let weights = (0..<d).map { Double($0 % 3) + 0.25 }
      let plain = try GowerMetric().dissimilarities(of: points)
      let weighted = try GowerMetric(weights: weights).dissimilarities(of: points)
      for i in 0..<points.rows {
        for j in 0..<points.rows {
          #expect(abs(plain(i, j) - Self.byDefinition(points, Array(repeating: 1, count: d), i, j)) < 1e-14)
          #expect(abs(weighted(i, j) - Self.byDefinition(points, weights, i, j)) < 1e-14)
          #expect(plain(i, j) >= 0 && plain(i, j) <= 1 && weighted(i, j) <= 1)
        }
      }
    }
  }

  @Test("every route to the VAT order gives the same, for it is a geometry")
  func routes() throws {
    let dissimilarities = try GowerMetric().dissimilarities(of: TendencyData.gaussian(400, 3))
    #expect(dissimilarities.geometry?.kernel == .manhattan)
    let expected = try VATOrder(of: dissimilarities, route: .scan, context: RunContext(threads: 1))
    for route in VATOrder.Route.allCases {
      #expect(try VATOrder(of: dissimilarities, route: route, context: RunContext(threads: 2)) == expected)
    }
  }

  @Test("units do not matter: a shift and a factor leave the dissimilarities")
  func units() throws {
    var moved = Self.points
    for i in 0..<6 { moved[i, 1] = moved[i, 1] * 1024 + 4096 }
    let (before, after) = (
      try GowerMetric().dissimilarities(of: Self.points), try GowerMetric().dissimilarities(of: moved)
    )
    for i in 0..<6 { for j in 0..<6 { #expect(abs(before(i, j) - after(i, j)) < 1e-15) } }
  }

  @Test("a range that overflows, no rows, no columns")
  func extremes() throws {
    let huge = try GowerMetric().dissimilarities(of: Matrix([[-1.5e308], [1.5e308], [0]]))
    #expect(huge(0, 1) == 1 && huge(0, 2) == 0.5 && huge(1, 2) == 0.5)
    let noRows = try GowerMetric().dissimilarities(of: Matrix(rows: 0, columns: 3))
    #expect(noRows.count == 0)
    let noColumns = try GowerMetric().dissimilarities(of: Matrix(rows: 2, columns: 0))
    #expect(noColumns(0, 1) == 0)
  }

  @Test("weights that will not do are named")
  func weights() {
    func message(_ weights: [Double]) -> String {
      do { _ = try GowerMetric(weights: weights).dissimilarities(of: Self.points) } catch let error as AnalysisError {
        return error.description
      } catch {}
      return ""
    }
    #expect(message([1, -2, 1, 1]).contains("-2.0 for column 1"))
    #expect(message([1, 1, .nan, 1]).contains("column 2"))
    #expect(message([0, 0, 0, 0]).contains("above 0"))
    #expect(message([1, 1]).contains("as many as there are columns, 4"))
    #expect(message([1, 0, 0, 2]) == "")
    #expect(throws: AnalysisError.self) { try GowerMetric(ParameterValues(["power": .real(2)])) }
  }
}
