import CTerminalGuard
import Glibc

/// A descriptor that wakes a `poll`: an eventfd. Any thread, and a signal handler, may signal it.
struct WakeDescriptor: ~Copyable, Sendable {
  let descriptor: Int32

  init() {
    descriptor = terminal_guard_make_wake()
    precondition(descriptor >= 0, "The system has no file descriptors left.")
  }

  deinit { close(descriptor) }

  func signal() { terminal_guard_signal_wake(descriptor) }
  func clear() { terminal_guard_clear_wake(descriptor) }
}
