import Glibc
import Synchronization
import TestSupport

/// The built program, run as a user would.
struct Program {
  struct Outcome {
    /// The exit code; 128 + the signal for a process that a signal ended.
    let status: Int32
    let output: String
    let errors: String

    /// Of the message, without the line feed at its end.
    var errorLines: [Substring] { errors.split(separator: "\n") }
  }

  var arguments: [String]
  /// What comes in at stdin; nil for nothing at all.
  var input: String?
  var environment: [String: String] = [:]
  /// Sent after a moment, to see how the process ends.
  var signal: Int32?
  /// Closes the reading end of stdout after so many bytes.
  var readsAtMost: Int?
  /// Starts without any stdout.
  var hasNoOutput = false

  init(_ arguments: String...) { self.arguments = arguments }
  init(_ arguments: [String]) { self.arguments = arguments }

  func with(input: String) -> Program {
    var copy = self
    copy.input = input
    return copy
  }

  static let samples = Repository.root + "/SampleData/"
  static let path = BuiltProgram.path("pleiades")

  func run() -> Outcome {
    // No other test may start a program while this one's pipes are open to be inherited.
    guard let started = Self.starting.withLock({ _ in start() }) else {
      let reason = String(cString: strerror(errno))
      return Outcome(status: -1, output: "", errors: "\(Self.path) cannot be started: \(reason)")
    }
    if let input { feed(input, to: started.input) }
    if let signal {
      // It waits for input that does not come.
      usleep(300_000)
      kill(started.process, signal)
    } else {
      close(started.input)
    }
    let (output, errors) = collect(started.output, started.errors)
    var raw: Int32 = 0
    waitpid(started.process, &raw, 0)
    if signal != nil { close(started.input) }
    let ended = raw & 0x7F
    return Outcome(status: ended == 0 ? (raw >> 8) & 0xFF : 128 + ended, output: output, errors: errors)
  }

  private static let starting = Mutex(())

  private struct Started {
    let process: pid_t
    let input: Int32
    let output: Int32
    let errors: Int32
  }

  private func start() -> Started? {
    var pipes: [[Int32]] = []
    for _ in 0..<3 {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes.append(ends)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, pipes[0][0], 0)
    if hasNoOutput {
      posix_spawn_file_actions_addclose(&actions, 1)
    } else {
      posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1)
    }
    posix_spawn_file_actions_adddup2(&actions, pipes[2][1], 2)

    var process: pid_t = 0
    let status = withPointers([Self.path] + arguments) { argv in
      withPointers(fullEnvironment.map { "\($0.key)=\($0.value)" }.sorted()) { envp in
        posix_spawn(&process, Self.path, &actions, nil, argv, envp)
      }
    }
    for end in [pipes[0][0], pipes[1][1], pipes[2][1]] { close(end) }
    guard status == 0 else {
      for end in [pipes[0][1], pipes[1][0], pipes[2][0]] { close(end) }
      errno = status
      return nil
    }
    return Started(process: process, input: pipes[0][1], output: pipes[1][0], errors: pipes[2][0])
  }

  /// The same for every machine, unless a test says otherwise.
  private var fullEnvironment: [String: String] {
    var variables = ["LC_ALL": "C.UTF-8", "TERM": "dumb"]
    for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return variables.merging(environment) { $1 }
  }

  private func feed(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if written <= 0 { return }
      bytes = bytes.dropFirst(written)
    }
  }

  private func collect(_ stdout: Int32, _ stderr: Int32) -> (String, String) {
    var texts: [[UInt8]] = [[], []]
    var waiting = [
      pollfd(fd: stdout, events: Int16(POLLIN), revents: 0), pollfd(fd: stderr, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while waiting.contains(where: { $0.fd >= 0 }) {
      guard poll(&waiting, 2, 60_000) > 0 else { break }
      for index in 0..<2 where waiting[index].fd >= 0 && waiting[index].revents != 0 {
        let size = index == 0 && readsAtMost != nil ? 1 : buffer.count
        let count = read(waiting[index].fd, &buffer, size)
        if count > 0 { texts[index] += buffer[..<count] }
        if count <= 0 || (index == 0 && texts[0].count >= readsAtMost ?? .max) {
          close(waiting[index].fd)
          waiting[index].fd = -1
        }
      }
    }
    return (String(decoding: texts[0], as: UTF8.self), String(decoding: texts[1], as: UTF8.self))
  }
}

/// Calls with a null-terminated list of C strings.
private func withPointers<Result>(
  _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = texts.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return body(&pointers)
}

/// A folder that is gone afterwards.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  var template = Array("/tmp/pleiades-test-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { return }
  let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer {
    if let entries = opendir(folder) {
      while let entry = readdir(entries) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink("\(folder)/\(name)")
      }
      closedir(entries)
    }
    rmdir(folder)
  }
  try body(folder)
}

func write(_ text: String, to path: String) {
  guard let file = fopen(path, "w") else { return }
  fputs(text, file)
  fclose(file)
}
