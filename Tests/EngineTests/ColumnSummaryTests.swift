import Analysis
import Engine
import Tabular
import Testing

@Suite("Column summaries") struct ColumnSummaryTests {
  private func summaries(_ table: Table) throws -> [ColumnSummary] {
    try Study(table).value(ColumnSummariesQuantity(table.columns.count), context: RunContext())
  }

  private func numbers(_ values: [Double]) throws -> ColumnSummary.Numbers? {
    let summary = try ColumnSummary(of: Tables.column("x", values), context: RunContext(threads: 1))
    guard case .numbers(let numbers)? = summary.content else { return nil }
    return numbers
  }

  @Test("iris as it is known")
  func iris() throws {
    let all = try summaries(Tables.sample("iris.csv"))
    #expect(all.map(\.name) == ["sepal_length", "sepal_width", "petal_length", "petal_width", "label"])
    guard case .numbers(let length)? = all[0].content, case .texts(let levels, let commonest)? = all[4].content else {
      Issue.record("\(all)")
      return
    }
    #expect(length.least == 4.3 && length.largest == 7.9)
    #expect(isClose(length.median, 5.8, within: 1e-15))
    #expect(levels == 3)
    #expect(commonest.map(\.count) == [50, 50, 50])
    #expect(all.allSatisfy { $0.missing == 0 && $0.infinite == 0 })
  }

  /// NumPy 2.4.6: `median`, `histogram(bins=24)`.
  @Test("missing values are counted and left out")
  func penguins() throws {
    let table = try Tables.sample("penguins.csv")
    let mass = try #require(try summaries(table).first { $0.name == "body_mass_g" })
    #expect(mass.missing == 2)
    guard case .numbers(let numbers)? = mass.content else {
      Issue.record("no numbers")
      return
    }
    #expect(numbers.least == 2700 && numbers.median == 4050 && numbers.largest == 6300)
    #expect(
      numbers.counts == [
        1, 8, 8, 17, 26, 30, 30, 24, 26, 18, 19, 17, 13, 21, 14, 12, 9, 10, 11, 11, 8, 5, 3, 1,
      ])
  }

  @Test("the median is that of the sorted values")
  func medians() throws {
    var random = RandomSource(seed: 5)
    for count in 1...60 {
      // Coarse values, so that many are equal.
      let values = (0..<count).map { _ in Double(random.integer(below: 12)) - 4 }
      let sorted = values.sorted()
      let expected =
        count.isMultiple(of: 2) ? (sorted[count / 2 - 1] + sorted[count / 2]) / 2 : sorted[count / 2]
      let summary = try #require(try numbers(values))
      #expect(summary.median == expected, "\(values)")
      #expect(summary.least == sorted[0] && summary.largest == sorted[count - 1])
      #expect(summary.counts.reduce(0, +) == count)
    }
  }

  @Test("values at and beyond the edge of numbers")
  func extremes() throws {
    let huge = Double.greatestFiniteMagnitude
    let wide = try #require(try numbers([-huge, huge, huge, 0]))
    #expect(wide.median == huge / 2)
    #expect(wide.counts.first == 1 && wide.counts.last == 2 && wide.counts.reduce(0, +) == 4)
    let tiny = try #require(try numbers([0, .leastNonzeroMagnitude]))
    #expect(tiny.counts.reduce(0, +) == 2)
    #expect(try numbers([2, 2, 2])?.counts == [3])
    #expect(try numbers([.nan, .infinity]) == nil)
    let mixed = try ColumnSummary(of: Tables.column("x", [1, .nan, -.infinity]), context: RunContext())
    #expect(mixed.missing == 1 && mixed.infinite == 1)
  }

  @Test("texts: the commonest first, ties as they appear; unused levels do not count")
  func texts() throws {
    let column = Tables.text("t", ["b", "a", nil, "a", "c", "b"])
    let summary = try ColumnSummary(of: column, context: RunContext())
    #expect(summary.missing == 1)
    guard case .texts(let levels, let commonest)? = summary.content else {
      Issue.record("no texts")
      return
    }
    #expect(levels == 3)
    #expect(commonest.map(\.name) == ["b", "a", "c"])
    let empty = Column(name: "e", values: .text(codes: [-1, -1], levels: ["unused"]))
    #expect(try ColumnSummary(of: empty, context: RunContext()).content == nil)
  }

  @Test("no rows, no columns, any number of threads")
  func edges() throws {
    #expect(try summaries(Table(name: "t", columns: [])).isEmpty)
    #expect(try summaries(Tables.numeric(("a", [])))[0].content == nil)
    let table = try Tables.sample("wine.csv")
    let one = try Study(table).value(ColumnSummariesQuantity(20), context: RunContext(threads: 1))
    let two = try Study(table).value(ColumnSummariesQuantity(20), context: RunContext(threads: 2))
    #expect(one == two)
  }

  @Test("cancelling stops it")
  func cancelling() {
    #expect(throws: CancellationError.self) {
      try Study(Tables.numeric(("a", [1, 2]), ("b", [1, 2])))
        .value(ColumnSummariesQuantity(20), context: RunContext(isCancelled: { true }))
    }
  }
}
