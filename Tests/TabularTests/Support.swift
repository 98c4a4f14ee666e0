import Tabular

/// A table as one line: `a=1,2,NA b='x','y'`, in the order of the columns.
func render(_ table: Table) -> String {
  table.columns.map { column in
    switch column.values {
    case .numeric(let numbers):
      column.name + "=" + numbers.map { $0.isNaN ? "NA" : DelimitedWriter.text(of: $0) }.joined(separator: ",")
    case .text(let codes, let levels):
      column.name + "=" + codes.map { $0 < 0 ? "NA" : "'\(levels[Int($0)])'" }.joined(separator: ",")
    }
  }.joined(separator: " ")
}

func read(_ text: String, _ options: DelimitedOptions = DelimitedOptions()) throws -> Table {
  try TableReader.read(bytes: Array(text.utf8), name: "t", options: options)
}

/// The error that reading gives, as text; nil when there is none.
func failure(_ bytes: [UInt8], _ options: DelimitedOptions = DelimitedOptions()) -> TableError? {
  do {
    _ = try TableReader.read(bytes: bytes, name: "t.csv", options: options)
    return nil
  } catch {
    return error as? TableError
  }
}

enum Folder {
  /// The package's root; this folder is two below it.
  static let root = "/" + (#filePath as String).split(separator: "/").dropLast(3).joined(separator: "/")
  static let samples = root + "/SampleData"
  /// Data that are not part of the package.
  static let development = root + "/../shared/data/dev"
}
