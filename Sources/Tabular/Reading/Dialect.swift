/// The delimiter and the decimal mark.
struct Dialect {
  var delimiter: UInt8
  var decimalMark: UInt8
  /// Whether the first rows told the decimal mark, or it was given. If not, a later row may.
  var decimalMarkIsCertain: Bool

  /// In order of preference when nothing else decides: the rarer inside text first.
  static let delimiters = [Byte.tab, Byte.bar, Byte.semicolon, Byte.comma]

  /// Detects what the options leave open.
  init(of bytes: UnsafeBufferPointer<UInt8>, isAtEnd: Bool, options: DelimitedOptions) {
    func sample(_ delimiter: UInt8) -> Sample {
      Sample(of: bytes, isAtEnd: isAtEnd, delimiter: delimiter, options: options)
    }
    let rows: [[Sample.Cell]]
    if let given = options.delimiter {
      delimiter = given
      rows = sample(given).rows
    } else {
      let samples = Dialect.delimiters.filter { $0 != options.decimalMark }.map { ($0, sample($0)) }
      var best = (delimiter: samples.last!.0, rows: samples.last!.1.rows, score: (0.0, 0.0))
      for (delimiter, sample) in samples {
        guard let score = Dialect.score(sample), score > best.score else { continue }
        best = (delimiter, sample.rows, score)
      }
      // Nothing divides most rows: what divides the first one is at least good for an error that names it.
      if best.score == (0, 0), let first = samples.last(where: { ($0.1.rows.first?.count ?? 1) > 1 }) {
        best = (first.0, first.1.rows, (0, 0))
      }
      (delimiter, rows) = (best.delimiter, best.rows)
    }
    if let mark = options.decimalMark {
      decimalMark = mark
      decimalMarkIsCertain = true
    } else if delimiter == Byte.semicolon {
      let cells = rows.joined()
      let points = cells.contains { $0 == .number(mark: Byte.point, isQuoted: $0.isQuotedNumber) }
      let commas = cells.contains { $0 == .number(mark: Byte.comma, isQuoted: $0.isQuotedNumber) }
      decimalMark = commas && !points ? Byte.comma : Byte.point
      decimalMarkIsCertain = commas || points
    } else {
      decimalMark = Byte.point
      decimalMarkIsCertain = true
    }
  }

  /// How evenly a delimiter divides the rows, then how many cells are numbers or missing: both in 0…1. Nil when most
  /// rows are not divided.
  private static func score(_ sample: Sample) -> (Double, Double)? {
    var frequencies: [Int: Int] = [:]
    for row in sample.rows { frequencies[row.count, default: 0] += 1 }
    guard let most = frequencies.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), most.key > 1 else { return nil }
    let cells = sample.rows.joined()
    let clean = cells.count { $0 != .text }
    let even = Double(most.value) / Double(sample.rows.count + (sample.isBroken ? 1 : 0))
    return (even, Double(clean) / Double(cells.count))
  }
}
