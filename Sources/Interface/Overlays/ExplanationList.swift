import Canvas

/// What the numbers mean, narrowed by typing; the one that was asked for first.
public struct ExplanationList: Sendable, Equatable {
  var filter = ""
  /// Among those that match.
  var selection = 0

  init() {}

  /// Those that match, in their order.
  func shown(_ state: State) -> [Explanation] {
    guard let all = state.session?.explanations(for: state.focus) else { return [] }
    let query = SearchQuery(filter)
    guard !query.isEmpty else { return all }
    let found = all.enumerated().compactMap { index, explanation in
      query.match(SearchText(explanation.title), detail: SearchText(explanation.text + " " + explanation.source)).map {
        (score: $0.score, index: index)
      }
    }
    return found.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map { all[$0.index] }
  }
}

extension State {
  /// Opens what the numbers mean, at a topic, or at what the focused pane shows.
  mutating func explain(_ topic: ExplanationTopic? = nil) {
    guard session != nil else { return }
    var list = ExplanationList()
    if let topic = topic ?? focusedTopic {
      list.selection = list.shown(self).firstIndex { $0.topic == topic } ?? 0
    }
    overlay = .explanations(list)
  }

  /// What the cursor of the scores is on.
  private var focusedTopic: ExplanationTopic? { focus == .scores ? ScoresPane.cursorLine(self)?.topic : nil }

  mutating func press(_ key: KeyPress, in list: ExplanationList) -> [Effect] {
    var list = list
    let last = max(0, list.shown(self).count - 1)
    switch key {
    case .escape, .enter:
      overlay = nil
      return []
    case .character("?"), .function(1):
      showOverlayHelp()
      return []
    case .up, .backTab: list.selection -= 1
    case .down, .tab: list.selection += 1
    case .pageUp: list.selection -= 3
    case .pageDown: list.selection += 3
    case .home: list.selection = 0
    case .end: list.selection = last
    case .backspace:
      if !list.filter.isEmpty { list.filter.removeLast() }
      list.selection = 0
    case .control("u"):
      list.filter = ""
      list.selection = 0
    case .character(let character):
      list.filter.append(character)
      list.selection = 0
    default: return []
    }
    list.selection = min(max(0, list.selection), max(0, list.shown(self).count - 1))
    overlay = .explanations(list)
    return []
  }
}
