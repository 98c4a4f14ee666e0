/// What was typed to find something: parts separated by blanks, each of which must be answered, by its letters in
/// order, though not next to each other.
struct SearchQuery: Sendable, Equatable {
  let parts: [[UInt32]]

  init(_ text: String) {
    parts = text.split(separator: " ").map { SearchText(String($0)).scalars }
  }

  var isEmpty: Bool { parts.isEmpty }

  /// How well a text answers.
  struct Match: Sendable, Equatable {
    /// Higher is better; comparable among the texts of one query.
    var score: Int
    /// The places of the title that answer, ascending.
    var places: [Int]
  }

  // A letter is worth most at the beginning of a word or right after the letter before it: so "pl" finds
  // "petal length" before "simple", and "leng" the middle of "length" before scattered letters.
  private static let letter = 16
  private static let inRun = 12
  private static let atWord = 10
  private static let atStart = 6
  private static let gap = -3
  private static let longerGap = -1
  private static let wholeTitle = 24
  /// A letter of a part found in the details only, at the beginning of a word there.
  private static let inDetail = 10

  /// - Parameters:
  ///   - title: where letters may be scattered.
  ///   - detail: where a part must stand whole, at the beginning of a word.
  /// - Returns: nil where some part is not answered.
  func match(_ title: SearchText, detail: SearchText) -> Match? {
    var match = Match(score: 0, places: [])
    for part in parts {
      let inTitle = Self.best(part, in: title)
      let inDetail = Self.beginsWord(part, in: detail) ? Self.inDetail * part.count : nil
      guard let score = max(inTitle?.score, inDetail) else { return nil }
      match.score += score
      if let inTitle, inTitle.score == score { match.places += inTitle.places }
    }
    if parts.count == 1, parts[0] == title.scalars { match.score += Self.wholeTitle }
    match.places = Array(Set(match.places)).sorted()
    return match
  }

  private func max(_ first: Int?, _ second: Int?) -> Int? {
    guard let first, let second else { return first ?? second }
    return Swift.max(first, second)
  }

  private static func beginsWord(_ part: [UInt32], in text: SearchText) -> Bool {
    guard let first = part.first, text.scalars.count >= part.count else { return false }
    for start in 0...(text.scalars.count - part.count) where text.scalars[start] == first && text.beginsWord[start] {
      if text.scalars[start..<start + part.count].elementsEqual(part) { return true }
    }
    return false
  }

  /// The placing of a part's letters with the highest score, the leftmost of equal ones. O(part · text).
  private static func best(_ part: [UInt32], in text: SearchText) -> Match? {
    let (rows, columns) = (part.count, text.scalars.count)
    guard rows > 0, rows <= columns, isSubsequence(part, of: text.scalars) else { return nil }
    let none = Int.min / 2
    // The score of the letters so far with the last at a column, and where the one before it stands.
    var scores = [Int](repeating: none, count: rows * columns)
    var before = [Int](repeating: -1, count: rows * columns)
    for row in 0..<rows {
      // The best end of the letters before, each step further away costing more.
      var (far, farColumn) = (none, -1)
      for column in row..<columns {
        if row > 0, column >= 2, scores[(row - 1) * columns + column - 2] > none {
          let jumped = scores[(row - 1) * columns + column - 2] + gap
          if jumped > far + longerGap { (far, farColumn) = (jumped, column - 2) } else { far += longerGap }
        } else if far > none {
          far += longerGap
        }
        guard text.scalars[column] == part[row] else { continue }
        let own = letter + (text.beginsWord[column] ? atWord : 0) + (column == 0 ? atStart : 0)
        guard row > 0 else {
          scores[column] = own
          continue
        }
        let near = column > 0 ? scores[(row - 1) * columns + column - 1] : none
        let run = near > none ? near + inRun : none
        let from = Swift.max(run, far)
        guard from > none else { continue }
        scores[row * columns + column] = own + from
        before[row * columns + column] = run >= far ? column - 1 : farColumn
      }
    }
    let last = (rows - 1) * columns
    let score = scores[last...].max() ?? none
    guard score > none, var column = scores[last...].firstIndex(of: score).map({ $0 - last }) else { return nil }
    var places = [column]
    for row in stride(from: rows - 1, to: 0, by: -1) {
      column = before[row * columns + column]
      places.append(column)
    }
    return Match(score: score, places: places.reversed())
  }

  private static func isSubsequence(_ part: [UInt32], of text: [UInt32]) -> Bool {
    var next = 0
    for scalar in text where scalar == part[next] {
      next += 1
      if next == part.count { return true }
    }
    return false
  }
}
