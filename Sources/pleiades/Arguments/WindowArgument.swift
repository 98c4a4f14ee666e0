import ArgumentParser

/// A part of a dissimilarity image: 100:200, or 100:200,300:450 for other columns than rows. Positions of the order,
/// the second of each pair excluded.
struct WindowArgument: ExpressibleByArgument {
  let rows: Range<Int>
  let columns: Range<Int>

  init?(argument: String) {
    let ranges = argument.split(separator: ",", omittingEmptySubsequences: false).map(Self.range)
    guard let rows = ranges[0], ranges.count <= 2, let columns = ranges.last! else { return nil }
    self.rows = rows
    self.columns = columns
  }

  private static func range(_ text: Substring) -> Range<Int>? {
    let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let first = ends[0], let end = ends[1], first >= 0, first < end else { return nil }
    return first..<end
  }
}
