import Analysis
import Engine
import Tabular
import Testing

@Suite("Tree windows") struct TreeWindowTests {
  private static let table = Tables.numeric(
    ("x", [0, 0.1, 0.3, 5, 5.2, 9, 0.05, 9.9, 5.25, 20]), ("y", [0, 0, 0.4, 1, 1, 3, 0.2, 3, 1.4, 0]))
  private static let basis = Basis(preparation: Preparation(scale: .none))

  private func value(
    _ study: Study, _ basis: Basis = basis, window: Range<Int>, steps: Int
  ) throws -> TreeWindowQuantity.Value {
    try study.value(TreeWindowQuantity(.spanningTree(basis), window: window, steps: steps), context: RunContext(threads: 1))
  }

  /// The rows that hang together with one when all pairs up to a height are joined.
  private func component(of row: Int, upTo height: Double, _ d: any Dissimilarities) -> Set<Int> {
    var seen: Set = [row]
    var open = [row]
    while let next = open.popLast() {
      for other in 0..<d.count where !seen.contains(other) && d(next, other) <= height {
        seen.insert(other)
        open.append(other)
      }
    }
    return seen
  }

  @Test("each merge of the whole window holds the rows that hang together at its height")
  func components() throws {
    let study = Study(Self.table)
    let context = RunContext(threads: 1)
    let order = try study.value(VATQuantity(Self.basis), context: context).order
    let d = try study.value(DissimilarityQuantity(Self.basis), context: context).dissimilarities
    let value = try value(study, window: 0..<10, steps: 100)
    #expect(value.heights.count == 9)
    for (index, node) in value.nodes.enumerated() {
      let rows = Set(node.places.map { order[$0] })
      #expect(rows == component(of: order[node.places.lowerBound], upTo: node.height, d))
      #expect(node.places.contains(index) && node.places.contains(index + 1))
      // Between this merge and those below, its two sides are apart.
      let cut = (node.height + node.heightBelow) / 2
      let left = component(of: order[index], upTo: cut, d)
      let right = component(of: order[index + 1], upTo: cut, d)
      #expect(left.isDisjoint(with: right) && left.union(right) == rows)
    }
  }

  @Test(
    "parents hold their children, the root holds all, and every merge hangs on the root", arguments: [2, 3, 5, 7, 50])
  func structure(steps: Int) throws {
    let study = Study(try Tables.sample("iris.csv"))
    let basis = Basis()
    let value = try value(study, basis, window: 20..<140, steps: steps)
    let root = try #require(value.root)
    #expect(value.nodes.count == steps - 1)
    #expect(value.nodes[root].height == value.heights.max())
    #expect(value.nodes[root].parent == nil)
    var seen: Set<Int> = []
    var open = [root]
    while let index = open.popLast() {
      seen.insert(index)
      let node = value.nodes[index]
      for child in [node.left, node.right].compactMap(\.self) {
        #expect(value.nodes[child].parent == index)
        #expect(value.nodes[child].height <= node.height)
        #expect(value.nodes[child].places.clamped(to: node.places) == value.nodes[child].places)
        open.append(child)
      }
      if let left = node.left { #expect(left < index) }
      if let right = node.right { #expect(right > index) }
    }
    #expect(seen.count == value.nodes.count)
  }

  @Test("equal heights, one row, no row")
  func edges() throws {
    let grid = Study(Tables.numeric(("x", [1, 2, 3, 4, 5, 6])))
    let basis = Self.basis
    let equal = try value(grid, basis, window: 0..<6, steps: 4)
    #expect(equal.nodes.allSatisfy { $0.height == 1 })
    #expect(Set(equal.nodes.map(\.places)).count == 3)
    let one = Study(Tables.numeric(("x", [1])))
    #expect(try value(one, basis, window: 0..<1, steps: 4).root == nil)
    #expect(try value(grid, basis, window: 3..<3, steps: 4).nodes.isEmpty)
    #expect(try value(grid, basis, window: -5..<400, steps: 0).nodes.isEmpty)
  }
}
