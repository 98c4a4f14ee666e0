import Analysis
import Engine
import Testing

@Suite("Row sets") struct RowSetTests {
  @Test func behavesAsASet() {
    var random = RandomSource(seed: 3)
    for capacity in [0, 1, 63, 64, 65, 200] {
      var rows = RowSet(capacity: capacity)
      var expected: Set<Int> = []
      for _ in 0..<500 {
        let row = random.integer(below: capacity + 4) - 2
        if random.uniform() < 0.6 {
          rows.insert(row)
          if row >= 0, row < capacity { expected.insert(row) }
        } else {
          rows.remove(row)
          expected.remove(row)
        }
        #expect(rows.contains(row) == expected.contains(row))
      }
      #expect(rows.rows == expected.sorted() && rows.count == expected.count)
      #expect(rows == RowSet(expected, capacity: capacity))
    }
  }

  @Test func chosenRowsAreLookedAtAlone() throws {
    let table = try Tables.sample("penguins.csv")
    let chosen = RowSet([2, 3, 4, 10, 300], capacity: table.rowCount)
    let dataset = try Dataset(table, Preparation(rows: chosen))
    // Row 3 lacks values.
    #expect(dataset.rowNumbers == [2, 4, 10, 300])
    #expect(dataset.isPart && !dataset.isSampled && !dataset.rowsAreAsInTable)
    #expect(dataset.position(ofTableRow: 10) == 2 && dataset.position(ofTableRow: 3) == nil)
    #expect(dataset.position(ofTableRow: 299) == nil && dataset.position(ofTableRow: 301) == nil)
  }

  /// Means of R 4.2's iris by hand: sepal length and petal width of setosa against the rest.
  @Test func differencesOfASelection() throws {
    let table = try Tables.sample("iris.csv")
    let study = Study(table)
    let summary = try study.value(
      SelectionSummaryQuantity(Preparation(labels: "label"), rows: RowSet(0..<50, capacity: 150)), context: RunContext()
    )
    let petal = try #require(summary.first { $0.feature == "petal_length" })
    #expect(abs(petal.meanInside - 1.462) < 1e-9 && abs(petal.meanOutside - 4.906) < 1e-9)
    #expect(summary.map { abs($0.effect) } == summary.map { abs($0.effect) }.sorted(by: >))
    #expect(
      try study.value(
        SelectionSummaryQuantity(Preparation(labels: "label"), rows: RowSet(0..<150, capacity: 150)),
        context: RunContext()
      ).isEmpty)
  }
}
