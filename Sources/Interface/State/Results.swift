import Analysis
import Engine

/// What has been computed, what is being computed, and what was last shown.
public struct Results: Sendable {
  private var finished: [AnyQuantity: Outcome] = [:]
  private var latest: [ObjectIdentifier: AnyQuantity] = [:]
  public private(set) var running: [AnyQuantity: Progress] = [:]

  public init() {}

  /// The value of a quantity, if it is there.
  public func value<Q: Quantity>(_ quantity: Q) -> Q.Value? {
    if case .value(let value)? = finished[AnyQuantity(quantity)] { return value as? Q.Value }
    return nil
  }

  /// The value, or the last one of its kind: so that a picture stays until the next is there.
  public func valueOrLatest<Q: Quantity>(_ quantity: Q) -> Q.Value? {
    if let value = value(quantity) { return value }
    guard let key = latest[ObjectIdentifier(Q.self)], case .value(let value)? = finished[key] else { return nil }
    return value as? Q.Value
  }

  /// Why a quantity could not be had.
  public func failure(_ quantity: some Quantity) -> String? {
    switch finished[AnyQuantity(quantity)] {
    case .failure(let reason)?: reason
    case .cancelled?: "cancelled; r runs it again"
    default: nil
    }
  }

  /// Whether the user has stopped it.
  func isCancelled(_ quantity: some Quantity) -> Bool {
    if case .cancelled? = finished[AnyQuantity(quantity)] { true } else { false }
  }
  func isFinished(_ quantity: AnyQuantity) -> Bool { finished[quantity] != nil }

  public func isRunning(_ quantity: some Quantity) -> Bool { running[AnyQuantity(quantity)] != nil }

  var failures: [AnyQuantity] {
    finished.compactMap { if case .value = $0.value { nil } else { $0.key } }
  }

  mutating func forget(_ quantities: some Sequence<AnyQuantity>) {
    for quantity in quantities { finished[quantity] = nil }
  }

  /// What has to be started and what has to be stopped so that exactly the wanted is known or under way.
  mutating func reconcile(wanted: [AnyQuantity]) -> (start: [AnyQuantity], stop: [AnyQuantity]) {
    let stop = running.keys.filter { !wanted.contains($0) }
    for quantity in stop { running[quantity] = nil }
    var start: [AnyQuantity] = []
    for quantity in wanted where finished[quantity] == nil && running[quantity] == nil && !start.contains(quantity) {
      start.append(quantity)
    }
    for quantity in start { running[quantity] = Progress(phase: quantity.title, completed: 0, total: nil) }
    return (start, stop)
  }

  mutating func progress(_ quantity: AnyQuantity, _ progress: Progress) {
    if running[quantity] != nil { running[quantity] = progress }
  }

  /// - Returns: whether it was still wanted.
  @discardableResult
  mutating func finish(_ quantity: AnyQuantity, _ outcome: Outcome, keeping wanted: [AnyQuantity]) -> Bool {
    guard running.removeValue(forKey: quantity) != nil else { return false }
    finished[quantity] = outcome
    if case .value = outcome { latest[ObjectIdentifier(type(of: quantity.base))] = quantity }
    // The study keeps far more; here only what may be drawn.
    if finished.count > 48 {
      let needed = Set(wanted).union(latest.values)
      finished = finished.filter { needed.contains($0.key) }
    }
    return true
  }

  /// Stops everything, as the user asked: what was running counts as cancelled until it is run again.
  mutating func cancelAll() -> [AnyQuantity] {
    let stopped = Array(running.keys)
    for quantity in stopped { finished[quantity] = .cancelled }
    running = [:]
    return stopped
  }
}
