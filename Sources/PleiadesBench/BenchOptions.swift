import Analysis

/// What every bench is told.
struct BenchOptions: Equatable {
  /// The bench to run; nil to list them.
  var name: String?
  var json = false
  /// No job with more rows is run.
  var largest = 1_000_000
  /// Timed runs of a job, of which the median is given.
  var repetitions = 3
  var threads = RunContext.defaultThreads
  /// A script with the peers' timings to compare with; nil to leave that out.
  var peers: String?
  /// Only jobs whose name and settings begin so; nil for all.
  var only: String?
  /// Only jobs with so many rows, and columns.
  var rows: Int?
  var columns: Int?
  /// The place of the one job to measure in this process; nil to give each job a process of its own.
  var place: Int?

  static let usage = """
    usage: PleiadesBench NAME [--format text|json] [--max-n N] [--reps N] [--threads N] [--peers SCRIPT]
           PleiadesBench clusterers|indices [--only JOB] [--rows N] [--columns N] and the options above
           PleiadesBench list
    """

  init() {}

  /// - Throws: `BenchError.usage` for an argument that is not understood.
  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--format":
        let value = try Self.value(of: argument, &rest)
        guard value == "text" || value == "json" else {
          throw BenchError.usage("--format is text or json, not \"\(value)\"")
        }
        json = value == "json"
      case "--max-n": largest = try Self.number(of: argument, &rest)
      case "--reps": repetitions = try Self.number(of: argument, &rest)
      case "--threads": threads = try Self.number(of: argument, &rest)
      case "--peers": peers = try Self.value(of: argument, &rest)
      case "--only": only = try Self.value(of: argument, &rest)
      case "--rows": rows = try Self.number(of: argument, &rest)
      case "--columns": columns = try Self.number(of: argument, &rest)
      case "--place": place = try Self.number(of: argument, &rest)
      default:
        guard !argument.hasPrefix("-"), name == nil else { throw BenchError.usage("unknown argument \"\(argument)\"") }
        name = argument
      }
    }
    if name == "list" { name = nil }
  }

  var context: RunContext { RunContext(threads: threads) }

  private static func value(of option: String, _ rest: inout ArraySlice<String>) throws -> String {
    guard let value = rest.popFirst() else { throw BenchError.usage("\(option) needs a value") }
    return value
  }

  private static func number(of option: String, _ rest: inout ArraySlice<String>) throws -> Int {
    let text = try value(of: option, &rest)
    guard let number = Int(text), number > 0 else {
      throw BenchError.usage("\(option) needs a whole number above 0, not \"\(text)\"")
    }
    return number
  }
}

enum BenchError: Error, Equatable, CustomStringConvertible {
  case usage(String)
  case peer(String)

  var description: String {
    switch self {
    case .usage(let reason): "\(reason)\n\(BenchOptions.usage)"
    case .peer(let reason): "the peer could not be timed: \(reason)"
    }
  }
}
