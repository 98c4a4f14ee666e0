import Analysis
import Testing

@Suite("Trustworthiness")
struct TrustworthinessTests {
  private let context = RunContext(threads: 2)

  @Test("principal components of data files", arguments: ReferenceFile.present.filter { $0.planeTrustworthiness != nil })
  func files(file: ReferenceFile) throws {
    let features = try #require(file.features)
    let plane = try PrincipalComponents().project(features, seed: 0, context: context).coordinates
    let trust = try Trustworthiness(
      of: plane, dissimilarities: TendencyData.euclidean(features), context: context)
    let expected = try #require(file.planeTrustworthiness)
    // Where many dissimilarities are equal, the order of those among themselves is anyone's.
    #expect(abs(trust.value - expected) < (Self.hasTies(features) ? 1e-4 : 1e-9))
  }

  /// Whether one of the first rows has two others at one distance, up to rounding.
  private static func hasTies(_ features: Matrix) -> Bool {
    (0..<min(200, features.rows)).contains { row in
      let distances = (0..<features.rows).filter { $0 != row }.map { other in
        (0..<features.columns).reduce(0.0) { total, column in
          let difference = features[row, column] - features[other, column]
          return total + difference * difference
        }
      }.sorted()
      return zip(distances, distances.dropFirst()).contains { $1 - $0 <= 1e-12 * $1 }
    }
  }

  @Test("from the definition, with ties to the lower row")
  func definition() throws {
    var points = Matrix(rows: 30, columns: 2)
    for i in 0..<30 {
      points[i, 0] = Double(i * 7 % 11)
      points[i, 1] = Double(i * 5 % 6)
    }
    let picture = points.selecting(columns: [0])
    let k = 4
    func order(_ points: Matrix, _ row: Int) -> [Int] {
      func squared(_ other: Int) -> Double {
        var total = 0.0
        for j in 0..<points.columns {
          let difference = points[row, j] - points[other, j]
          total += difference * difference
        }
        return total
      }
      return (0..<30).filter { $0 != row }.sorted { (squared($0), $0) < (squared($1), $1) }
    }
    var excess = 0
    for row in 0..<30 {
      let near = order(points, row)
      for other in order(picture, row).prefix(k) { excess += max(0, near.firstIndex(of: other)! + 1 - k) }
    }
    let expected = 1 - 2 * Double(excess) / Double(30 * k * (60 - 3 * k - 1))
    let trust = try Trustworthiness(
      of: picture, dissimilarities: TendencyData.euclidean(points), neighbors: k, context: context)
    #expect(abs(trust.value - expected) < 1e-14)
    #expect(trust.sampleSize == 30 && !trust.isSampled)
  }

  @Test("few rows are refused, many are sampled")
  func sizes() throws {
    let few = TendencyData.gaussian(20, 2)
    #expect(throws: AnalysisError.self) {
      try Trustworthiness(of: few, dissimilarities: TendencyData.euclidean(few), context: context)
    }
    let many = TendencyData.gaussian(10_001, 2)
    let trust = try Trustworthiness(of: many, dissimilarities: TendencyData.euclidean(many), context: context)
    #expect(trust.value == 1 && trust.isSampled && trust.sampleSize == 1000)
  }
}
