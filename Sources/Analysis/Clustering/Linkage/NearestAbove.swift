import Synchronization

/// Nearest slots that several threads find, each among its own: the smaller value stays, of equal ones the lower slot.
final class NearestAbove: Sendable {
  private let state: Mutex<(slots: [Double], values: [Double])>

  init(count: Int) {
    state = Mutex((Array(repeating: -1, count: count), Array(repeating: .infinity, count: count)))
  }

  func take(_ slots: Buffer<Double>, _ values: Buffer<Double>) {
    state.withLock { state in
      for i in 0..<values.count {
        let value = values[i]
        if value < state.values[i] || (value == state.values[i] && slots[i] >= 0 && slots[i] < state.slots[i]) {
          state.values[i] = value
          state.slots[i] = slots[i]
        }
      }
    }
  }

  var result: (slots: [Double], values: [Double]) { state.withLock { $0 } }
}
