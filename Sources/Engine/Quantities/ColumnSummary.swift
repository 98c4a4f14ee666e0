import Analysis
import Tabular

/// What a column of a table holds, in a few numbers.
public struct ColumnSummary: Sendable, Equatable {
  public enum Content: Sendable, Equatable {
    case numbers(Numbers)
    /// Distinct texts, and the commonest of them: most rows first, ties in order of first appearance.
    case texts(levels: Int, commonest: [Level])
  }

  public struct Numbers: Sendable, Equatable {
    public let least: Double
    /// The mean of the two middle ones for an even count.
    public let median: Double
    public let largest: Double
    /// How many values lie in each of equal bins from the least to the largest; the last bin takes its end.
    public let counts: [Int]
  }

  public struct Level: Sendable, Equatable {
    public let name: String
    public let count: Int
  }

  /// Bins of a histogram, and commonest texts told, at most.
  public static let mostBins = 24

  public let name: String
  public let missing: Int
  /// Infinite values, which are in no other number here.
  public let infinite: Int
  /// Nil where no value is known.
  public let content: Content?

  /// O(n).
  /// - Throws: `CancellationError`.
  public init(of column: Column, context: RunContext) throws {
    name = column.name
    switch column.values {
    case .numeric(let numbers):
      let finite = numbers.filter(\.isFinite)
      missing = column.missingCount
      infinite = numbers.count - missing - finite.count
      try context.checkCancellation()
      content = finite.isEmpty ? nil : .numbers(try Self.numbers(finite, context))
    case .text(let codes, let levels):
      var counts = Array(repeating: 0, count: levels.count)
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
      try context.checkCancellation()
      missing = column.missingCount
      infinite = 0
      let present = counts.indices.filter { counts[$0] > 0 }
      let commonest = present.sorted { counts[$0] > counts[$1] || (counts[$0] == counts[$1] && $0 < $1) }
      content =
        present.isEmpty
        ? nil
        : .texts(
          levels: present.count,
          commonest: commonest.prefix(Self.mostBins).map { Level(name: levels[$0], count: counts[$0]) })
    }
  }

  private static func numbers(_ finite: [Double], _ context: RunContext) throws -> Numbers {
    var (least, largest) = (finite[0], finite[0])
    for value in finite {
      least = min(least, value)
      largest = max(largest, value)
    }
    try context.checkCancellation()
    var counts = Array(repeating: 0, count: least < largest ? mostBins : 1)
    if least < largest {
      // Halved, so that the span of huge numbers does not overflow.
      let (start, width) = (least / 2, (largest / 2 - least / 2) / Double(counts.count))
      // Bins of the tiniest numbers have no width.
      if width > 0 {
        for value in finite { counts[min(counts.count - 1, Int((value / 2 - start) / width))] += 1 }
      } else {
        for value in finite { counts[value > least ? counts.count - 1 : 0] += 1 }
      }
    } else {
      counts[0] = finite.count
    }
    try context.checkCancellation()
    var values = finite
    let upper = try select(values.count / 2, &values, context)
    guard values.count.isMultiple(of: 2) else {
      return Numbers(least: least, median: upper, largest: largest, counts: counts)
    }
    let lower = values[..<(values.count / 2)].max() ?? upper
    return Numbers(least: least, median: lower / 2 + upper / 2, largest: largest, counts: counts)
  }

  /// The value at a place of the sorted order; afterwards none before that place is larger. Hoare's quickselect with
  /// the median of three, O(n) on average.
  private static func select(_ place: Int, _ values: inout [Double], _ context: RunContext) throws -> Double {
    var (low, high) = (0, values.count - 1)
    try values.withUnsafeMutableBufferPointer { values in
      while low < high {
        try context.checkCancellation()
        let (a, b, c) = (values[low], values[low + (high - low) / 2], values[high])
        let pivot = max(min(a, b), min(max(a, b), c))
        var (i, j) = (low, high)
        while i <= j {
          while values[i] < pivot { i += 1 }
          while values[j] > pivot { j -= 1 }
          if i <= j {
            values.swapAt(i, j)
            i += 1
            j -= 1
          }
        }
        if place <= j {
          high = j
        } else if place >= i {
          low = i
        } else {
          return
        }
      }
    }
    return values[place]
  }
}

/// What the columns of the table hold, in the table's order.
public struct ColumnSummariesQuantity: Quantity {
  /// So many of them, from the first.
  public let count: Int
  /// The names of those that do not come from the file, last among the columns: they may change, each name staying
  /// with what it holds.
  public let added: [String]

  public init(_ count: Int, added: [String] = []) {
    self.count = count
    self.added = added
  }

  public var title: String { "column summaries" }

  /// O(n·d), the columns side by side.
  public func compute(in study: Study, context: RunContext) throws -> [ColumnSummary] {
    let columns = Array(study.table.columns.prefix(count))
    let slots = SummarySlots(count: columns.count)
    try context.forEachChunk(columns.count) { index in
      slots.put(try ColumnSummary(of: columns[index], context: context), at: index)
    }
    return slots.summaries
  }
}
