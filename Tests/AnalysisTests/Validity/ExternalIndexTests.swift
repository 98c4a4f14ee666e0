import Analysis
import Testing

@Suite struct ExternalIndexTests {
  static let cases = ClusteringReference.featureCases.filter { ClusteringReference.shared.cases[$0]!.external != nil }

  @Test(arguments: cases)
  func agreesWithTheReference(name: String) throws {
    let expected = ClusteringReference.shared.cases[name]!
    for index in ValidityIndices.allExternal {
      guard let reference = expected.external![index.key] else { continue }
      let value = index.value(ClusteringReference.labels(name)!, expected.ward!)
      #expect(isClose(try #require(value), reference, relative: 1e-10), "\(index.key)")
    }
  }

  @Test func everyReferenceIsTested() {
    #expect(Self.cases.count >= 5)
    let keys = Set(ValidityIndices.allExternal.map { $0.key })
    #expect(keys.isSuperset(of: ClusteringReference.shared.cases[Self.cases[0]]!.external!.keys))
  }

  /// All pairs of partitions of up to five points, and of six against some, by counting pairs, by all pairings of
  /// classes, and, for the expectation of mutual information, all permutations.
  @Test func followsTheDefinitionsOnAllSmallPartitions() {
    for n in 1...6 {
      let all = partitions(of: n)
      let permutations = permutations(of: n)
      // The expectation depends on the class sizes alone.
      var expectations: [[Int]: Double] = [:]
      for (a, first) in all.enumerated() {
        for (b, second) in all.enumerated() where n < 6 || (a + 3 * b) % 11 == 0 {
          let sizes = classSizes(first) + [0] + classSizes(second)
          let expectation =
            expectations[sizes]
            ?? permutations.reduce(0) { $0 + mutualInformation(first, $1.map { second[$0] }) }
            / Double(permutations.count)
          expectations[sizes] = expectation
          for (key, expected) in definitions(first, second, expectation) {
            let index = ValidityIndices.allExternal.first { $0.key == key }!
            let value = index.value(first, second) ?? .nan
            #expect(abs(value - expected) < 1e-9, "\(key) of \(first) and \(second)")
          }
        }
      }
    }
  }

  /// Random pairs of partitions of seven and eight points.
  @Test func followsTheDefinitionsOnRandomPartitions() {
    var random = RandomSource(seed: 5)
    for round in 0..<60 {
      let n = 7 + round % 2
      func partition() -> [Int] {
        let k = 1 + random.integer(below: n)
        return canonicalLabels((0..<n).map { _ in random.integer(below: k) })
      }
      let (first, second) = (partition(), partition())
      for (key, expected) in definitions(first, second, nil) {
        let index = ValidityIndices.allExternal.first { $0.key == key }!
        let value = index.value(first, second) ?? .nan
        #expect(abs(value - expected) < 1e-9, "\(key) of \(first) and \(second)")
      }
    }
  }

  @Test func everyIndexHasADefinitionHere() {
    let defined = Set(definitions([0, 1], [0, 1], 0).map(\.0))
    #expect(defined == Set(ValidityIndices.allExternal.map { $0.key }))
  }

  /// As genieclust 1.3.0 has it, also where the numbers of classes differ.
  @Test func pairSetsOfUnequalNumbers() {
    let first = [0, 0, 0, 1, 1, 2, 2, 3, 3, 3, 3, 0]
    let second = [0, 0, 1, 1, 1, 2, 2, 2, 0, 0, 0, 0]
    #expect(isClose(PairSets.value(first, second)!, 0.33333333333333326, relative: 1e-12))
  }

