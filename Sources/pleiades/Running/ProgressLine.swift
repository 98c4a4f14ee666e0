import Analysis
import Canvas
import Synchronization
import Terminal

/// One line on stderr that says how far the work is, where that is a terminal: it appears after a moment, is
/// overwritten in place and erased at the end.
final class ProgressLine: Sendable {
  private struct State {
    var lastShown: ContinuousClock.Instant
    var isVisible = false
    var isDone = false
  }

  private let state: Mutex<State>
  private let width: Int
  private let isEnabled: Bool
  private static let patience: Duration = .milliseconds(100)

  init() {
    isEnabled = StandardStream.error.isTerminal
    width = (StandardStream.error.width ?? 80) - 1
    state = Mutex(State(lastShown: ContinuousClock.now))
  }

  /// Any thread may call it, as often as it likes.
  func show(_ progress: Progress) {
    guard isEnabled else { return }
    let now = ContinuousClock.now
    state.withLock { state in
      guard !state.isDone, now - state.lastShown >= Self.patience else { return }
      state.lastShown = now
      state.isVisible = true
      let text = TextLayout.truncated(Self.text(progress), width: width, glyphs: .ascii)
      try? StandardStream.error.write("\r\(text)\u{1B}[K")
    }
  }

  /// Nothing is shown afterwards.
  func end() {
    state.withLock { state in
      if state.isVisible { try? StandardStream.error.write("\r\u{1B}[K") }
      state.isVisible = false
      state.isDone = true
    }
  }

  private static func text(_ progress: Progress) -> String {
    guard let fraction = progress.fraction else {
      return progress.completed > 0 ? "\(progress.phase)  \(formatCount(progress.completed))" : "\(progress.phase) ..."
    }
    let percent = Int((min(max(fraction, 0), 1) * 100).rounded(.down))
    let filled = percent / 5
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 20 - filled)
    return "\(progress.phase)  [\(bar)] \(percent) %"
  }
}
