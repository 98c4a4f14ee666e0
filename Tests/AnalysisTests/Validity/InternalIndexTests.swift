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
    let referenced = ["silhouette", "calinskiHarabasz", "daviesBouldin", "dunn", "withinClusterSum", "dbcv"]
    #expect(keys.isSuperset(of: referenced))
    for name in Self.labelled {
      #expect(Set(ClusteringReference.shared.cases[name]!.internal!.keys).isSuperset(of: referenced))
    }
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
          let expectation = try #require(expected[index.key])
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

  /// Random partitions, with noise, of seven and eight points: apart, then on a grid with ties and duplicates.
  @Test(arguments: [nil, 3]) func followsTheDefinitionsOnRandomPartitions(levels: Int?) throws {
    var random = RandomSource(seed: 8)
    for round in 0..<80 {
      let n = 7 + round % 2
      let features = randomFeatures(n, 1 + round % 3, levels: levels, random: &random)
      let k = 1 + random.integer(below: n)
      let labels = (0..<n).map { _ in random.integer(below: k + 1) - 1 }
      let expected = definitions(labels, (0..<n).map { features.row($0) })
      let d = try EuclideanMetric().dissimilarities(of: features)
      for index in ValidityIndices.allInternal {
        let value = try index.value(labels: labels, features: features, dissimilarities: d, context: RunContext())
        switch (value, try #require(expected[index.key])) {
        case (nil, nil): break
        case (let value?, let expectation?):
          #expect(abs(value - expectation) <= 1e-9 * max(1, abs(expectation)), "\(index.key) of \(labels)")
        case (let value, let expectation):
          Issue.record("\(index.key) of \(labels): \(value ?? .nan) for \(expectation ?? .nan)")
        }
      }
    }
  }

  /// Enough pairs that those about the last one wanted are not sorted at once, and ties among them.
  @Test(arguments: [nil, 4]) func sumsOfTheSmallestPairs(levels: Int?) throws {
    var random = RandomSource(seed: 3)
    let features = randomFeatures(1700, 2, levels: levels, random: &random)
    let labels = (0..<1700).map { _ in random.integer(below: 3) }
    let d = try EuclideanMetric().dissimilarities(of: features)
    func value(threads: Int) throws -> Double? {
      try CIndex.value(labels: labels, features: nil, dissimilarities: d, context: RunContext(threads: threads))
    }
    var pairs: [Double] = []
    var (own, within) = (0.0, 0)
    for i in labels.indices {
      for j in 0..<i {
        pairs.append(d(i, j))
        if labels[i] == labels[j] {
          own += d(i, j)
          within += 1
        }
      }
    }
    pairs.sort()
    let (least, most) = (pairs.prefix(within).reduce(0, +), pairs.suffix(within).reduce(0, +))
    let found = try #require(try value(threads: 1))
    #expect(isClose(found, (own - least) / (most - least), relative: 1e-9))
    #expect(try value(threads: 2) == found)
  }

  @Test func oneClusterNoiseAloneAndNothing() throws {
    let features = Matrix([[0, 1], [2, 3], [5, 5], [9, 1]])
    let d = try EuclideanMetric().dissimilarities(of: features)
    for index in ValidityIndices.allInternal {
      func value(_ labels: [Int]) throws -> Double? {
        try index.value(labels: labels, features: features, dissimilarities: d, context: RunContext())
      }
      #expect(try value([-1, -1, -1, -1]) == nil, "\(index.key)")
      let isDefined = ["withinClusterSum", "connectivity"].contains(index.key)
      #expect(try (value([0, 0, 0, 0]) != nil) == isDefined, "\(index.key)")
      #expect(try (value([0, 1, 2, 3]) != nil) == isDefined, "\(index.key)")
      for n in 0...2 {
        let few = Matrix(rows: n, columns: 2)
        let none = try EuclideanMetric().dissimilarities(of: few)
        let value = try index.value(
          labels: Array(repeating: 0, count: n), features: few, dissimilarities: none, context: RunContext())
        #expect(value == nil || value == 0, "\(index.key) of \(n) rows")
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
    let all = members.flatMap { $0 }
    let within = members.reduce(0.0) { sum, own in
      sum + own.reduce(0) { $0 + distance($1, mean(own)) * distance($1, mean(own)) }
    }
    var values: [String: Double?] = [
      "withinClusterSum": all.isEmpty ? nil : .some(within), "connectivity": connectivity(rows.map { (labels[$0], points[$0]) }),
      "dbcv": densityBased(members.filter { $0.count > 1 }, rowCount: labels.count),
    ]
    guard classes.count >= 2, classes.count < rows.count else {
      for index in ValidityIndices.allInternal where values[index.key] == nil { values[index.key] = .some(nil) }
      return values
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
    values["silhouette"] = silhouettes.reduce(0, +) / Double(silhouettes.count)
    values["calinskiHarabasz"] = ch
    values["daviesBouldin"] = db
    values["dunn"] = .some(diameter > 0 ? gap / diameter : nil)
    values["generalizedDunn"] = .some(generalizedDunn(members))
    values["xieBeni"] = .some(xieBeni(members, within / Double(all.count)))
    values["cIndex"] = .some(cIndex(members))
    values["sDbw"] = .some(scatterAndDensity(members))
    return values
  }

  private func generalizedDunn(_ members: [[[Double]]]) -> Double? {
    func mean(_ a: [[Double]], _ b: [[Double]], pairs: Int) -> Double {
      a.reduce(0.0) { sum, x in sum + b.reduce(0.0) { $0 + distance(x, $1) } } / Double(pairs)
    }
    let diameters = members.filter { $0.count > 1 }.map { mean($0, $0, pairs: $0.count * ($0.count - 1)) }
    let gaps = members.indices.flatMap { a in
      members.indices.filter { $0 > a }.map { mean(members[a], members[$0], pairs: members[a].count * members[$0].count) }
    }
    return diameters.max()! > 0 ? gaps.min()! / diameters.max()! : nil
  }

  private func xieBeni(_ members: [[[Double]]], _ spread: Double) -> Double? {
    let gaps = members.indices.flatMap { a in
      members.indices.filter { $0 > a }.map { distance(mean(members[a]), mean(members[$0])) }
    }
    return gaps.min()! > 0 ? spread / gaps.min()! / gaps.min()! : nil
  }

  private func cIndex(_ members: [[[Double]]]) -> Double? {
    let all = members.flatMap { $0 }
    let clusterOf = members.indices.flatMap { c in members[c].map { _ in c } }
    var pairs: [Double] = []
    var own: [Double] = []
    for i in all.indices {
      for j in 0..<i {
        pairs.append(distance(all[i], all[j]))
        if clusterOf[i] == clusterOf[j] { own.append(pairs.last!) }
      }
    }
    pairs.sort()
    let (least, most) = (pairs.prefix(own.count).reduce(0, +), pairs.suffix(own.count).reduce(0, +))
    return most > least ? (own.reduce(0, +) - least) / (most - least) : nil
  }

  private func scatterAndDensity(_ members: [[[Double]]]) -> Double? {
    func variance(_ rows: [[Double]]) -> Double {
      let center = mean(rows)
      let variances = center.indices.map { j in
        rows.reduce(0) { $0 + ($1[j] - center[j]) * ($1[j] - center[j]) } / Double(rows.count)
      }
      return variances.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let whole = variance(members.flatMap { $0 })
    guard whole > 0 else { return nil }
    let k = Double(members.count)
    let total = members.map(variance).reduce(0, +)
    let radius = total.squareRoot() / k
    var density = 0.0
    for a in members.indices {
      for b in members.indices where b != a {
        let both = members[a] + members[b]
        func count(_ center: [Double]) -> Double {
          Double(both.count { x in
            zip(x, center).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } <= radius * radius
          })
        }
        let (first, second) = (mean(members[a]), mean(members[b]))
        let most = max(count(first), count(second))
        if most > 0 { density += count(zip(first, second).map { $0 / 2 + $1 / 2 }) / most }
      }
    }
    return total / k / whole + density / (k * (k - 1))
  }

  /// In the order of the rows, which decides ties.
  private func connectivity(_ rows: [(cluster: Int, point: [Double])]) -> Double? {
    guard rows.count > 1 else { return nil }
    return rows.indices.reduce(0.0) { sum, i in
      let others = rows.indices.filter { $0 != i }.sorted {
        (distance(rows[i].point, rows[$0].point), $0) < (distance(rows[i].point, rows[$1].point), $1)
      }
      return others.prefix(10).enumerated().reduce(sum) {
        $0 + (rows[$1.element].cluster != rows[i].cluster ? 1 / Double($1.offset + 1) : 0)
      }
    }
  }

  /// With trees grown from the first row, each time by the least edge, ties to the lower new row, then the lower old one.
  private func densityBased(_ clusters: [[[Double]]], rowCount: Int) -> Double? {
    guard clusters.count >= 2 else { return nil }
    var cores: [[Double]] = []
    var inner: [[Int]] = []
    var sparseness: [Double] = []
    for rows in clusters {
      let d = Double(rows[0].count)
      cores.append(
        rows.map { x in
          let sum = rows.map { distance(x, $0) }.filter { $0 > 0 }.reduce(0) { $0 + raised(1 / $1, d) }
          return sum > 0 ? raised(sum / Double(rows.count - 1), -1 / d) : 0
        })
      let own = cores.last!
      var edges: [(reach: Double, a: Int, b: Int)] = []
      var tree = [0]
      while tree.count < rows.count {
        let next = rows.indices.filter { !tree.contains($0) }.flatMap { b in
          tree.map { a in (max(distance(rows[a], rows[b]), own[a], own[b]), b, a) }
        }.min { $0 < $1 }!
        edges.append((next.0, next.2, next.1))
        tree.append(next.1)
      }
      let degrees = rows.indices.map { row in edges.count { $0.a == row || $0.b == row } }
      let nodes = rows.indices.filter { degrees[$0] > 1 }
      inner.append(nodes.isEmpty ? Array(rows.indices) : nodes)
      let between = edges.filter { degrees[$0.a] > 1 && degrees[$0.b] > 1 }
      sparseness.append((between.isEmpty ? edges : between).map(\.reach).max()!)
    }
    return clusters.indices.reduce(0.0) { total, c in
      let separation = clusters.indices.filter { $0 != c }.flatMap { other in
        inner[c].flatMap { i in
          inner[other].map { j in max(distance(clusters[c][i], clusters[other][j]), cores[c][i], cores[other][j]) }
        }
      }.min()!
      let larger = max(separation, sparseness[c])
      let share = Double(clusters[c].count) / Double(rowCount)
      return total + (larger > 0 ? share * (separation - sparseness[c]) / larger : 0)
    }
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
