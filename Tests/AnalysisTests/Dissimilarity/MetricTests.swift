import Analysis
import Testing

@Suite("Metrics")
struct MetricTests {
  private static let points = Matrix([
    [1.5, 0, 2, -3.25], [0.5, 1, 2, 4], [-2, 0, 0, 1], [1.5, 0, 2, -3], [10, -7, 3.5, 0], [0.125, 0.25, 0.5, 1],
  ])
  private static let flags = Matrix([
    [1, 0, 1, 0], [0, 1, 1, 1], [0, 0, 0, 1], [1, 0, 1, 0], [1, 0, 1, 0], [0, 0, 0, 1],
  ])

  private static func make(_ id: String, _ points: Matrix) throws -> any Dissimilarities {
    let parameters = ParameterValues(id == "minkowski" ? ["power": .real(3)] : [:])
    return try Metrics.named(id).init(parameters).dissimilarities(of: points)
  }

  /// scipy.spatial.distance.pdist, scipy 1.17.1 (Jaccard on the 0/1 points).
  private static let expected: [(String, [Double])] = [
    (
      "euclidean",
      [
        7.386643351347079, 5.8576872569299905, 0.25, 11.578536176909411, 4.718646522044218,
        4.5, 7.14142842854285, 13.133925536563698, 3.4573291714848327, 5.678908345800274,
        14.361406616345072, 2.1972994789058684, 11.510864433221338, 4.4947886490913005, 12.652198425570159,
      ]
    ),
    (
      "manhattan",
      [
        9.25, 9.75, 0.25, 20.25, 7.375,
        8.5, 9.0, 23.0, 5.625, 9.5,
        23.5, 2.875, 20.0, 7.125, 21.125,
      ]
    ),
    (
      "chebyshev",
      [
        7.25, 4.25, 0.25, 8.5, 4.25,
        3.0, 7.0, 9.5, 3.0, 4.0,
        12.0, 2.125, 8.5, 4.0, 9.875,
      ]
    ),
    (
      "minkowski",
      [
        7.262661189510473, 5.03496327731211, 0.25, 9.982730610653428, 4.357789528703436,
        3.723517119172554, 7.013579083499658, 11.283930483133366, 3.136292477763448, 4.861181556046411,
        12.835956436128107, 2.1353303223730014, 9.958158506449564, 4.121093638863305, 11.11192863631716,
      ]
    ),
    (
      "cosine",
      [
        1.4364739538106803, 1.6816773539365146, 0.0007620674469541733, 0.5774708553570795, 1.4364739538106803,
        0.7089572499564005, 1.402738935231974, 0.9145837156482036, 0.0, 1.6871180011766418,
        1.704360725060499, 0.7089572499564005, 0.5563526442816746, 1.402738935231974, 0.9145837156482036,
      ]
    ),
    (
      "correlation",
      [
        1.7935075274738956, 1.6927143142559062, 0.00019908192801376678, 0.5707846847454824, 1.7935075274738956,
        0.16566802781091172, 1.78364476855133, 1.2183988337913236, 0.0, 1.691700230911745,
        1.6868184120249756, 0.16566802781091172, 0.5571078770514684, 1.78364476855133, 1.2183988337913236,
      ]
    ),
    (
      "canberra",
      [
        2.5, 3.0, 0.04, 3.0118577075098814, 3.4461538461538463,
        3.6, 2.5, 3.1774891774891776, 2.4, 3.0,
        4.0, 3.0, 3.0118577075098814, 3.4461538461538463, 3.7253086419753085,
      ]
    ),
    (
      "braycurtis",
      [
        1.1935483870967742, 2.0526315789473686, 0.018867924528301886, 0.7431192660550459, 1.1132075471698113,
        0.8947368421052632, 1.125, 0.8846153846153846, 0.6, 2.111111111111111,
        1.205128205128205, 0.6216216216216216, 0.7407407407407407, 1.1176470588235294, 0.9657142857142857,
      ]
    ),
    (
      "hamming",
      [
        0.75, 0.75, 0.25, 1.0, 1.0,
        1.0, 0.75, 1.0, 1.0, 0.75,
        1.0, 0.75, 1.0, 1.0, 1.0,
      ]
    ),
    (
      "jaccard",
      [
        0.75, 1.0, 0.0, 0.0, 1.0,
        0.6666666666666666, 0.75, 0.75, 0.6666666666666666, 1.0,
        1.0, 0.0, 0.0, 1.0, 1.0,
      ]
    ),
    (
      // The package gower 0.1.2 gives these in single precision; here by numpy from the definition.
      "gower",
      [
        0.3020833333333333, 0.3623255336617406, 0.008620689655172414, 0.6150451559934318, 0.2901529146141215,
        0.32963875205254517, 0.29346264367816094, 0.6929905582922824, 0.2418411330049261, 0.35370484400656815,
        0.7532327586206896, 0.08779761904761904, 0.6064244663382594, 0.2815322249589491, 0.6810601395730705,
      ]
    ),
  ]

