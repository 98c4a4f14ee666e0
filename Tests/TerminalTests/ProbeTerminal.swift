import Glibc
import TestSupport

/// The probe program in a pseudo-terminal, and the events that it notes.
@dynamicMemberLookup
final class ProbeTerminal {
  let terminal: PseudoTerminal
  private let log: String

  init?(term: String) {
    var template = Array("/tmp/pleiades-log-XXXXXX".utf8CString)
    close(mkstemp(&template))
    log = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard
      let terminal = PseudoTerminal(
        Probe.path, environment: ["TERM=\(term)", "LANG=C.UTF-8", "PROBE_LOG=\(log)", "SWIFT_BACKTRACE=enable=no"])
    else { return nil }
    self.terminal = terminal
  }

  deinit { unlink(log) }

  var events: [String] { Shell.contents(log).split(separator: "\n").map(String.init) }

  subscript<Value>(dynamicMember path: KeyPath<PseudoTerminal, Value>) -> Value { terminal[keyPath: path] }
  func send(_ text: String) { terminal.send(text) }
  func send(_ bytes: [UInt8]) { terminal.send(bytes) }
  func read() { terminal.read() }
  func readUntilQuiet() { terminal.readUntilQuiet() }
  func wait(until condition: () -> Bool) -> Bool { terminal.wait(until: condition) }
  func waitForEnd() -> Int32? { terminal.waitForEnd() }
  func hangUp() { terminal.hangUp() }
}