  @Test func degenerateCases() {
    for index in ValidityIndices.allExternal {
      #expect(index.value([], []) == nil)
      let same = index.value([0, 0, 1, 1, -1], [5, 5, -7, -7, 900_000_000_000])
      #expect(index.direction == .higherIsBetter ? isOne(same) : same == 0, "\(index.key)")
      // Noise is one class, whichever negative number it has.
      #expect(index.value([-1, -2, 0, 0], [0, 0, 1, 1]) == index.value([0, 0, 1, 1], [0, 0, 1, 1]))
    }
    // As scikit-learn 1.9.1 has them.
    #expect(AdjustedRand.value([0, 0, 0], [0, 1, 2]) == 0)
    #expect(AdjustedRand.value([0], [0]) == 1)
    #expect(AdjustedRand.value([0, 1, 2], [0, 1, 2]) == 1)
    #expect(AdjustedMutualInformation.value([0, 0, 0], [0, 1, 2]) == 0)
    #expect(AdjustedMutualInformation.value([0, 0], [1, 1]) == 1)
    #expect(isOne(AdjustedMutualInformation.value([0, 1, 2], [0, 1, 2])))
    #expect(NormalizedMutualInformation.value([0, 0, 0], [0, 1, 2]) == 0)
    #expect(NormalizedMutualInformation.value([0, 0], [1, 1]) == 1)
    #expect(Homogeneity.value([0, 0, 0], [0, 1, 2]) == 1)
    #expect(Completeness.value([0, 0, 0], [0, 1, 2]) == 0)
    #expect(VMeasure.value([0, 0, 1, 1], [0, 1, 0, 1]) == 0)
    #expect(FowlkesMallows.value([0], [0]) == 0)
    #expect(FowlkesMallows.value([0, 1, 2], [0, 0, 0]) == 0)
    #expect(Rand.value([0], [0]) == 1)
  }

  /// A million rows, where products of pair counts leave 64 bits. The table is known, so the values can be worked out:
  /// each class of the first falls into two equal halves of the second.
  @Test func largePartitionsAreExact() throws {
    let n = 1_000_000
    let first = (0..<n).map { $0 % 10 }
    let second = (0..<n).map { $0 % 20 }
    // Pairs together in both: those in the second. sum of squares n²/20 and n²/10.
    let both = 20.0 * 50_000 * 49_999 / 2
    let inFirst = 10.0 * 100_000 * 99_999 / 2
    let all = Double(n) * Double(n - 1) / 2
    let expected = inFirst * both / all
    let adjusted = (both - expected) / ((inFirst + both) / 2 - expected)
    #expect(isClose(AdjustedRand.value(first, second)!, adjusted, relative: 1e-12))
    #expect(isClose(Rand.value(first, second)!, (all - inFirst + both) / all, relative: 1e-14))
    #expect(isClose(Homogeneity.value(first, second)!, 1, relative: 1e-12))
    let scattered = (0..<n).map { ($0 % 20) &* 1_000_003_000_000 }
    #expect(AdjustedRand.value(first, scattered) == AdjustedRand.value(first, second))
    let information = AdjustedMutualInformation.value(first, second)!
    #expect(isClose(AdjustedMutualInformation.value(first, scattered)!, information, relative: 1e-12))
    // Every row its own class, against pairs: a table too wide to be written out in full.
    let singles = Array(0..<n)
    let pairs = singles.map { $0 / 2 }
    #expect(AdjustedRand.value(singles, pairs) == 0)
    #expect(isClose(Homogeneity.value(pairs, singles)!, 1, relative: 1e-13))
  }

  // MARK: - Definitions

  private func isOne(_ value: Double?) -> Bool { value.map { abs($0 - 1) < 1e-12 } ?? false }

  private func classSizes(_ labels: [Int]) -> [Int] {
    Dictionary(grouping: labels, by: { $0 }).values.map(\.count).sorted()
  }

  private func entropy(_ labels: [Int]) -> Double {
    let n = Double(labels.count)
    return classSizes(labels).reduce(0) { $0 - Double($1) / n * logarithm(Double($1) / n) }
  }

  private func mutualInformation(_ a: [Int], _ b: [Int]) -> Double {
    let joint = zip(a, b).map { $0 * 100 + $1 }
    return max(0, entropy(a) + entropy(b) - entropy(joint))
  }

