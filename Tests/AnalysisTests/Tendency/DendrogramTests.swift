import Analysis
import Testing

@Suite("Dendrogram of the VAT order")
struct DendrogramTests {
  private static func joins(_ count: Int, levels: Int, seed: UInt64) -> [Double] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in levels > 0 ? Double(random.integer(below: levels)) : random.uniform() }
  }

  /// The tree from the top down: a stretch falls apart at its largest join, the last of several.
  private static func topDown(_ joins: [Double], _ places: Range<Int>) -> [[Double]] {
    guard places.count > 1 else { return [] }
    let inner = places.lowerBound..<places.upperBound - 1
    let highest = joins[inner].max()!
    let split = inner.last { joins[$0] == highest }!
    let (left, right) = (places.lowerBound..<split + 1, split + 1..<places.upperBound)
    return topDown(joins, left) + topDown(joins, right)
      + [[Double(left.lowerBound), Double(right.lowerBound), Double(right.upperBound), highest]]
  }

  @Test("merges are the divisions at the largest join, children first")
  func definition() {
    for seed in 0..<UInt64(60) {
      let n = Int(seed % 40)
      let joins = Self.joins(max(0, n - 1), levels: [0, 1, 3][Int(seed % 3)], seed: seed)
      let tree = Dendrogram(joinDistances: joins, count: n)
      let merges = tree.merges.map {
        [Double($0.left.lowerBound), Double($0.right.lowerBound), Double($0.right.upperBound), $0.height]
      }
      #expect(tree.count == n && merges == Self.topDown(joins, 0..<n))
      #expect(tree.merges.allSatisfy { $0.left.upperBound == $0.right.lowerBound })
      if n > 1 { #expect(tree.merges.last?.places == 0..<n) }
    }
  }

  @Test("heights and sizes are single linkage's")
  func singleLinkage() throws {
    let input = try euclideanInput(TendencyData.blobs(120, centres: [[0, 0], [8, 0]]))
    let order = try VATOrder(of: input.dissimilarities, context: RunContext())
    let hierarchy = try #require(
      try Linkage(parameters("k=2", for: Linkage.description)).cluster(input, context: RunContext()).hierarchy)
    let merges = Dendrogram(order).merges.map { [$0.height, Double($0.places.count)] }.sorted { $0[0] < $1[0] }
    #expect(merges == hierarchy.merges.map { [$0.height, Double($0.size)] })
    let image = IVATImage(order)
    let tree = Dendrogram(order)
    for (i, j) in [(0, 119), (3, 4), (50, 70), (60, 60)] { #expect(tree.height(above: i..<j + 1) == image[i, j]) }
  }

  @Test("few leaves: at most so many, no join lost, the highest near its place")
  func coarse() throws {
    for seed in 0..<UInt64(40) {
      let n = 2 + Int(seed * 7 % 90)
      let joins = Self.joins(n - 1, levels: 0, seed: seed)
      let tree = Dendrogram(joinDistances: joins, count: n)
      for window in [0..<n, n / 4..<n, n / 3..<n / 3 + 2, -5..<n + 5] {
        let clamped = window.clamped(to: 0..<n)
        for steps in [1, 2, 7, n, 500] {
          let coarse = tree.coarse(window: window, steps: steps)
          #expect(coarse.cells.count == min(steps, clamped.count) && coarse.tree.count == coarse.cells.count)
          #expect(coarse.cells.first?.lowerBound == clamped.lowerBound)
          #expect(coarse.cells.last?.upperBound == clamped.upperBound)
          #expect(zip(coarse.cells, coarse.cells.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
          for (cell, height) in zip(coarse.cells, coarse.cellHeights) {
            #expect(height == (joins[cell.lowerBound..<cell.upperBound - 1].max() ?? 0))
          }
          guard coarse.cells.count > 1, let root = coarse.tree.merges.last else { continue }
          let inner = clamped.lowerBound..<clamped.upperBound - 1
          let highest = joins[inner].max()!
          #expect(root.height == highest)
          // The root divides the cells within half a cell of where the highest join is.
          let split = inner.first { joins[$0] == highest }! + 1
          let drawn = coarse.cells[root.right.lowerBound].lowerBound
          let widest = coarse.cells.map(\.count).max()!
          #expect(
            abs(drawn - split) <= widest / 2 || root.right.lowerBound == 1 || root.left.count == root.places.count - 1)
          if steps >= clamped.count { #expect(drawn == split) }
          // The heights are among the joins, each used at most once.
          let heights = coarse.tree.merges.map(\.height)
          #expect(Set(heights).count == heights.count && Set(heights).isSubset(of: Set(joins[inner])))
        }
      }
    }
  }

  @Test("as many leaves as places give the tree itself")
  func fine() {
    let joins = Self.joins(30, levels: 4, seed: 1)
    let tree = Dendrogram(joinDistances: joins, count: 31)
    #expect(tree.coarse(window: 0..<31, steps: 31).tree.merges == tree.merges)
    let part = tree.coarse(window: 5..<20, steps: 99).tree.merges
    #expect(part == Dendrogram(joinDistances: Array(joins[5..<19]), count: 15).merges)
  }

  @Test("nothing to draw")
  func empty() {
    let none = Dendrogram(joinDistances: [], count: 0)
    #expect(none.merges.isEmpty && none.coarse(window: 0..<9, steps: 4).cells.isEmpty)
    let one = Dendrogram(joinDistances: [], count: 1)
    #expect(one.merges.isEmpty && one.coarse(window: 0..<1, steps: 4).cells == [0..<1])
    #expect(one.coarse(window: 0..<1, steps: 0).cells.isEmpty && one.coarse(window: 0..<1, steps: -3).cells.isEmpty)
    #expect(one.height(above: 0..<1) == 0)
  }
}
