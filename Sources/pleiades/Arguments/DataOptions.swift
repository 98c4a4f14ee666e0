import Analysis
import ArgumentParser
import Engine
import Tabular

/// What every command that reads data takes: which columns, how they are made comparable, how rows are compared.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Features, by name; all numeric columns if not given.", valueName: "a,b"),
    transform: NameList.init)
  var columns: NameList?

  @Option(help: ArgumentHelp("Columns to leave out.", valueName: "a,b"), transform: NameList.init)
  var exclude: NameList?

  @Option(
    help: ArgumentHelp("The column of reference classes: compared with, never a feature.", valueName: "column"))
  var labels: String?

  @Option(help: ArgumentHelp("The column that names the rows.", valueName: "column"))
  var id: String?

  @Option(help: "How features are made comparable.")
  var scale: Scale = .standard

  @Option(help: "What becomes of missing values: drop leaves out the row.")
  var missing: MissingPolicy = .drop

  @Option(help: ArgumentHelp("How rows are compared; see pleiades list metrics.", valueName: "metric"))
  var metric = "euclidean"

  @Option(parsing: .unconditional, help: ArgumentHelp("The exponent of the Minkowski metric.", valueName: "p"))
  var power: Double?

  @Option(
    help: ArgumentHelp("Analyse these rows alone, counted from 0; an end is not included.", valueName: "0:50,60"),
    transform: DataOptions.rowList)
  var rows: RowList?

  @Option(parsing: .unconditional, help: ArgumentHelp("Analyse so many rows, drawn at random.", valueName: "n"))
  var sample: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("For everything random.", valueName: "n"))
  var seed: UInt64 = Preparation.defaultSeed

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Processors to use; the result is the same. All if not given.", valueName: "n"))
  var threads: Int?

  @OptionGroup var reading: ReadingOptions

  func validate() throws {
    if let sample, sample < 1 { throw ValidationError("--sample \(sample): it must be at least 1.") }
    if let threads, threads < 1 { throw ValidationError("--threads \(threads): it must be at least 1.") }
    _ = try asUsage { try basis() }
  }

  private static func rowList(_ text: String) throws -> RowList {
    guard let rows = RowList(text: text) else {
      throw ValidationError("it must be rows and ranges of rows, counted from 0, such as 0:50,60.")
    }
    return rows
  }

  /// The basis for a table that has been read.
  /// - Throws: what `basis()` throws; `PreparationError.unknownRow`.
  func basis(for table: Table) throws -> Basis {
    var basis = try basis()
    basis.preparation.rows = try rows?.rows(of: table)
    return basis
  }

  /// All but the rows, which need the table.
  /// - Throws: `AnalysisError` for a metric that does not exist or does not take the exponent.
  func basis() throws -> Basis {
    var parameters = ParameterValues()
    if metric != Basis.precomputed {
      guard Metrics.all.contains(where: { $0.description.id == metric }) else {
        throw AnalysisError.unknownAlgorithm(
          id: metric, kind: "metric", known: Metrics.all.map { $0.description.id } + [Basis.precomputed])
      }
    }
    if let power {
      guard metric == MinkowskiMetric.description.id else {
        throw ValidationError("--power goes with --metric minkowski")
      }
      parameters["power"] = .real(power)
      _ = try parameters.validated(for: MinkowskiMetric.description)
    }
    return Basis(
      preparation: Preparation(
        columns: columns?.names, excluded: exclude?.names ?? [], labels: labels, id: id, scale: scale,
        missing: missing, sample: sample, seed: seed),
      metric: AlgorithmChoice(metric, parameters))
  }
}

/// How a file is taken apart.
struct ReadingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What stands between cells: one mark, tab or space. Found out if not given.", valueName: "mark"),
    transform: ReadingOptions.delimiter)
  var delimiter: UInt8?

  @Flag(
    inversion: .prefixedNo,
    help: "Whether the first line names the columns. Found out if not given.")
  var header: Bool?

  var tableOptions: DelimitedOptions { DelimitedOptions(delimiter: delimiter, hasHeader: header) }

  private static func delimiter(_ text: String) throws -> UInt8 {
    let names: [String: UInt8] = [
      "tab": 0x09, "\\t": 0x09, "space": 0x20, "comma": 0x2C, "semicolon": 0x3B, "pipe": 0x7C,
    ]
    if let named = names[text] { return named }
    guard text.utf8.count == 1, let byte = text.utf8.first else {
      throw ValidationError("it must be one mark, such as , or ;, or tab or space.")
    }
    return byte
  }
}

/// Names separated by commas; one that has a comma, a quote or outer blanks stands in double quotes, a quote inside
/// written twice.
struct NameList: Equatable {
  let names: [String]

  init(_ text: String) throws {
    var names: [String] = []
    var name = ""
    // Blanks that count only if something follows.
    var blanks = ""
    var isQuoted = false
    func end() {
      if !name.isEmpty { names.append(name) }
      (name, blanks) = ("", "")
    }
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"" where isQuoted && rest.first == "\"": name.unicodeScalars.append(rest.removeFirst())
      case "\"":
        isQuoted.toggle()
        name += blanks
        blanks = ""
      case "," where !isQuoted: end()
      case " " where !isQuoted: if !name.isEmpty { blanks += " " }
      default:
        name += blanks
        blanks = ""
        name.unicodeScalars.append(scalar)
      }
    }
    end()
    guard !names.isEmpty, !isQuoted else {
      throw ValidationError("\"\(text)\" is no list of column names, such as a,b")
    }
    self.names = names
  }
}

extension Scale: ExpressibleByArgument {}
extension MissingPolicy: ExpressibleByArgument {}

/// Makes any error a usage error.
func asUsage<Value>(_ body: () throws -> Value) throws -> Value {
  do { return try body() } catch let error as ValidationError { throw error } catch {
    throw ValidationError("\(error)")
  }
}
