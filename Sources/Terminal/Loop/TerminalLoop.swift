import CTerminalGuard
import Canvas
import Glibc

/// Where the main thread sleeps: until the terminal, a signal or a message has something for it. Nothing is polled, so
/// an idle program uses no processor time.
public final class TerminalLoop<Message: Sendable> {
  public enum Event {
    case terminal(TerminalEvent)
    case message(Message)
  }

  private let screen: TerminalScreen
  private let mailbox: Mailbox<Message>
  private var decoder: InputDecoder
  private let clock = ContinuousClock()
  private let start = ContinuousClock().now
  private var lastRead = ContinuousClock().now

  public init(screen: TerminalScreen, mailbox: Mailbox<Message>) {
    self.screen = screen
    self.mailbox = mailbox
    decoder = InputDecoder(keys: screen.keys)
  }

  /// Waits for events; returns at least one, or none when the time is over. A terminal that has gone is reported by
  /// `terminate` with the hangup signal.
  /// - Parameter timeout: nil waits for ever.
  public func wait(timeout: Duration? = nil) -> [Event] {
    let deadline = timeout.map { clock.now + $0 }
    while true {
      // What is pending in the decoder counts from the last byte, however often the loop wakes meanwhile.
      let completion = decoder.pendingDelay.map { lastRead + $0 }
      let until = [deadline, completion].compactMap { $0 }.min()
      var sources = [screen.input, screen.wake.descriptor, mailbox.wake.descriptor].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      let count = poll(&sources, 3, Self.milliseconds(until.map { max(.zero, $0 - clock.now) }))
      if count < 0 {
        if errno == EINTR { continue }
        return [.terminal(.terminate(Termination(signal: SIGHUP)))]
      }
      var events: [Event] = []
      if sources[1].revents != 0 { events += screen.takeSignals().map(Event.terminal) }
      if sources[0].revents != 0 {
        events += readTerminal().map(Event.terminal)
      } else if let completion, clock.now >= completion {
        events += decoder.flush(at: clock.now - start).map(Event.terminal)
      }
      if sources[2].revents != 0 { events += mailbox.drain().map(Event.message) }
      if !events.isEmpty { return events }
      if let deadline, clock.now >= deadline { return [] }
    }
  }

  private func readTerminal() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    // A large paste comes in many pieces; the loop comes back for more.
    for _ in 0..<64 {
      let count = read(screen.input, &bytes, bytes.count)
      if count > 0 {
        lastRead = clock.now
        events += decoder.feed(bytes[..<count], at: lastRead - start)
        continue
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN { break }
      events.append(.terminate(Termination(signal: SIGHUP)))
      break
    }
    return events
  }

  /// For `poll`: rounded up, −1 for ever.
  private static func milliseconds(_ duration: Duration?) -> Int32 {
    guard let duration else { return -1 }
    let (seconds, attoseconds) = duration.components
    if seconds > 1_000_000 { return 1_000_000_000 }
    return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
