import Analysis
import Testing

@Suite struct ClusterMatchingTests {
  /// The most rows that any pairing of clusters, one to one, can share: every pairing is tried.
  private func mostShared(_ labels: [Int], _ reference: [Int]) -> Int {
    let own = Set(labels.filter { $0 >= 0 }).sorted()
    let other = Set(reference.filter { $0 >= 0 }).sorted()
    func best(_ index: Int, _ free: Set<Int>) -> Int {
      guard index < own.count else { return 0 }
      var most = best(index + 1, free)
      for name in free {
        let shared = labels.indices.count { labels[$0] == own[index] && reference[$0] == name }
        most = max(most, shared + best(index + 1, free.subtracting([name])))
      }
      return most
    }
    return best(0, Set(other))
  }

  @Test("no pairing shares more rows, for up to six clusters on each side")
  func bestOfAll() {
    var random = RandomSource(seed: 11)
    for _ in 0..<300 {
      let (k, m) = (1 + random.integer(below: 6), 1 + random.integer(below: 6))
      let n = random.integer(below: 40)
      let labels = (0..<n).map { _ in random.integer(below: k + 1) - 1 }
      let reference = (0..<n).map { _ in random.integer(below: m + 1) - 1 }
      let matching = ClusterMatching(of: labels, to: reference)
      #expect(matching.sharedRows == mostShared(labels, reference), "\(labels) to \(reference)")
      // The pairs are one to one and really share so many.
      #expect(Set(matching.partners.values).count == matching.partners.count)
      let shared = labels.indices.count { labels[$0] >= 0 && matching.partners[labels[$0]] == reference[$0] }
      #expect(shared == matching.sharedRows)
    }
  }

  @Test("greedy pairs would lose here")
  func notGreedy() {
    // Shared rows: (0, 0) 3, (0, 1) 2, (1, 0) 2, (1, 1) 0. Greedy shares 3, the best 4.
    let labels = [0, 0, 0, 0, 0, 1, 1]
    let reference = [0, 0, 0, 1, 1, 0, 0]
    let matching = ClusterMatching(of: labels, to: reference)
    #expect(matching.sharedRows == 4)
    #expect(matching.partners == [0: 1, 1: 0])
  }

  @Test("a partition under other names is given its own back", arguments: [3, 40, 256, 400])
  func otherNames(k: Int) {
    var random = RandomSource(seed: UInt64(k))
    let reference = (0..<(8 * k)).map { $0 % k }
    var names = Array(0..<k)
    random.shuffle(&names)
    let matching = ClusterMatching(of: reference.map { names[$0] }, to: reference)
    #expect(matching.renumbered(reference.map { names[$0] }) == reference)
    #expect(matching.sharedRows == 8 * k)
  }

  @Test("clusters without a partner take the numbers after the reference's last; noise stays noise")
  func leftOver() {
    let labels = [5, 5, 2, 2, 9, -1, 7]
    let reference = [1, 1, 0, 0, 0, 0, -3]
    let matching = ClusterMatching(of: labels, to: reference)
    #expect(matching.partners == [5: 1, 2: 0])
    // 7 shares a row with noise only, 9 lost to 2.
    #expect(matching.renumbered(labels) == [1, 1, 0, 0, 3, -1, 2])
  }

  @Test("nothing, noise alone, and far numbers")
  func edges() {
    #expect(ClusterMatching(of: [], to: []).partners.isEmpty)
    #expect(ClusterMatching(of: [-1, -1], to: [0, 1]).partners.isEmpty)
    #expect(ClusterMatching(of: [0, 0], to: [-1, -1]).renumbered([0, -1]) == [0, -1])
    let far = [Int.max - 1, Int.max - 1, 3]
    #expect(ClusterMatching(of: far, to: [0, 0, 1]).renumbered(far) == [0, 0, 1])
  }

  @Test("many clusters are paired by the largest share first")
  func greedy() {
    // 600 clusters of 3 rows; the reference has each one's last row in the next cluster.
    let n = 1800
    let labels = (0..<n).map { $0 / 3 }
    let reference = (0..<n).map { (($0 + 1) / 3) % 600 }
    let matching = ClusterMatching(of: labels, to: reference)
    #expect(matching.partners.allSatisfy { $0.key == $0.value })
    #expect(matching.sharedRows == 1200)
  }
}
