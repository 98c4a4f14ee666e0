/// Some rows of a table: one bit a row.
public struct RowSet: Sendable, Hashable {
  /// Rows of the table.
  public let capacity: Int
  private var words: [UInt64]
  public private(set) var count = 0

  public init(capacity: Int) {
    self.capacity = max(0, capacity)
    words = [UInt64](repeating: 0, count: (self.capacity + 63) / 64)
  }

  public init(_ rows: some Sequence<Int>, capacity: Int) {
    self.init(capacity: capacity)
    for row in rows { insert(row) }
  }

  public var isEmpty: Bool { count == 0 }

  public func contains(_ row: Int) -> Bool {
    row >= 0 && row < capacity && words[row >> 6] >> UInt64(row & 63) & 1 == 1
  }

  /// Rows that the table does not have are left out.
  public mutating func insert(_ row: Int) {
    guard row >= 0, row < capacity, !contains(row) else { return }
    words[row >> 6] |= 1 << UInt64(row & 63)
    count += 1
  }

  public mutating func remove(_ row: Int) {
    guard contains(row) else { return }
    words[row >> 6] &= ~(1 << UInt64(row & 63))
    count -= 1
  }

  /// The rows that the other does not have. O(capacity / 64).
  public func subtracting(_ other: RowSet) -> RowSet {
    var left = self
    for index in 0..<min(words.count, other.words.count) { left.words[index] &= ~other.words[index] }
    left.count = left.words.reduce(0) { $0 + $1.nonzeroBitCount }
    return left
  }

  /// The rows, ascending. O(capacity / 64 + count).
  public var rows: [Int] {
    var rows: [Int] = []
    rows.reserveCapacity(count)
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        rows.append(index << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return rows
  }
}
