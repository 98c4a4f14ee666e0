import Glibc

/// A pseudo-terminal with a program on it, for what tmux would not pass on: bytes, as they are.
public final class PseudoTerminal {
  private var leader: Int32
  /// Held, so that the terminal keeps its modes when the program has gone.
  private let follower: Int32
  public let process: pid_t
  /// The modes before the program began.
  public let modesAtStart: [UInt32]
  public private(set) var output: [UInt8] = []

  /// - Parameter environment: `NAME=value`, all that the program gets.
  public init?(
    _ program: String, _ arguments: [String] = [], environment: [String], columns: Int = 80, lines: Int = 24
  ) {
    // What `posix_openpt`, `unlockpt` and `ptsname` do on Linux; Swift's Glibc module lacks them.
    leader = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    var unlocked: Int32 = 0
    var number: Int32 = 0
    guard leader >= 0, ioctl(leader, 0x4004_5431, &unlocked) == 0, ioctl(leader, 0x8004_5430, &number) == 0 else {
      follower = -1
      process = 0
      modesAtStart = []
      return nil
    }
    let path = "/dev/pts/\(number)"
    follower = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    Self.setSize(leader, columns, lines)
    modesAtStart = Self.modes(of: leader)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    // Opened by the leader of a new session, it becomes the controlling terminal.
    for descriptor: Int32 in 0...2 { posix_spawn_file_actions_addopen(&actions, descriptor, path, O_RDWR, 0) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID
    // Threads of a test runner may hold signals back; the program shall hear all of them.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let signals = Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, newSession | signals)
    var variables = environment.map { strdup($0) } + [nil]
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var process: pid_t = 0
    let status = posix_spawn(&process, program, &actions, &attributes, &words, &variables)
    for string in variables + words { free(string) }
    self.process = process
    guard status == 0 else { return nil }
  }

  deinit {
    if process > 0 && !hasEnded {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    hangUp()
    if follower >= 0 { close(follower) }
  }

  public func send(_ text: String) { send(Array(text.utf8)) }
  public func send(_ bytes: [UInt8]) { _ = write(leader, bytes, bytes.count) }

  /// The window gets another size; the program hears of it.
  public func resize(columns: Int, lines: Int) { Self.setSize(leader, columns, lines) }

  private static func setSize(_ descriptor: Int32, _ columns: Int, _ lines: Int) {
    var size = winsize(ws_row: UInt16(lines), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  /// What `stty` would say of the terminal: every mode and character.
  public var modes: [UInt32] { Self.modes(of: leader) }

  private static func modes(of terminal: Int32) -> [UInt32] {
    var modes = termios()
    tcgetattr(terminal, &modes)
    let characters = withUnsafeBytes(of: modes.c_cc) { $0.map(UInt32.init) }
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag] + characters
  }

  /// Takes what the program has written.
  public func read() {
    var bytes = [UInt8](repeating: 0, count: 65536)
    while case let count = Glibc.read(leader, &bytes, bytes.count), count > 0 { output += bytes[..<count] }
  }

  /// Until nothing has come for a fifth of a second.
  public func readUntilQuiet() {
    var count = -1
    while count != output.count {
      count = output.count
      for _ in 0..<10 {
        usleep(20_000)
        read()
      }
    }
  }

  public var text: String { String(decoding: output, as: UTF8.self) }

  public func wait(until condition: () -> Bool) -> Bool {
    Shell.wait {
      read()
      return condition()
    }
  }

  private var hasEnded = false

  /// The exit status, 128 and the signal's number after death by one; nil when it does not end.
  public func waitForEnd() -> Int32? {
    var status: Int32 = 0
    guard wait(until: { waitpid(process, &status, WNOHANG) == process }) else { return nil }
    hasEnded = true
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  /// The terminal has gone.
  public func hangUp() {
    if leader >= 0 { close(leader) }
    leader = -1
  }
}
