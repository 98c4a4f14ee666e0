#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Timings of peers by a Python script: that of the VAT bench understands `--one '["table", "peer", n, d]'` and answers
/// with one line of JSON in which "seconds", "min" and "peak" are numbers.
struct PeerScript {
  let path: String

  func row(_ job: String, table: String, peer: String, rows: Int, columns: Int, repetitions: Int) throws -> BenchRow {
    let request = "[\"\(table)\", \"\(peer)\", \(rows), \(columns)]"
    let answer = try output(of: "python3 \(quoted(path)) --one \(quoted(request)) --reps \(repetitions)")
    return try row(job, peer, answer, rows: rows, columns: columns)
  }

  /// The spanning tree alone, by the fastest peer: the script's table has it with start and order only.
  func treeRow(_ job: String, rows: Int, columns: Int, repetitions: Int) throws -> BenchRow {
    let program = """
      import sys, time, json, resource
      text = open(sys.argv[1]).read(); space = {}
      exec(text[:text.index("def vat_python")].rsplit("# ----", 1)[0], space)
      import quitefastmst as q
      n, d, reps = map(int, sys.argv[2:5]); q.omp_set_num_threads(int(space["os"].environ["OMP_NUM_THREADS"]))
      X = space["noisy"](n, d); q.mst_euclid(space["noisy"](300, d)); T = []
      for _ in range(reps):
          t = time.perf_counter(); q.mst_euclid(X); T.append(time.perf_counter() - t)
      T.sort()
      peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
      print(json.dumps(dict(seconds=T[len(T) // 2], min=T[0], peak=peak)))
      """
    let answer = try output(
      of: "python3 -c \(quoted(program)) \(quoted(path)) \(rows) \(columns) \(repetitions)")
    return try row(job, "quitefastmst tree", answer, rows: rows, columns: columns)
  }

  /// Reading `path`, here a table, by pandas.
  func pandasRow(_ job: String, rows: Int, columns: Int, repetitions: Int) throws -> BenchRow {
    let program = """
      import sys, time, json, resource
      import pandas
      T = []
      for _ in range(int(sys.argv[2])):
          t = time.perf_counter(); pandas.read_csv(sys.argv[1]); T.append(time.perf_counter() - t)
      T.sort()
      peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
      print(json.dumps(dict(seconds=T[len(T) // 2], min=T[0], peak=peak)))
      """
    let answer = try output(of: "python3 -c \(quoted(program)) \(quoted(path)) \(repetitions)")
    return try row(job, "pandas.read_csv", answer, rows: rows, columns: columns)
  }

  func row(_ job: String, _ peer: String, _ answer: String, rows: Int, columns: Int) throws -> BenchRow {
    guard let seconds = number("seconds", in: answer), let fastest = number("min", in: answer) else {
      throw BenchError.peer("\(peer) answered \"\(answer)\"")
    }
    return BenchRow(
      job: job, by: peer, rows: rows, columns: columns, seconds: seconds, fastest: fastest,
      peakMegabytes: number("peak", in: answer))
  }

  func output(of command: String) throws -> String {
    guard let pipe = popen(command, "r") else { throw BenchError.peer("cannot start \(command)") }
    var bytes: [UInt8] = []
    var byte = fgetc(pipe)
    while byte != EOF {
      bytes.append(UInt8(truncatingIfNeeded: byte))
      byte = fgetc(pipe)
    }
    let status = pclose(pipe)
    guard status == 0 else { throw BenchError.peer("\(command) ended with status \(status)") }
    return String(decoding: bytes, as: UTF8.self)
  }

  func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }

  /// The number after `"name":` in a flat JSON object.
  func number(_ name: String, in text: String) -> Double? {
    let parts = text.split(separator: "\"\(name)\":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    return Double(String(parts[1].drop { $0 == " " }.prefix { !",} \n".contains($0) }))
  }
}
