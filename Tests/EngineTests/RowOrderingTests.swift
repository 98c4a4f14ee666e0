import Analysis
import Engine
import Tabular
import Testing

/// Samples and constraints in the dissimilarity image.
@Suite("Row orderings") struct RowOrderingTests {
  private let context = RunContext()

  private func list(_ rows: [(String, String, String)]) throws -> ConstraintList {
    func column(_ name: String, _ texts: [String]) -> Column {
      Column(name: name, values: .text(codes: texts.indices.map { Int32($0) }, levels: texts))
    }
    return try ConstraintList(
      Table(
        name: "pairs",
        columns: [column("a", rows.map(\.0)), column("b", rows.map(\.1)), column("link", rows.map(\.2))]))
  }

  private func report(_ file: String, _ ordering: RowOrdering, _ cut: TreeCut, id: String? = nil) throws -> VATReport {
    try VATReport(
      Study(try Tables.sample(file)), Basis(preparation: Preparation(labels: "label", id: id)), ordering: ordering,
      cut: cut, context: context)
  }

  @Test func aSampleLabelsEveryRow() throws {
    let sampled = try report("penguins.csv", .maximin(80), .clusters(2))
    #expect(sampled.order.order.count == 80)
    #expect(sampled.labels.count == 342 && Set(sampled.labels) == [0, 1])
    #expect(sampled.blocks.reduce(0) { $0 + $1.rowCount } == 342)
    // Each sampled row has its own block's label.
    for block in sampled.blocks {
      #expect(Set(sampled.order.order[block.positions].map { sampled.labels[$0] }).count == 1)
    }
    #expect(sampled.warnings.count == 1)
    // As many as there are is the whole image.
    let whole = try report("penguins.csv", .maximin(10_000), .clusters(2))
    #expect(whole.order == (try report("penguins.csv", .all, .clusters(2))).order)
    #expect(throws: AnalysisError.self) { try report("penguins.csv", .maximin(0), .suggested) }
  }

  @Test func constraintsAreKept() throws {
    let pairs = try list([("1", "2", "must"), ("0", "60", "cannot"), ("70", "149", "apart"), ("0", "149", "together")])
    let constrained = try report("iris.csv", .constrained(pairs), .clusters(3))
    #expect(constrained.labels[1] == constrained.labels[2])
    #expect(constrained.labels[0] == constrained.labels[149])
    #expect(constrained.labels[0] != constrained.labels[60])
    #expect(constrained.labels[70] != constrained.labels[149])
    // Without constraints it is the plain image.
    let free = try report("iris.csv", .constrained(list([("5", "5", "must")])), .suggested)
    #expect(free.order == (try report("iris.csv", .all, .suggested)).order)
  }

  /// Rows are those of the table: 3 and 271 of the penguins are not analysed.
  @Test func constraintsOnRowsLeftOutAreCounted() throws {
    let report = try report("penguins.csv", .constrained(list([("3", "5", "must"), ("4", "5", "must")])), .clusters(9))
    #expect(report.labels[3] == report.labels[4])
    #expect(report.warnings == ["1 constraint names a row that is not analysed and was left out."])
  }

  @Test(arguments: [
    [("1", "2", "must"), ("2", "1", "cannot")], [("1", "150", "must")], [("1", "2", "perhaps")], [("x", "2", "must")],
  ])
  func badConstraintsAreRefused(rows: [(String, String, String)]) throws {
    #expect(throws: AnalysisError.self) { try report("iris.csv", .constrained(list(rows)), .suggested) }
  }
}
