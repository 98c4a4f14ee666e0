/// The rows that can be reached, the nearest first, ties to the lower row: a heap of four children a node, in which keys
/// may fall.
struct ReachabilityQueue {
  private struct Entry {
    var key: Double
    var row: Int32
    var position: Int32

    @inline(__always) static func precedes(_ a: Entry, _ b: Entry) -> Bool {
      a.key < b.key || (a.key == b.key && a.row < b.row)
    }
  }

  private static let outside = Int32(-1)
  private static let gone = Int32(-2)

  private var heap: [Entry] = []
  /// Of each position: its place in the heap, or whether it has not come or has gone.
  private var places: [Int32]

  init(count: Int) {
    places = Array(repeating: Self.outside, count: count)
    heap.reserveCapacity(min(count, 1 << 16))
  }

  func hasGone(_ position: Int) -> Bool { places[position] == Self.gone }

  /// The first, which goes; nil when there is none.
  mutating func next() -> (position: Int, key: Double)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty { sink(last) }
    places[Int(first.position)] = Self.gone
    return (Int(first.position), first.key)
  }

  /// Lets a position that is not in the heap go.
  mutating func remove(_ position: Int) { places[position] = Self.gone }

  /// Lowers the key of a position that has not gone.
  /// - Returns: false when it was as low already.
  @inline(__always) mutating func lower(_ position: Int, _ row: Int32, to key: Double) -> Bool {
    let place = places[position]
    let entry = Entry(key: key, row: row, position: Int32(truncatingIfNeeded: position))
    if place >= 0 {
      guard key < heap[Int(place)].key else { return false }
      raise(entry, from: Int(place))
    } else {
      heap.append(entry)
      raise(entry, from: heap.count - 1)
    }
    return true
  }

  private mutating func raise(_ entry: Entry, from start: Int) {
    heap.withUnsafeMutableBufferPointer { heap in
      places.withUnsafeMutableBufferPointer { places in
        var hole = start
        while hole > 0 {
          let parent = (hole - 1) >> 2
          guard Entry.precedes(entry, heap[parent]) else { break }
          heap[hole] = heap[parent]
          places[Int(heap[hole].position)] = Int32(truncatingIfNeeded: hole)
          hole = parent
        }
        heap[hole] = entry
        places[Int(entry.position)] = Int32(truncatingIfNeeded: hole)
      }
    }
  }

  /// Puts an entry in from the top.
  private mutating func sink(_ entry: Entry) {
    heap.withUnsafeMutableBufferPointer { heap in
      places.withUnsafeMutableBufferPointer { places in
        var hole = 0
        while true {
          let first = 4 * hole + 1
          guard first < heap.count else { break }
          var child = first
          for other in first + 1..<max(first + 1, min(first + 4, heap.count))
          where Entry.precedes(heap[other], heap[child]) {
            child = other
          }
          guard Entry.precedes(heap[child], entry) else { break }
          heap[hole] = heap[child]
          places[Int(heap[hole].position)] = Int32(truncatingIfNeeded: hole)
          hole = child
        }
        heap[hole] = entry
        places[Int(entry.position)] = Int32(truncatingIfNeeded: hole)
      }
    }
  }
}
