import Dispatch

/// A gate that threads wait at until a computation has ended.
final class Pending: Sendable {
  private let group: DispatchGroup

  init() {
    group = DispatchGroup()
    group.enter()
  }

  func open() { group.leave() }

  /// - Returns: whether the gate is open.
  func wait(milliseconds: Int) -> Bool { group.wait(timeout: .now() + .milliseconds(milliseconds)) == .success }
}