  private func definitions(_ a: [Int], _ b: [Int], _ expectation: Double?) -> [(String, Double)] {
    var (both, onlyA, onlyB, neither) = (0.0, 0.0, 0.0, 0.0)
    for i in a.indices {
      for j in a.indices where i < j {
        switch (a[i] == a[j], b[i] == b[j]) {
        case (true, true): both += 1
        case (true, false): onlyA += 1
        case (false, true): onlyB += 1
        case (false, false): neither += 1
        }
      }
    }
    let all = both + onlyA + onlyB + neither
    let chance = all == 0 ? 0 : (both + onlyA) * (both + onlyB) / all
    let (ha, hb) = (entropy(a), entropy(b))
    let information = mutualInformation(a, b)
    let trivial = Set(a).count == 1 && Set(b).count == 1
    let oneTrivial = Set(a).count == 1 || Set(b).count == 1
    let homogeneity = Set(a).count == 1 ? 1 : information / ha
    let completeness = Set(b).count == 1 ? 1 : information / hb
    let sum = homogeneity + completeness
    let adjusted = expectation.map { expectation -> Double in
      let room = (ha + hb) / 2 - expectation
      return trivial ? 1 : oneTrivial ? 0 : abs(room) < 1e-12 ? 1 : (information - expectation) / room
    }
    func normalized(_ entropy: Double) -> Double { trivial ? 1 : information < 1e-12 ? 0 : information / entropy }
    let joint = ha + hb - information
    return [
      ("normalizedMutualInformationGeometric", normalized((ha * hb).squareRoot())),
      ("normalizedMutualInformationSmaller", normalized(min(ha, hb))),
      ("normalizedMutualInformationLarger", normalized(max(ha, hb))),
      ("normalizedMutualInformationJoint", normalized(joint)),
      ("variationOfInformation", max(0, ha + hb - 2 * information)),
      ("purity", purity(a, b)), ("pairSetsIndex", pairSets(a, b)),
      ("normalizedClusteringAccuracy", clusteringAccuracy(a, b)),
      ("rand", all == 0 ? 1 : (both + neither) / all),
      ("adjustedRand", onlyA == 0 && onlyB == 0 ? 1 : (both - chance) / ((2 * both + onlyA + onlyB) / 2 - chance)),
      ("fowlkesMallows", both == 0 ? 0 : both / ((both + onlyA) * (both + onlyB)).squareRoot()),
      ("homogeneity", homogeneity), ("completeness", completeness),
      ("vMeasure", sum < 1e-12 ? 0 : 2 * homogeneity * completeness / sum),
      ("normalizedMutualInformation", trivial ? 1 : information / ((ha + hb) / 2)),
    ] + (adjusted.map { [("adjustedMutualInformation", $0)] } ?? [])
  }

  private func purity(_ a: [Int], _ b: [Int]) -> Double {
    let commonest = Set(b).map { cluster in
      Set(a).map { c in a.indices.count { a[$0] == c && b[$0] == cluster } }.max()!
    }
    return Double(commonest.reduce(0, +)) / Double(a.count)
  }

  /// The greatest total over all pairings of classes one to one; classes numbered from 0.
  private func greatest(_ a: [Int], _ b: [Int], _ weight: (_ shared: Int, _ first: Int, _ second: Int) -> Double)
    -> Double
  {
    let (k, l) = (a.max()! + 1, b.max()! + 1)
    let (sizes, others) = ((0..<k).map { c in a.count { $0 == c } }, (0..<l).map { c in b.count { $0 == c } })
    let weights = (0..<max(k, l)).map { i in
      (0..<max(k, l)).map { j in
        i < k && j < l ? weight(a.indices.count { a[$0] == i && b[$0] == j }, sizes[i], others[j]) : 0
      }
    }
    return permutations(of: max(k, l)).map { order in
      order.indices.reduce(0) { $0 + weights[$1][order[$1]] }
    }.max()!
  }

  private func pairSets(_ a: [Int], _ b: [Int]) -> Double {
    let most = Double(max(Set(a).count, Set(b).count))
    if most == 1 { return 1 }
    let total = greatest(a, b) { Double($0) / Double(max($1, $2)) }
    let chance = zip(classSizes(a).reversed(), classSizes(b).reversed()).reduce(0) { sum, sizes in
      sum + Double(sizes.0) * Double(sizes.1) / Double(a.count) / Double(max(sizes.0, sizes.1))
    }
    return most - chance < 1e-12 ? 1 : max(0, (total - chance) / (most - chance))
  }

  private func clusteringAccuracy(_ a: [Int], _ b: [Int]) -> Double {
    let most = Double(max(Set(a).count, Set(b).count))
    if most == 1 { return 1 }
    let mean = greatest(a, b) { shared, size, _ in Double(shared) / Double(size) } / Double(Set(a).count)
    return (mean - 1 / most) / (1 - 1 / most)
  }

  private func permutations(of n: Int) -> [[Int]] {
    n == 0 ? [[]] : permutations(of: n - 1).flatMap { short in
      (0..<n).map { place in Array(short[..<place]) + [n - 1] + Array(short[place...]) }
    }
  }
}
