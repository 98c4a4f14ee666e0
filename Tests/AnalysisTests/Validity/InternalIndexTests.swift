import Analysis
import Testing

@Suite struct InternalIndexTests {
  static let labelled = ClusteringReference.featureCases.filter {
    ClusteringReference.shared.cases[$0]!.internal != nil
  }

  @Test(arguments: labelled)
  func agreesWithTheReference(name: String) throws {
    let expected = ClusteringReference.shared.cases[name]!.internal!
    let input = try ClusteringReference.input(name)
    for index in ValidityIndices.allInternal {
      guard let reference = expected[index.key] else { continue }
      let value = try index.value(
        labels: ClusteringReference.labels(name)!, features: input.features, dissimilarities: input.dissimilarities,
        context: RunContext())
      #expect(isClose(try #require(value), reference, relative: 1e-10), "\(index.key)")
    }
  }

  @Test func everyReferenceIsTested() {
    let keys = Set(ValidityIndices.allInternal.map { $0.key })
    #expect(keys.isSuperset(of: ["silhouette", "calinskiHarabasz", "daviesBouldin", "dunn"]))
    #expect(Self.labelled.count >= 5)
  }

  /// All partitions of six points, with and without noise, against the definitions written out.
  @Test func followsTheDefinitionsOnAllSmallPartitions() throws {
    let points: [[Double]] = [[0, 0], [1, 0], [1, 0], [4, 3], [5, 3.5], [2, 7]]
    for n in 1...6 {
      let features = Matrix(Array(points[..<n]))
      let d = try EuclideanMetric().dissimilarities(of: features)
      for labels in partitions(of: n) + partitions(of: n).map({ $0.map { $0 - 1 } }) {
        let expected = definitions(labels, Array(points[..<n]))
        for index in ValidityIndices.allInternal {
          guard let expectation = expected[index.key] else { continue }
          let value = try index.value(
            labels: labels, features: features, dissimilarities: d, context: RunContext(threads: 1))
          switch (value, expectation) {
          case (nil, nil): break
          case (let value?, let expectation?):
            #expect(abs(value - expectation) <= 1e-12 * max(1, abs(expectation)), "\(index.key) of \(labels)")
          default: Issue.record("\(index.key) of \(labels): \(value ?? .nan) for \(expectation ?? .nan)")
          }
        }
      }
    }
  }

  @Test func silhouetteIsTheSameByEveryRoute() throws {
    var random = RandomSource(seed: 6)
    let features = randomFeatures(301, 3, random: &random)
    let labels = (0..<301).map { _ in random.integer(below: 5) - 1 }
    for metric in ["euclidean", "manhattan", "chebyshev", "cosine", "canberra"] {
      let points = try Metrics.named(metric).init(ParameterValues()).dissimilarities(of: features)
      let given = try PrecomputedDissimilarities(points.matrix())
      func values(_ dissimilarities: any Dissimilarities, threads: Int) throws -> [Double?] {
        try Silhouette.values(
          labels: labels, dissimilarities: dissimilarities, context: RunContext(threads: threads)) ?? []
      }
      let one = try values(points, threads: 1)
      let two = try values(points, threads: 2)
      let other = try values(given, threads: 2)
      #expect(one.count == labels.count)
      #expect(one == two)
      for i in labels.indices {
        #expect((one[i] == nil) == (labels[i] < 0))
        if let a = one[i], let b = other[i] { #expect(abs(a - b) < 1e-12) }
      }
    }
    let d = try EuclideanMetric().dissimilarities(of: features)
    let exact = try Silhouette.value(labels: labels, dissimilarities: d, context: RunContext())!
    let estimate = try Silhouette.estimate(
      labels: labels, dissimilarities: d, sampleSize: 150, seed: 1, context: RunContext())!
    #expect(abs(exact - estimate) < 0.1)
    let whole = try Silhouette.estimate(
      labels: labels, dissimilarities: d, sampleSize: 999, seed: 1, context: RunContext())
    #expect(exact == whole)
  }

  @Test func hugeValuesGiveNothingWrong() throws {
    let features = Matrix([[1e300], [-1e300], [1e300], [2e299]])
    let d = try EuclideanMetric().dissimilarities(of: features)
    for index in ValidityIndices.allInternal {
      let value = try index.value(labels: [0, 1, 0, 1], features: features, dissimilarities: d, context: RunContext())
      #expect(value?.isFinite ?? true, "\(index.key)")
    }
  }

  @Test func canBeCancelled() throws {
    let input = try ClusteringReference.input("iris")
    for index in ValidityIndices.allInternal {
      #expect(throws: CancellationError.self, "\(index.key)") {
        try index.value(
          labels: ClusteringReference.labels("iris")!, features: input.features, dissimilarities: input.dissimilarities,
          context: CancellingContext(afterChecks: 1).context())
      }
    }
  }

