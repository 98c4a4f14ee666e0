import Synchronization

/// What a program wants done on each thread that works for it, before it begins.
public enum ThreadStart {
  private static let action = Mutex<(@Sendable () -> Void)?>(nil)

  /// To be set once, before any work begins. A thread may do it more than once.
  public static func set(_ action: @escaping @Sendable () -> Void) { Self.action.withLock { $0 = action } }

  static func run() { action.withLock { $0 }?() }
}
