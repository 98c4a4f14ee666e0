import Synchronization

/// Lets news through at most every 50 ms: a screen needs no more, and a mailbox must not fill up.
final class Throttle: Sendable {
  private let last: Mutex<ContinuousClock.Instant>

  init() { last = Mutex(ContinuousClock.now) }

  var isDue: Bool {
    last.withLock { last in
      let now = ContinuousClock.now
      guard now - last >= .milliseconds(50) else { return false }
      last = now
      return true
    }
  }
}
