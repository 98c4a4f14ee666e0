import Analysis
import Engine
import Tabular

/// Small tables, and the data sets that come with the repository.
enum Tables {
  static func numeric(_ columns: (String, [Double])..., name: String = "t") -> Table {
    Table(name: name, columns: columns.map { Column(name: $0.0, values: .numeric($0.1)) })
  }

  static func text(_ name: String, _ cells: [String?]) -> Column {
    var levels: [String] = []
    let codes = cells.map { cell -> Int32 in
      guard let cell else { return -1 }
      if let code = levels.firstIndex(of: cell) { return Int32(code) }
      levels.append(cell)
      return Int32(levels.count - 1)
    }
    return Column(name: name, values: .text(codes: codes, levels: levels))
  }

  static func column(_ name: String, _ values: [Double]) -> Column { Column(name: name, values: .numeric(values)) }

  /// A file of the folder SampleData.
  static func sample(_ file: String) throws -> Table { try TableReader.read(path: sampleFolder + file) }

  static let sampleFolder: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/") + "/SampleData/"
  }()
}

extension Matrix {
  func columnArray(_ j: Int) -> [Double] { Array(column(j)) }
}

func isClose(_ a: Double, _ b: Double, within tolerance: Double = 1e-9) -> Bool {
  abs(a - b) <= tolerance * max(1, abs(b))
}

func areClose(_ a: [Double], _ b: [Double], within tolerance: Double = 1e-12) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { isClose($0, $1, within: tolerance) }
}
