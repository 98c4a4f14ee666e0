import Tabular

/// Rows of a table that is not known yet, by their numbers: stretches, ascending, none touching the next.
public struct RowList: Sendable, Hashable {
  public let stretches: [Range<Int>]

  /// - Parameter stretches: in any order; those that overlap or touch become one, empty ones and what lies below 0 are
  ///   left out.
  public init(_ stretches: some Sequence<Range<Int>>) {
    var merged: [Range<Int>] = []
    for stretch in stretches.map({ $0.clamped(to: 0..<Int.max) }).sorted(by: { $0.lowerBound < $1.lowerBound })
    where !stretch.isEmpty {
      if let last = merged.last, last.upperBound >= stretch.lowerBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, stretch.upperBound)
      } else {
        merged.append(stretch)
      }
    }
    self.stretches = merged
  }

  public init(_ rows: RowSet) { self.init(rows.stretches) }

  /// Reads `0:50,60,70:80`: rows and ranges of rows, an end not included; nil for anything else, and for no row.
  public init?(text: String) {
    var stretches: [Range<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends[0], first >= 0, first < .max, ends.count <= 2 else { return nil }
      guard ends.count == 2 else {
        stretches.append(first..<first + 1)
        continue
      }
      guard let end = ends[1], end > first else { return nil }
      stretches.append(first..<end)
    }
    self.init(stretches)
  }

  /// What `init(text:)` reads; single rows by their number alone.
  public var text: String {
    stretches.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound):\($0.upperBound)" }.joined(separator: ",")
  }

  /// The rows of a table. O(rows).
  /// - Throws: `PreparationError.unknownRow` where the table has fewer.
  public func rows(of table: Table) throws -> RowSet {
    if let last = stretches.last, last.upperBound > table.rowCount {
      throw PreparationError.unknownRow(max(last.lowerBound, table.rowCount), table: table.name, rows: table.rowCount)
    }
    return RowSet(stretches.joined(), capacity: table.rowCount)
  }
}

extension RowSet {
  /// The rows as stretches, ascending, none touching the next.
  public var stretches: [Range<Int>] {
    var stretches: [Range<Int>] = []
    for row in rows {
      if let last = stretches.last, last.upperBound == row {
        stretches[stretches.count - 1] = last.lowerBound..<row + 1
      } else {
        stretches.append(row..<row + 1)
      }
    }
    return stretches
  }
}
