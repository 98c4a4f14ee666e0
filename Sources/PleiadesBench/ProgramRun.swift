import Analysis

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The program itself, run on a file as a user would.
struct ProgramRun {
  /// Built beside this one.
  static var path: String? {
    let own = CommandLine.arguments.first ?? ""
    let folder = own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let path = folder.isEmpty ? "pleiades" : folder + "/pleiades"
    return access(path, X_OK) == 0 ? path : nil
  }

  /// Writes points as CSV.
  static func write(_ points: Matrix, to path: String) throws {
    guard let file = fopen(path, "w") else { throw BenchError.peer("\(path) cannot be written") }
    defer { fclose(file) }
    fputs((0..<points.columns).map { "x\($0)" }.joined(separator: ",") + "\n", file)
    for i in 0..<points.rows { fputs(points.row(i).map { "\($0)" }.joined(separator: ",") + "\n", file) }
  }

  /// Seconds and peak megabytes of `pleiades ARGUMENTS`, its output thrown away.
  static func time(_ arguments: [String], repetitions: Int) throws -> (median: Double, fastest: Double, peak: Double) {
    guard let path else { throw BenchError.peer("there is no pleiades beside this program") }
    var times: [Double] = []
    var peak = 0.0
    for _ in 0..<max(1, repetitions) {
      var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
      defer { for word in words { free(word) } }
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
      var child: pid_t = 0
      var status: Int32 = 0
      var usage = rusage()
      let started = ContinuousClock().now
      guard posix_spawn(&child, path, &actions, nil, &words, environ) == 0 else {
        throw BenchError.peer("\(path) cannot be started")
      }
      guard wait4(child, &status, 0, &usage) == child, status == 0 else {
        throw BenchError.peer("\(path) ended with status \(status)")
      }
      let elapsed = ContinuousClock().now - started
      times.append(Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18)
      peak = max(peak, Double(usage.ru_maxrss) / 1024)
    }
    times.sort()
    return (times[times.count / 2], times[0], peak)
  }
}
