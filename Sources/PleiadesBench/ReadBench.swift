import Analysis
import Tabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reading a table of numbers from a file of 100 MB, beside pandas where it is installed. The numbers themselves take
/// 8 bytes a cell: what the peak is to be held against.
enum ReadBench: Bench {
  static let name = "read"
  static let summary = "a CSV file of 100 MB with 10 numeric columns, beside pandas"

  private static let columns = 10
  private static let fileSize = 100_000_000

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    for digits in [17, 6] {
      let path = "/tmp/pleiades-read-\(getpid())-\(digits).csv"
      let rows = try writeFile(path, digits: digits, most: options.largest)
      defer { unlink(path) }
      let job = "\(digits) digits, numbers \(rows * columns * 8 / 1_000_000) MB"
      var failure: (any Error)?
      let measured = Measurement(repetitions: options.repetitions) {
        do { _ = try TableReader.read(path: path) } catch { failure = error }
      }
      if let failure { throw failure }
      let own = measured.row(job, rows: rows, columns: columns)
      emit(own)
      guard let pandas = try? PeerScript(path: path).pandasRow(
        job, rows: rows, columns: columns, repetitions: options.repetitions)
      else { continue }
      var peer = pandas
      peer.ratio = own.seconds / pandas.seconds
      emit(peer)
    }
  }

  /// - Returns: how many rows the file has.
  private static func writeFile(_ path: String, digits: Int, most: Int) throws -> Int {
    guard let file = fopen(path, "w") else { throw BenchError.peer("\(path) cannot be written") }
    defer { fclose(file) }
    var random = RandomSource(seed: 1)
    var written = fputs((0..<columns).map { "x\($0)" }.joined(separator: ",") + "\n", file) >= 0 ? 30 : 0
    var rows = 0
    while written < fileSize, rows < most {
      let line = (0..<columns).map { _ -> String in
        let value = random.normal()
        return digits == 17 ? "\(value)" : fixed(value, digits)
      }.joined(separator: ",")
      fputs(line + "\n", file)
      written += line.utf8.count + 1
      rows += 1
    }
    return rows
  }
}
