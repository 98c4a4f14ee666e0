import Analysis
import Synchronization
import Tabular

/// A table and everything that has been computed of it: a graph of results asked for by need. Each result is kept
/// under the choices that it depends on; asking twice costs nothing, and two who ask at once share one computation.
public final class Study: Sendable {
  private let current: Mutex<Table>
  private let memo: Mutex<Memo>

  public var table: Table { current.withLock { $0 } }

  /// - Parameter capacity: how many results are kept; the one not asked for longest goes first.
  public init(_ table: Table, capacity: Int = 256) {
    current = Mutex(table)
    memo = Mutex(Memo(capacity: max(1, capacity)))
  }

  /// The value of a quantity: the kept one, or computed now.
  /// - Throws: what the computation throws. Failures are not kept; a cancelled computation leaves no trace.
  public func value<Q: Quantity>(_ quantity: Q, context: RunContext) throws -> Q.Value {
    let key = AnyQuantity(quantity)
    while true {
      let claim = memo.withLock { $0.claim(key) }
      switch claim {
      case .kept(let value):
        return value as! Q.Value
      case .mine:
        do {
          let value = try quantity.compute(in: self, context: context)
          memo.withLock { $0.finish(key, with: value) }
          return value
        } catch {
          memo.withLock { $0.abandon(key) }
          throw error
        }
      case .others(let pending):
        // Someone else computes it; their cancellation must not become ours, so look again afterwards.
        while !pending.wait(milliseconds: 20) { try context.checkCancellation() }
      }
    }
  }

  /// Goes on with a table that has the same rows and columns, and besides them others of text than before: what has
  /// been computed still holds, since text is no feature unless it is named, and a name stays with what it holds.
  public func adopt(_ table: Table) {
    current.withLock { current in
      precondition(table.rowCount == current.rowCount, "the same rows")
      current = table
    }
  }

  /// The kept value, if there is one.
  public func keptValue<Q: Quantity>(_ quantity: Q) -> Q.Value? {
    memo.withLock { $0.peek(AnyQuantity(quantity)) } as? Q.Value
  }
}

/// What is kept, and what is being computed.
private struct Memo {
  enum Claim {
    case kept(any Sendable)
    case mine
    case others(Pending)
  }

  let capacity: Int
  private var kept: [AnyQuantity: (value: any Sendable, lastUse: Int)] = [:]
  private var pending: [AnyQuantity: Pending] = [:]
  private var clock = 0

  init(capacity: Int) { self.capacity = capacity }

  mutating func claim(_ key: AnyQuantity) -> Claim {
    clock += 1
    if let entry = kept[key] {
      kept[key]!.lastUse = clock
      return .kept(entry.value)
    }
    if let other = pending[key] { return .others(other) }
    pending[key] = Pending()
    return .mine
  }

  func peek(_ key: AnyQuantity) -> (any Sendable)? { kept[key]?.value }

  mutating func finish(_ key: AnyQuantity, with value: any Sendable) {
    kept[key] = (value, clock)
    while kept.count > capacity, let oldest = kept.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      kept[oldest.key] = nil
    }
    abandon(key)
  }

  mutating func abandon(_ key: AnyQuantity) { pending.removeValue(forKey: key)?.open() }
}
