import Synchronization

final class CancellationCounter: Sendable {
  private let left: Atomic<Int>
  init(_ limit: Int) { left = Atomic(limit) }
  func isOver() -> Bool { left.wrappingSubtract(1, ordering: .relaxed).oldValue <= 0 }
}