  @Test("values as computed by scipy", arguments: expected.map(\.0))
  func values(id: String) throws {
    let points = id == "jaccard" ? Self.flags : Self.points
    let dissimilarities = try Self.make(id, points)
    let expected = try #require(Self.expected.first { $0.0 == id }).1
    var place = 0
    for i in 0..<6 {
      for j in i + 1..<6 {
        #expect(abs(dissimilarities(i, j) - expected[place]) < 1e-14 * max(1, expected[place]), "\(id) \(i) \(j)")
        place += 1
      }
    }
  }

  @Test("every metric of the catalogue is tested here")
  func complete() {
    #expect(Set(Metrics.all.map { $0.description.id }) == Set(Self.expected.map(\.0)))
  }

  @Test(
    "one pair, either order, and a filled range have the same bits", arguments: Metrics.all.map { $0.description.id })
  func bits(id: String) throws {
    for d in [1, 2, 3, 6] {
      var points = TendencyData.gaussian(300, max(2, d))
      // Some zeros, for the metrics that treat them apart.
      for i in stride(from: 0, to: 200, by: 7) { points[i, 0] = 0 }
      guard let dissimilarities = try? Self.make(id, points) else {
        Issue.record("\(id) refuses ordinary rows")
        continue
      }
      var row = [Double](repeating: -1, count: 300)
      for i in stride(from: 0, to: 300, by: 13) {
        row.withUnsafeMutableBufferPointer {
          dissimilarities.comparisonValues(from: i, to: 0..<300, into: $0.baseAddress!)
        }
        var part = [Double](repeating: -1, count: 5)
        part.withUnsafeMutableBufferPointer {
          dissimilarities.comparisonValues(from: i, to: 117..<122, into: $0.baseAddress!)
        }
        #expect(part == Array(row[117..<122]))
        for j in 0..<300 {
          #expect(row[j].bitPattern == dissimilarities.comparisonValue(i, j).bitPattern)
          #expect(row[j].bitPattern == dissimilarities.comparisonValue(j, i).bitPattern)
        }
        #expect(dissimilarities.comparisonValue(i, i) == 0 && dissimilarities(i, i) == 0)
      }
    }
  }

  @Test(
    "comparison values order pairs as dissimilarities do, and go back",
    arguments: Metrics.all.map { $0.description.id })
  func monotone(id: String) throws {
    let dissimilarities = try Self.make(id, TendencyData.gaussian(40, 4))
    let values = (1..<40).map { dissimilarities.comparisonValue(0, $0) }.sorted()
    let converted = values.map { dissimilarities.dissimilarity(ofComparisonValue: $0) }
    #expect(converted == converted.sorted())
    for (value, distance) in zip(values, converted) {
      #expect(abs(dissimilarities.comparisonValue(ofDissimilarity: distance) - value) <= 1e-12 * value)
    }
  }

