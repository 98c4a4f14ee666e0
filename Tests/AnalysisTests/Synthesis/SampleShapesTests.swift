import Analysis
import Tabular
import Testing

@Suite struct SampleShapesTests {
  /// Tests/AnalysisTests/Synthesis is three folders below the package.
  static let root = "/" + (#filePath as String).split(separator: "/").dropLast(4).joined(separator: "/")

  @Test(arguments: SampleShapes.all.map(\.id))
  func `the file is what the generator makes`(id: String) throws {
    let shape = try #require(SampleShapes.named(id))
    let columns = shape.generate()
    var writer = DelimitedWriter()
    for column in columns { writer.field(column.name) }
    writer.endRow()
    for row in 0..<columns[0].count {
      for column in columns {
        switch column.values {
        case .numbers(let numbers): writer.field(numbers[row])
        case .texts(let texts): writer.field(texts[row])
        }
      }
      writer.endRow()
    }
    let source = try TableSource(path: Self.root + "/SampleData/" + id + ".csv")
    let size = try #require(source.size)
    let file = try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = try source.read(into: buffer.baseAddress!, count: size)
    }
    #expect(writer.bytes == file)
  }

  @Test func `identifiers are unique and columns of equal length`() {
    #expect(Set(SampleShapes.all.map(\.id)).count == SampleShapes.all.count)
    for shape in SampleShapes.all {
      let columns = shape.generate(seed: 99)
      #expect(Set(columns.map(\.count)).count == 1, "\(shape.id)")
      #expect(columns != shape.generate(), "another seed gives other numbers: \(shape.id)")
      #expect(columns == shape.generate(seed: 99))
    }
  }

  @Test func `the moons lie on their half circles`() throws {
    let (x, y, label) = try points("two_moons")
    for (index, label) in label.enumerated() {
      let center = label == "upper" ? (0.0, 0.0) : (1.0, 0.5)
      let distance = ((x[index] - center.0) * (x[index] - center.0) + (y[index] - center.1) * (y[index] - center.1))
        .squareRoot()
      // Five standard deviations of 0.07.
      #expect(abs(distance - 1) < 0.35)
      #expect(label == "upper" ? y[index] > -0.35 : y[index] < 0.85)
    }
  }

  @Test func `the rings have their radii and sizes`() throws {
    let (x, y, label) = try points("rings")
    for (name, radius, count) in [("inner", 1.0, 80), ("middle", 3.0, 160), ("outer", 5.0, 240)] {
      let distances = label.indices.filter { label[$0] == name }.map { (x[$0] * x[$0] + y[$0] * y[$0]).squareRoot() }
      #expect(distances.count == count)
      let mean = distances.reduce(0, +) / Double(count)
      // Five standard errors.
      #expect(abs(mean - radius) < 5 * 0.15 / Double(count).squareRoot())
    }
  }

  @Test func `noise is uniform over the square and named so`() throws {
    let (x, y, label) = try points("unbalanced_blobs_with_noise")
    let noise = label.indices.filter { label[$0] == "noise" }
    #expect(noise.count == 60)
    #expect(noise.allSatisfy { (0...10).contains(x[$0]) && (0...10).contains(y[$0]) })
    for half in [noise.count { x[$0] < 5 }, noise.count { y[$0] < 5 }] { #expect((14...46).contains(half)) }
  }

  @Test func `one Gaussian has mean 0 and variance 1`() throws {
    let (x, y, _) = try points("one_gaussian")
    for values in [x, y] {
      let mean = values.reduce(0, +) / 300
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 299
      #expect(abs(mean) < 0.25)
      #expect(abs(variance - 1) < 0.35)
    }
  }

  private func points(_ id: String) throws -> ([Double], [Double], [String]) {
    let columns = try #require(SampleShapes.named(id)).generate()
    guard case .numbers(let x) = columns[0].values, case .numbers(let y) = columns[1].values,
      case .texts(let label) = columns[2].values
    else {
      Issue.record("columns x, y, label")
      return ([], [], [])
    }
    return (x, y, label)
  }
}

extension SampleColumn {
  fileprivate var count: Int {
    switch values {
    case .numbers(let numbers): numbers.count
    case .texts(let texts): texts.count
    }
  }
}
