#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Runs one bench and prints its rows as they come: tab-separated columns, or one JSON object a line.
@main
enum BenchCommand {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      let message = Array("PleiadesBench: \(error)\n".utf8)
      _ = write(STDERR_FILENO, message, message.count)
      exit(error is BenchError ? 64 : 70)
    }
  }

  static func run(_ arguments: [String]) throws {
    let options = try BenchOptions(arguments)
    guard let name = options.name else {
      for bench in Benches.all { show("\(bench.name)\t\(bench.summary)") }
      return
    }
    guard let bench = Benches.all.first(where: { $0.name == name }) else {
      throw BenchError.usage("there is no bench \"\(name)\"; there are \(Benches.all.map { $0.name })")
    }
    if !options.json { show(BenchRow.header.joined(separator: "\t")) }
    try bench.run(options) { row in show(options.json ? row.json : row.text) }
  }

  /// At once, also into a pipe.
  private static func show(_ line: String) {
    print(line)
    fflush(nil)
  }
}
