import Synchronization

/// Hands out 0, 1, 2, … to several threads.
final class ChunkCounter: Sendable {
  private let next = Atomic<Int>(0)
  func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// Keeps the error of the lowest chunk, so that which error is thrown does not depend on timing among those recorded.
final class FailureLog: Sendable {
  private let state = Mutex<(chunk: Int, error: any Error)?>(nil)

  func record(_ error: any Error, chunk: Int) {
    state.withLock { if $0 == nil || chunk < $0!.chunk { $0 = (chunk, error) } }
  }

  var hasAny: Bool { state.withLock { $0 != nil } }
  var first: (any Error)? { state.withLock { $0?.error } }
}
