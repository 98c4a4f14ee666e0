import Glibc
import Terminal

/// The modes without a screen: `--write N [--nonblocking]` writes so many bytes, `--streams` says what the standard
/// streams are. False when neither is asked for.
func runStreams(_ arguments: [String]) -> Bool {
  switch arguments[0] {
  case "--streams":
    let streams = StandardStream.allCases.map { "\($0.isTerminal)" }.joined(separator: " ")
    let width = StandardStream.output.width.map { "\($0)" } ?? "nil"
    try? StandardStream.error.write("\(streams) \(width)\n")
  case "--write":
    let count = arguments.count > 1 ? Int(arguments[1]) ?? 0 : 0
    if arguments.contains("--nonblocking") { _ = fcntl(STDOUT_FILENO, F_SETFL, O_NONBLOCK) }
    do {
      try StandardStream.output.write([UInt8](repeating: UInt8(ascii: "x"), count: count))
    } catch StreamError.closedPipe {
      ClosedPipe.endProcess()
    } catch {
      try? StandardStream.error.write("\(error)\n")
      exit(74)
    }
  default: return false
  }
  return true
}
