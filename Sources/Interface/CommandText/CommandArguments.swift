/// The words of a command after its first, taken one by one.
struct CommandArguments {
  private var words: ArraySlice<CommandWord>
  private let form: String

  init(_ words: [CommandWord], form: String) {
    self.words = words[...]
    self.form = form
  }

  var isEmpty: Bool { words.isEmpty }
  var wrongForm: CommandTextError { .form(form) }

  mutating func next() throws -> CommandWord {
    guard let word = words.popFirst() else { throw wrongForm }
    return word
  }

  mutating func rest() -> [CommandWord] {
    defer { words = [] }
    return Array(words)
  }

  /// Nothing may be left.
  func end() throws {
    if !words.isEmpty { throw wrongForm }
  }

  mutating func keyword(_ keyword: String) throws {
    guard takes(keyword) else { throw wrongForm }
  }

  /// Takes the next word if it is this keyword.
  mutating func takes(_ keyword: String) -> Bool {
    guard let word = words.first, !word.isQuoted, word.text == keyword else { return false }
    words.removeFirst()
    return true
  }

  mutating func choice(_ what: String, _ known: [String]) throws -> String {
    let word = try next()
    guard known.contains(word.text) else {
      throw CommandTextError.choice(word: word.text, of: what, known: known)
    }
    return word.text
  }

  mutating func integer(atLeast least: Int) throws -> Int {
    guard let number = Int(try next().text), number >= least else { throw wrongForm }
    return number
  }

  mutating func real() throws -> Double {
    guard let number = Double(try next().text), number.isFinite else { throw wrongForm }
    return number
  }

  /// on, off, or auto, which is nil.
  mutating func flag() throws -> Bool? {
    switch try choice("choice", ["on", "off", "auto"]) {
    case "on": true
    case "off": false
    default: nil
    }
  }

  /// A column's name, or none.
  mutating func name() throws -> String? { takes("none") ? nil : try next().text }

  /// At least one name, or `none`, or a keyword, which is nil.
  mutating func names(unless keyword: String) throws -> [String]? {
    if takes(keyword) { return nil }
    if takes("none") { return [] }
    guard !words.isEmpty else { throw wrongForm }
    return rest().map(\.text)
  }

  /// `a:b`, from a up to but not b.
  mutating func range() throws -> Range<Int> {
    let ends = try next().text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let first = ends[0], let end = ends[1], first >= 0, first < end else { throw wrongForm }
    return first..<end
  }

  /// Rows and ranges of rows: `3 7:9`, or `none`.
  mutating func stretches() throws -> [Range<Int>] {
    if takes("none") { return [] }
    guard !words.isEmpty else { throw wrongForm }
    var stretches: [Range<Int>] = []
    while let word = words.first {
      if let row = Int(word.text), row >= 0, row < .max {
        words.removeFirst()
        stretches.append(row..<row + 1)
      } else {
        stretches.append(try range())
      }
    }
    // In ascending order, so that the last says how far they go.
    return stretches.sorted { ($0.upperBound, $0.lowerBound) < ($1.upperBound, $1.lowerBound) }
  }

  /// Columns of panes, each a word: `runs+gallery agreement`.
  mutating func arrangement() throws -> Arrangement {
    let columns = try rest().map { word in
      try word.text.split(separator: "+", omittingEmptySubsequences: false).map { name in
        guard let pane = PaneID(rawValue: String(name)) else {
          throw CommandTextError.choice(word: String(name), of: "pane", known: PaneID.allCases.map(\.rawValue))
        }
        return pane
      }
    }
    let panes = columns.joined()
    guard !panes.isEmpty, Set(panes).count == panes.count else { throw wrongForm }
    return Arrangement(columns)
  }

  mutating func direction() throws -> Direction {
    let name = try choice("direction", Direction.allCases.map { "\($0)" })
    return Direction.allCases.first { "\($0)" == name }!
  }

  mutating func interval() throws -> (Double, Double) {
    let ends = try next().text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard ends.count == 2, let first = ends[0], let end = ends[1], first.isFinite, end.isFinite else { throw wrongForm }
    return (first, end)
  }
}