  @Test("a geometry gives the metric's own comparison values", arguments: Metrics.all.map { $0.description.id })
  func geometry(id: String) throws {
    let dissimilarities = try Self.make(id, TendencyData.gaussian(50, 5))
    guard let geometry = dissimilarities.geometry else { return }
    let tree = try KDTree(geometry)
    for i in [0, 17, 49] {
      for neighbor in tree.nearest(49, toRow: i) {
        #expect(neighbor.comparisonValue.bitPattern == dissimilarities.comparisonValue(i, neighbor.row).bitPattern)
      }
    }
  }

  @Test("rows that a metric cannot compare are named")
  func undefined() {
    let zero = Matrix([[1.0, 2], [0, 0], [3, 1]])
    #expect(
      throws: AnalysisError.undefinedDissimilarity(metric: "Cosine", row: 1, reason: "all its values are 0")
    ) { try CosineMetric().dissimilarities(of: zero) }
    let constant = Matrix([[1.0, 2, 3], [4, 1, 0], [0.1, 0.1, 0.1]])
    #expect {
      try CorrelationMetric().dissimilarities(of: constant)
    } throws: {
      if case AnalysisError.undefinedDissimilarity(_, row: 2, _)? = $0 as? AnalysisError { true } else { false }
    }
  }

  @Test("special cases: equal zero rows, tiny angles, large numbers")
  func special() throws {
    let zeros = Matrix([[0.0, 0], [0, 0], [1, 0]])
    for id in ["canberra", "braycurtis", "jaccard"] {
      let dissimilarities = try Self.make(id, zeros)
      #expect(dissimilarities(0, 1) == 0)
      #expect(dissimilarities(0, 2) == 1)
    }
    // 1 − cos t = t²/2 to 1e-15 for t = 1e-6, where 1 minus a computed cosine has lost four digits.
    let near = try CosineMetric().dissimilarities(of: Matrix([[1.0, 0], [1, 1e-6]]))
    #expect(abs(near(0, 1) - 0.5e-12) < 1e-18)
    let large = try CosineMetric().dissimilarities(of: Matrix([[1e300, 0], [0, 1e300], [1e300, 1e300]]))
    #expect(abs(large(0, 1) - 1) < 1e-15)
    #expect(abs(large(0, 2) - (1 - 0.5.squareRoot())) < 1e-15)
  }

  @Test("Minkowski with powers 1 and 2 is Manhattan and Euclidean")
  func minkowski() throws {
    for (power, id) in [(1.0, "manhattan"), (2.0, "euclidean")] {
      let minkowski = try MinkowskiMetric(ParameterValues(["power": .real(power)])).dissimilarities(of: Self.points)
      #expect(try minkowski.matrix() == Self.make(id, Self.points).matrix())
    }
    #expect(throws: AnalysisError.self) { try MinkowskiMetric(ParameterValues(["power": .real(0.5)])) }
  }

  @Test("a given matrix: evened out, or refused with its cell")
  func precomputed() throws {
    let slightly = Matrix([[0, 1, 2], [1 + 1e-12, 0, 3], [2, 3, 0]])
    let given = try PrecomputedDissimilarities(slightly)
    #expect(given(0, 1) == given(1, 0))
    #expect(abs(given(0, 1) - 1) < 1e-12)
    func refused(_ matrix: Matrix, row: Int, column: Int) {
      #expect {
        try PrecomputedDissimilarities(matrix)
      } throws: {
        if case AnalysisError.badDissimilarity(row, column, _)? = $0 as? AnalysisError { true } else { false }
      }
    }
    refused(Matrix([[0, 1], [2, 0]]), row: 0, column: 1)
    refused(Matrix([[0, -1], [-1, 0]]), row: 0, column: 1)
    refused(Matrix([[0, 1], [1, 0.5]]), row: 1, column: 1)
    refused(Matrix([[0, .nan], [1, 0]]), row: 0, column: 1)
    #expect(throws: AnalysisError.self) { try PrecomputedDissimilarities(Matrix(rows: 2, columns: 3)) }
  }

  @Test("an unknown metric is answered with the nearest name")
  func unknown() {
    #expect {
      try Metrics.named("euclidian")
    } throws: {
      "\($0)".contains("euclidean")
    }
  }
}
