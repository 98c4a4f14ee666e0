import Synchronization

/// Takes summaries from several threads, each at its place.
final class SummarySlots: Sendable {
  private let slots: Mutex<[ColumnSummary?]>

  init(count: Int) { slots = Mutex(Array(repeating: nil, count: count)) }

  func put(_ summary: ColumnSummary, at index: Int) { slots.withLock { $0[index] = summary } }

  /// Those that were put, in order.
  var summaries: [ColumnSummary] { slots.withLock { $0.compactMap(\.self) } }
}
