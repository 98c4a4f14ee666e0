import Dispatch

/// Rows of nothing but plain numbers, taken by two threads at once: the fast way through most of a large table.
///
/// The bytes are cut at a line break near their middle, and both parts are read at the same time. A part ends at the
/// first byte that is anything but a number, a delimiter or a line feed in its place: a quote, a blank, a missing
/// value. Only when the first part was plain up to the cut is the cut known to lie between two rows; else the second
/// part is thrown away. What is left is for the reader that knows all the rules.
struct PlainRows {
  /// Fewer bytes are not worth a second thread.
  static let fewestBytes = 1 << 16

  let width: Int
  let delimiter: UInt8
  let numbers: NumberScanner

  /// Rows read, column by column, each column `capacity` long.
  private struct Part: @unchecked Sendable {
    let start: UnsafePointer<UInt8>
    let limit: UnsafePointer<UInt8>
    let cells: UnsafeMutablePointer<Double>
    let capacity: Int
    var rows = 0
    var stop: UnsafePointer<UInt8>

    init(_ start: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>, width: Int) {
      self.start = start
      self.limit = limit
      // A cell takes two bytes at least.
      capacity = start.distance(to: limit) / (2 * width) + 1
      cells = .allocate(capacity: capacity * width)
      stop = start
    }
  }

  /// Takes rows from the front of the bytes into the store.
  /// - Returns: how many, and the first byte that was not taken.
  /// - Precondition: `ByteWindow.padding` readable bytes behind `limit`.
  func take(
    _ start: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>, into store: ColumnStore
  ) -> (rows: Int, next: UnsafePointer<UInt8>) {
    var cut = start + start.distance(to: limit) / 2
    while cut < limit, cut.pointee != Byte.lineFeed { cut += 1 }
    guard cut < limit else { return (0, start) }
    cut += 1

    let parts = UnsafeMutablePointer<Part>.allocate(capacity: 2)
    parts.initialize(to: Part(start, cut, width: width))
    (parts + 1).initialize(to: Part(cut, limit, width: width))
    defer {
      for part in 0..<2 { parts[part].cells.deallocate() }
      parts.deallocate()
    }
    // Each thread has its own part.
    nonisolated(unsafe) let shared = parts
    DispatchQueue.concurrentPerform(iterations: 2) { fill(&shared[$0]) }

    store.append(parts[0].cells, capacity: parts[0].capacity, rows: parts[0].rows)
    guard parts[0].stop == cut else { return (parts[0].rows, parts[0].stop) }
    store.append(parts[1].cells, capacity: parts[1].capacity, rows: parts[1].rows)
    return (parts[0].rows + parts[1].rows, parts[1].stop)
  }

  private func fill(_ part: inout Part) {
    let (delimiter, numbers, width) = (delimiter, numbers, width)
    let (cells, capacity, limit) = (part.cells, part.capacity, part.limit)
    var p = part.start
    var row = 0
    while p < limit {
      var q = p
      var cell = cells + row
      for column in 0..<width {
        guard let number = numbers.scan(q),
          number.end.pointee == (column == width - 1 ? Byte.lineFeed : delimiter)
        else {
          part.stop = p
          part.rows = row
          return
        }
        cell.initialize(to: number.value)
        cell += capacity
        q = number.end + 1
      }
      p = q
      row += 1
    }
    part.stop = p
    part.rows = row
  }
}