  // MARK: - Definitions

  private func distance(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }

  private func mean(_ rows: [[Double]]) -> [Double] {
    rows[0].indices.map { j in rows.reduce(0) { $0 + $1[j] } / Double(rows.count) }
  }

  private func definitions(_ labels: [Int], _ points: [[Double]]) -> [String: Double?] {
    let rows = labels.indices.filter { labels[$0] >= 0 }
    let classes = Set(rows.map { labels[$0] }).sorted()
    let members = classes.map { c in rows.filter { labels[$0] == c }.map { points[$0] } }
    let names = ["silhouette", "calinskiHarabasz", "daviesBouldin", "dunn"]
    guard classes.count >= 2, classes.count < rows.count else {
      return Dictionary(uniqueKeysWithValues: names.map { ($0, nil) })
    }
    var silhouettes: [Double] = []
    for (c, own) in members.enumerated() {
      for x in own {
        if own.count == 1 {
          silhouettes.append(0)
          continue
        }
        let a = own.reduce(0) { $0 + distance(x, $1) } / Double(own.count - 1)
        let b = members.indices.filter { $0 != c }.map { other in
          members[other].reduce(0) { $0 + distance(x, $1) } / Double(members[other].count)
        }.min()!
        silhouettes.append(max(a, b) == 0 ? 0 : (b - a) / max(a, b))
      }
    }
    let all = members.flatMap { $0 }
    let within = members.reduce(0.0) { sum, own in
      sum + own.reduce(0) { $0 + distance($1, mean(own)) * distance($1, mean(own)) }
    }
    let between = members.reduce(0.0) {
      $0 + Double($1.count) * distance(mean($1), mean(all)) * distance(mean($1), mean(all))
    }
    let ch = within == 0 ? 1 : between / Double(classes.count - 1) / (within / Double(rows.count - classes.count))
    let spread = members.map { own in own.reduce(0) { $0 + distance($1, mean(own)) } / Double(own.count) }
    let db =
      members.indices.reduce(0.0) { sum, a in
        sum
          + (members.indices.filter { $0 != a && distance(mean(members[a]), mean(members[$0])) > 0 }
            .map { (spread[a] + spread[$0]) / distance(mean(members[a]), mean(members[$0])) }.max() ?? 0)
      } / Double(classes.count)
    let diameter = members.flatMap { own in own.flatMap { x in own.map { distance(x, $0) } } }.max()!
    let gap = members.indices.flatMap { a in
      members.indices.filter { $0 > a }.flatMap { b in members[a].flatMap { x in members[b].map { distance(x, $0) } } }
    }.min()!
    return [
      "silhouette": silhouettes.reduce(0, +) / Double(silhouettes.count), "calinskiHarabasz": ch, "daviesBouldin": db,
      "dunn": diameter > 0 ? gap / diameter : nil,
    ]
  }
}

/// All partitions of n things, as labels numbered by first appearance.
func partitions(of n: Int) -> [[Int]] {
  var result: [[Int]] = [[]]
  for _ in 0..<n {
    result = result.flatMap { labels in (0...((labels.max() ?? -1) + 1)).map { labels + [$0] } }
  }
  return result
}
