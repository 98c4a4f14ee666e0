import Analysis
import Tabular

/// Tables at the edges of what there can be.
enum SmallTables {
  static let all: [Table] = [
    table("no rows", ["a": [], "b": []]), table("one row", ["a": [1], "b": [2]]),
    table("two rows", ["a": [1, 2], "b": [2, 5]]), table("two equal rows", ["a": [1, 1], "b": [2, 2]]),
    table("three rows", ["a": [1, 2, 9], "b": [0, 1, 0]]), table("one column", ["a": random(30, 1)]),
    table("constant columns", ["a": Array(repeating: 3, count: 20), "b": Array(repeating: -1, count: 20)]),
    table("one constant column", ["a": random(20, 2), "b": Array(repeating: 7, count: 20)]),
    table("all missing", ["a": Array(repeating: .nan, count: 10), "b": Array(repeating: .nan, count: 10)]),
    table("one column missing", ["a": Array(repeating: .nan, count: 10), "b": random(10, 3)]),
    table(
      "half missing",
      ["a": random(20, 4).enumerated().map { $0.offset % 2 == 0 ? .nan : $0.element }, "b": random(20, 5)]),
    table("duplicates", ["a": (0..<40).map { Double($0 % 2) }, "b": (0..<40).map { Double($0 % 2) }]),
    table("huge numbers", ["a": random(12, 6).map { $0 * 1e300 }, "b": random(12, 7).map { $0 * 1e-300 }]),
    table("infinite numbers", ["a": [1, .infinity, 3, 4, -.infinity, 6], "b": [1, 2, 3, 4, 5, 6]]),
    onlyText, withLabels, matrix("matrix of three", 3), matrix("matrix", 12), matrix("matrix of zeros", 5, scale: 0),
    wide, table("many rows", ["a": random(400, 8), "b": random(400, 9), "c": random(400, 10)]), hardNames,
    Table(name: "no columns", columns: [], rowCount: 0),
  ]

  static func named(_ name: String) -> Table { all.first { $0.name == name }! }

  private static func table(_ name: String, _ columns: KeyValuePairs<String, [Double]>) -> Table {
    Table(name: name, columns: columns.map { Column(name: $0.key, values: .numeric($0.value)) })
  }

  private static func random(_ count: Int, _ seed: UInt64) -> [Double] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { _ in Double(random.integer(below: 1000)) / 100 }
  }

  private static let onlyText = Table(
    name: "only text",
    columns: [
      Column(name: "a", values: .text(codes: [0, 1, 0, -1], levels: ["x", "y"])),
      Column(name: "b", values: .text(codes: [0, 1, 2, 3], levels: ["p", "q", "r", "s"])),
    ])

  private static let withLabels = Table(
    name: "labels and names",
    columns: [
      Column(name: "name", values: .text(codes: Array(0..<24), levels: (0..<24).map { "row \($0) of 漢字 \u{1B}[31m" })),
      Column(name: "x", values: .numeric(random(24, 11))), Column(name: "y", values: .numeric(random(24, 12))),
      Column(name: "class", values: .text(codes: (0..<24).map { Int32($0 % 3) - 1 }, levels: ["", "one"])),
    ])

  private static func matrix(_ name: String, _ count: Int, scale: Double = 1) -> Table {
    Table(
      name: name,
      columns: (0..<count).map { column in
        Column(
          name: "o\(column)",
          values: .numeric((0..<count).map { scale * Double(abs($0 - column)) }))
      })
  }

  private static let wide = Table(
    name: "two hundred columns",
    columns: (0..<200).map { Column(name: "c\($0)", values: .numeric(random(30, 100 + UInt64($0)))) })

  private static let hardNames = Table(
    name: "hard names",
    columns: ["", " ", "none", "all", "PC1", "a,b", "a\"b", "-x", "new\nline", "\u{301}", "漢字", "a\u{2028}b"]
      .enumerated()
      .map { Column(name: $0.element, values: .numeric(random(15, 300 + UInt64($0.offset)))) })
}
