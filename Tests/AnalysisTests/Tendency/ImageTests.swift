import Analysis
import Testing

@Suite("VAT and iVAT images")
struct ImageTests {
  private func reordered(_ matrix: Matrix, _ order: [Int]) -> Matrix {
    var result = matrix
    for i in order.indices { for j in order.indices { result[i, j] = matrix[order[i], order[j]] } }
    return result
  }

  @Test("iVAT is the minimax path, and the published recursion, bit for bit", arguments: TendencyData.Family.allCases)
  func minimax(family: TendencyData.Family) throws {
    for seed in 0..<UInt64(20) {
      let dissimilarities = try TendencyData.euclidean(family.points(seed: seed))
      let order = try VATOrder(of: dissimilarities, context: RunContext(threads: 1))
      let image = IVATImage(order).matrix()
      #expect(image == reordered(MinimaxPaths.floydWarshall(dissimilarities), order.order))
      #expect(image == MinimaxPaths.recursion(reordered(dissimilarities.matrix(), order.order)))
    }
  }

  @Test("iVAT of a matrix that is no metric")
  func nonMetric() throws {
    for seed in 0..<UInt64(40) {
      let dissimilarities = try PrecomputedDissimilarities(TendencyData.nonMetric(3 + Int(seed % 20), seed: seed))
      let order = try VATOrder(of: dissimilarities, context: RunContext(threads: 1))
      let image = IVATImage(order)
      let expected = reordered(MinimaxPaths.floydWarshall(dissimilarities), order.order)
      #expect(image.matrix() == expected)
      for i in 0..<image.count { for j in 0..<image.count { #expect(image[i, j] == expected[i, j]) } }
    }
  }

  /// A block's summary by looking at every pair.
  private func summarise(
    _ matrix: Matrix, _ rows: Range<Int>, _ columns: Range<Int>, _ summary: DissimilarityImage.Summary
  ) -> Double {
    let values = rows.flatMap { i in columns.map { matrix[i, $0] } }
    switch summary {
    case .maximum: return values.max()!
    case .minimum: return values.min()!
    case .mean: return values.reduce(0, +) / Double(values.count)
    }
  }

  @Test("cells summarise their blocks at any window and size", arguments: DissimilarityImage.Summary.allCases)
  func blocks(summary: DissimilarityImage.Summary) throws {
    let dissimilarities = try TendencyData.euclidean(TendencyData.gaussian(61, 2))
    let order = try VATOrder(of: dissimilarities, context: RunContext(threads: 1))
    let full = IVATImage(order).matrix()
    let plain = reordered(dissimilarities.matrix(), order.order)
    let windows: [(Range<Int>, Range<Int>)] = [(0..<61, 0..<61), (3..<40, 20..<61), (30..<50, 2..<9), (7..<8, 7..<8)]
    for (rows, columns) in windows {
      for (width, height) in [(1, 1), (7, 5), (61, 61), (80, 3), (13, 29)] {
        let image = IVATImage(order).image(
          rows: rows, columns: columns, width: width, height: height, summary: summary)
        let raw = try VATImage(dissimilarities, order: order).image(
          rows: rows, columns: columns, width: width, height: height, summary: summary)
        #expect(!raw.isSampled && !image.isSampled)
        for r in 0..<height {
          for c in 0..<width {
            let a = DissimilarityImage.places(of: rows, inCell: r, of: height)
            let b = DissimilarityImage.places(of: columns, inCell: c, of: width)
            #expect(abs(image[r, c] - summarise(full, a, b, summary)) < 1e-12)
            #expect(abs(raw[r, c] - summarise(plain, a, b, summary)) < 1e-12)
          }
        }
      }
    }
  }

  @Test("means over long stretches equal sums over all pairs")
  func longMeans() {
    for (seed, levels) in [(UInt64(1), 1e9), (2, 40), (3, 3)] {
      var random = RandomSource(seed: seed)
      let n = 3500
      let joins = (0..<n - 1).map { i in
        (random.uniform() * (i % 500 == 3 ? 4 : 1) * levels).rounded() / levels
      }
      let image = IVATImage(joinDistances: joins, count: n)
      let matrix = image.matrix()
      let windows = [(0..<3500, 0..<3500), (17..<3301, 17..<3301), (0..<2100, 900..<3500)]
      for (rows, columns) in windows {
        for size in [1, 3] {
          let drawn = image.image(rows: rows, columns: columns, width: size, height: size, summary: .mean)
          for r in 0..<size {
            for c in 0..<size {
              var sum = 0.0
              let across = DissimilarityImage.places(of: columns, inCell: c, of: size)
              let down = DissimilarityImage.places(of: rows, inCell: r, of: size)
              for j in across { sum += down.reduce(0) { $0 + matrix.values[j * n + $1] } }
              #expect(abs(drawn[r, c] - sum / Double(across.count * down.count)) < 1e-10)
            }
          }
        }
      }
    }
  }

  @Test("cells tile their window")
  func tiling() {
    for (window, count) in [(0..<10, 3), (5..<6, 4), (2..<100, 98), (0..<7, 7)] {
      let cells = (0..<count).map { DissimilarityImage.places(of: window, inCell: $0, of: count) }
      #expect(cells.allSatisfy { !$0.isEmpty && $0.clamped(to: window) == $0 })
      if count <= window.count {
        #expect(cells.first?.lowerBound == window.lowerBound && cells.last?.upperBound == window.upperBound)
        #expect(zip(cells, cells.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
      }
    }
  }

  @Test("a large VAT window is sampled, says so, is symmetric, seeded and near the mean")
  func sampled() throws {
    let dissimilarities = try TendencyData.euclidean(TendencyData.uniform(3000, 2))
    let order = try VATOrder(of: dissimilarities, context: RunContext(threads: 2))
    let vat = VATImage(dissimilarities, order: order)
    func draw(_ threads: Int, seed: UInt64 = 42) throws -> DissimilarityImage {
      try vat.image(
        rows: 0..<3000, columns: 0..<3000, width: 10, height: 10, pairBudget: 100_000, seed: seed,
        context: RunContext(threads: threads))
    }
    let image = try draw(1)
    #expect(image.isSampled)
    #expect(try draw(2) == image)
    #expect(try draw(1, seed: 1) != image)
    for r in 0..<10 { for c in 0..<10 { #expect(image[r, c] == image[c, r]) } }
    let exact = try vat.image(
      rows: 0..<3000, columns: 0..<3000, width: 10, height: 10, pairBudget: 9_000_000, context: RunContext(threads: 2))
    #expect(!exact.isSampled)
    for i in exact.values.indices { #expect(abs(exact.values[i] - image.values[i]) < 0.06) }
  }

  @Test("nothing to draw")
  func empty() throws {
    let none = IVATImage(joinDistances: [], count: 0)
    #expect(none.image(rows: 0..<5, columns: 0..<5, width: 4, height: 4).values.isEmpty)
    #expect(none.matrix().values.isEmpty)
    let one = IVATImage(joinDistances: [], count: 1)
    #expect(one.image(rows: 0..<1, columns: 0..<1, width: 2, height: 1, summary: .mean).values == [0, 0])
    #expect(one.image(rows: 0..<1, columns: 0..<1, width: 0, height: 3).values.isEmpty)
    #expect(one.image(rows: 0..<1, columns: 0..<1, width: 0, height: 3).range == 0...0)
  }

  @Test("threads give the same cells", arguments: DissimilarityImage.Summary.allCases)
  func threads(summary: DissimilarityImage.Summary) throws {
    var random = RandomSource(seed: 5)
    let joins = (0..<4999).map { _ in random.uniform() }
    let image = IVATImage(joinDistances: joins, count: 5000)
    for (rows, columns) in [(0..<5000, 0..<5000), (100..<2300, 900..<4100)] {
      let plain = image.image(rows: rows, columns: columns, width: 70, height: 41, summary: summary)
      for threads in [1, 2, 5] {
        let drawn = try image.image(
          rows: rows, columns: columns, width: 70, height: 41, summary: summary, context: RunContext(threads: threads))
        #expect(drawn == plain)
      }
    }
    let square = try image.image(
      rows: 0..<5000, columns: 0..<5000, width: 60, height: 60, summary: summary, context: RunContext(threads: 2))
    #expect(square == image.image(rows: 0..<5000, columns: 0..<5000, width: 60, height: 60, summary: summary))
  }
}
