import Glibc
import TestSupport

/// A pseudo-terminal with the program on it, for what tmux would not pass on: bytes, as they are.
final class PseudoTerminal {
  private let leader: Int32
  let process: pid_t
  private(set) var output: [UInt8] = []
  let log: String

  init?(term: String, columns: UInt16 = 80, lines: UInt16 = 24) {
    // What `posix_openpt`, `unlockpt` and `ptsname` do on Linux; Swift's Glibc module lacks them.
    leader = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    var unlocked: Int32 = 0
    var number: Int32 = 0
    guard leader >= 0, ioctl(leader, 0x4004_5431, &unlocked) == 0, ioctl(leader, 0x8004_5430, &number) == 0 else {
      return nil
    }
    let path = "/dev/pts/\(number)"
    var size = winsize(ws_row: lines, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(leader, UInt(TIOCSWINSZ), &size)
    var template = Array("/tmp/pleiades-log-XXXXXX".utf8CString)
    close(mkstemp(&template))
    log = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    // Opened by the leader of a new session, it becomes the controlling terminal.
    for descriptor: Int32 in 0...2 { posix_spawn_file_actions_addopen(&actions, descriptor, path, O_RDWR, 0) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID
    posix_spawnattr_setflags(&attributes, newSession)
    let environment = ["TERM=\(term)", "LANG=C.UTF-8", "PROBE_LOG=\(log)", "SWIFT_BACKTRACE=enable=no"]
    var variables = environment.map { strdup($0) } + [nil]
    var arguments = [strdup(Probe.path), nil]
    var process: pid_t = 0
    let status = posix_spawn(&process, Probe.path, &actions, &attributes, &arguments, &variables)
    for string in variables + arguments { free(string) }
    self.process = process
    guard status == 0 else { return nil }
  }

  deinit {
    if process > 0 && !hasEnded {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(leader)
    unlink(log)
  }

  func send(_ text: String) { send(Array(text.utf8)) }
  func send(_ bytes: [UInt8]) { _ = write(leader, bytes, bytes.count) }

  /// Takes what the program has written.
  func read() {
    var bytes = [UInt8](repeating: 0, count: 65536)
    while case let count = Glibc.read(leader, &bytes, bytes.count), count > 0 { output += bytes[..<count] }
  }

  /// Until nothing has come for a fifth of a second.
  func readUntilQuiet() {
    var count = -1
    while count != output.count {
      count = output.count
      for _ in 0..<10 {
        usleep(20_000)
        read()
      }
    }
  }

  var text: String { String(decoding: output, as: UTF8.self) }
  var events: [String] { Shell.contents(log).split(separator: "\n").map(String.init) }

  func wait(until condition: () -> Bool) -> Bool {
    Shell.wait {
      read()
      return condition()
    }
  }

  private var hasEnded = false

  /// The exit status, 128 and the signal's number after death by one; nil when it does not end.
  func waitForEnd() -> Int32? {
    var status: Int32 = 0
    guard wait(until: { waitpid(process, &status, WNOHANG) == process }) else { return nil }
    hasEnded = true
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  /// The terminal has gone.
  func hangUp() { close(leader) }
}
