import Canvas
import Glibc
import Terminal

/// A small program that the tests of `Terminal` run in real terminals: it shows a known picture, names the events that
/// arrive, and ends in every way a program can end. Events are also written to the file named by PROBE_LOG.
@main
struct Probe {
  private let screen: TerminalScreen
  private let mailbox = Mailbox<String>()
  private let loop: TerminalLoop<String>
  private let log: UnsafeMutablePointer<FILE>?
  private var events: [String] = []
  private var phase = 0

  static func main() {
    if CommandLine.arguments.count > 1, runStreams(Array(CommandLine.arguments.dropFirst())) { return }
    do {
      var probe = try Probe()
      probe.run()
    } catch {
      try? StandardStream.error.write("\(error)\n")
      exit(3)
    }
  }

  private init() throws(TerminalError) {
    let environment = Self.environment
    log = environment["PROBE_LOG"].flatMap { fopen($0, "ae") }
    screen = try TerminalScreen(environment: environment, ascii: CommandLine.arguments.contains("--ascii"))
    loop = TerminalLoop(screen: screen, mailbox: mailbox)
    note("process \(getpid())")
  }

  private static var environment: [String: String] {
    var result: [String: String] = [:]
    for name in [
      "TERM", "COLORTERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "TMUX", "PROBE_LOG",
    ] {
      if let value = getenv(name) { result[name] = String(cString: value) }
    }
    return result
  }

  private func note(_ line: String) {
    guard let log else { return }
    fputs(line + "\n", log)
    fflush(log)
  }

  private mutating func run() -> Never {
    while true {
      screen.present(picture(screen.size, events: events, phase: phase))
      for event in loop.wait() {
        switch event {
        case .message(let text):
          events.append(text)
          note(text)
        case .terminal(let event):
          events.append(name(of: event))
          note(name(of: event))
          perform(event)
        }
      }
    }
  }

  private mutating func perform(_ event: TerminalEvent) {
    switch event {
    case .key(let key): perform(key)
    case .suspendRequested: screen.suspend()
    case .terminate(let reason): end(reason.exitStatus)
    default: break
    }
  }

  private mutating func perform(_ key: Key) {
    switch key {
    case .character("q"): end(0)
    case .control("c"): end(130)
    case .control("z"): screen.suspend()
    case .control("l"): screen.repaint()
    case .character("t"): fatalError("probe trapped")
    case .character("b"): Task.detached { fatalError("probe trapped beside") }
    case .character("P"):
      Task.detached {
        try await Task.sleep(for: .milliseconds(50))
        fatalError("probe trapped beside")
      }
      for phase in 0... { screen.present(ramp(screen.size, phase: phase % 64)) }
    case .character("o"): note("\(overflow(0))")
    case .character("O"):
      Task.detached {
        TerminalScreen.protectThread()
        print(overflow(0))
      }
    case .character("x"): exit(4)
    case .character("h"): while true { sleep(30) }
    case .character("e"): try? StandardStream.error.write("diverted words\n")
    case .character("c"): screen.copy("Pleiades")
    case .character("m"): screen.mouseEnabled.toggle()
    case .character("n"): phase += 1
    case .character("p"):
      let mailbox = mailbox
      for number in 0..<3 { Task.detached { mailbox.post("posted \(number)") } }
    case .character("s"):
      screen.withShellScreen { try? StandardStream.output.write("on the normal screen\n") }
    case .character("k"):
      for phase in 0..<40 { screen.present(manyColors(screen.size, phase: phase)) }
    case .character("B"):
      let report = benchmark()
      screen.close()
      try? StandardStream.output.write(report + "\n")
      exit(0)
    default: break
    }
  }

  private func end(_ status: Int32) -> Never {
    screen.close()
    note("exit \(status)")
    exit(status)
  }

  /// Times frames in which every cell changes, and unchanged ones.
  private func benchmark() -> String {
    let clock = ContinuousClock()
    let size = screen.size
    let full = (0..<20).map { phase in
      let canvas = ramp(size, phase: phase)
      return clock.measure { screen.present(canvas) }
    }
    let same = ramp(size, phase: 19)
    let unchanged = clock.measure { for _ in 0..<100 { screen.present(same) } } / 100
    return "\(size.width)x\(size.height) full \(full.sorted()[10]) unchanged \(unchanged)"
  }
}

private func overflow(_ depth: Int) -> Int {
  var numbers = (depth, depth, depth, depth, depth, depth, depth, depth)
  return withUnsafeMutablePointer(to: &numbers) { overflow(depth + 1) + $0.pointee.0 }
}

private func name(of event: TerminalEvent) -> String {
  switch event {
  case .key(let key): "key \(key)"
  case .mouse(let mouse):
    "mouse \(mouse.kind) \(mouse.button) \(mouse.position.x),\(mouse.position.y) \(mouse.modifiers.rawValue)"
  case .paste(let text): "paste \(text.utf8.count) \(text.prefix(40))"
  case .resize(let size): "resize \(size.width)x\(size.height)"
  case .resumed: "resumed"
  case .suspendRequested: "suspendRequested"
  case .terminate(let reason): "terminate \(reason.exitStatus)"
  }
}
