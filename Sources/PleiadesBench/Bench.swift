/// A set of timings on generated data with fixed seeds. A new one is one file and one line in `Benches.all`.
protocol Bench: Sendable {
  /// As typed on the command line.
  static var name: String { get }
  /// One line, without a full stop at the end.
  static var summary: String { get }
  /// Runs the timings and hands over each row as soon as it is known.
  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws
}

/// The benches there are.
enum Benches {
  static let all: [any Bench.Type] = [
    ReadBench.self, VATBench.self, ClustererBench.self, IndexBench.self, TendencyBench.self, UniformityBench.self, AmbiguityBench.self,
    ExplorerBench.self,
  ]
}

/// One line of the table.
struct BenchRow: Equatable {
  /// What was done.
  var job: String
  /// What did it: "pleiades", or a peer.
  var by: String
  var rows: Int
  var columns: Int
  /// What was asked for beyond the data, in one word for each setting.
  var settings: String?
  /// Median wall time.
  var seconds: Double
  var fastest: Double
  /// Largest resident memory of the process while the job ran; for a peer, of its own process.
  var peakMegabytes: Double?
  /// Resident memory just before the job began; what a peer's libraries take counts.
  var megabytesBefore: Double?
  /// What the answer is worth: names and values, the same names for Pleiades and its peers.
  var objective: String?
  /// Pleiades' seconds over the peer's; in Pleiades' own row, over those of the best peer.
  var ratio: Double?
  /// What it is held against.
  var target: Target?
  /// What limits it, in one line.
  var note: String?

  /// The most that a row may come to.
  enum Target: Equatable {
    case ratio(Double)
    case seconds(Double, megabytes: Double?)

    var text: String {
      switch self {
      case .ratio(let ratio): "\(fixed(ratio, 2))x"
      case .seconds(let seconds, nil): "\(fixed(seconds, 3)) s"
      case .seconds(let seconds, let megabytes?): "\(fixed(seconds, 3)) s, \(fixed(megabytes, 0)) MB"
      }
    }
  }

  static let header = [
    "job", "settings", "by", "rows", "columns", "seconds", "fastest", "peak MB", "MB before", "ratio", "target",
    "verdict", "objective",
  ]

  /// By how many times the target is missed; 1 or less is met. Nil without a target, or without what it speaks of.
  var excess: Double? {
    switch target {
    case .ratio(let most): ratio.map { $0 / most }
    case .seconds(let most, let megabytes):
      max(seconds / most, megabytes.flatMap { most in peakMegabytes.map { $0 / most } } ?? 0)
    case nil: nil
    }
  }

  var verdict: String? { excess.map { $0 <= 1 ? "met" : "missed by ×\(fixed($0, 2))" } }

  var cells: [String] {
    [
      job, settings ?? "-", by, "\(rows)", "\(columns)", fixed(seconds, 4), fixed(fastest, 4),
      peakMegabytes.map { fixed($0, 0) } ?? "-", megabytesBefore.map { fixed($0, 0) } ?? "-",
      ratio.map { fixed($0, 2) } ?? "-", target?.text ?? "-", verdict ?? "-", objective ?? "-",
    ]
  }

  /// The table's line, and below it the note.
  var text: String { cells.joined(separator: "\t") + (note.map { "\n  limited by\t\($0)" } ?? "") }

  var json: String {
    func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
    func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "null" }
    return
      #"{"job":"\#(job)","settings":\#(quoted(settings)),"by":"\#(by)","rows":\#(rows),"columns":\#(columns)"#
      + #","seconds":\#(seconds),"fastest":\#(fastest),"peakMegabytes":\#(number(peakMegabytes))"#
      + #","megabytesBefore":\#(number(megabytesBefore)),"objective":\#(quoted(objective)),"ratio":\#(number(ratio))"#
      + #","target":\#(quoted(target?.text)),"verdict":\#(quoted(verdict)),"note":\#(quoted(note))}"#
  }
}

/// A number with a fixed count of decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = Int((abs(value) * scale).rounded())
  let digits = String(scaled)
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let sign = value < 0 && scaled != 0 ? "-" : ""
  guard decimals > 0 else { return sign + padded }
  return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}
