import Canvas
import Engine
import Interface
import Testing

/// Whatever the footer offers does something, or says why it does not.
@Suite("Footer") struct FooterHintTests {
  /// Ways to stand on a screen.
  static let situations = [
    "", "Right", "Right Down", "Right Space", "Right A", "B", "B Right Down", "z", "a", "a zzz", "p", "p 7",
    "p Down Down",
    "?", ":", "i", "c", "w", "t", "f", "s", "Right d", "Right A R", "} }", "u", "s none Enter u", "Tab", "Tab Tab",
    "Tab Right", "Tab Tab Right", "m cosine Enter", "a dbscan Enter",
  ]

  @Test("on every screen, at every size", arguments: ScreenID.allCases)
  func hints(_ screen: ScreenID) {
    for (width, height) in [(40, 12), (120, 40)] {
      for sample in ["iris", "eurodist_matrix"] {
        var opened = Explorer(sample, Driving.state(width, height))
        opened.send(.command(.show(screen)))
        for situation in Self.situations {
          var explorer = opened
          explorer.press(situation)
          Self.check(explorer, "\(sample) \(screen) \(width)x\(height) [\(situation)]")
        }
      }
    }
  }

  @Test("on the start screen", arguments: ["", "End", "?", "t", ":"])
  func start(_ situation: String) {
    for hasFiles in [true, false] {
      var state = Driving.state(100, 30)
      if !hasFiles { state.listing = [] }
      var explorer = Explorer(state)
      explorer.press(situation)
      Self.check(explorer, "start \(hasFiles) [\(situation)]")
    }
  }

  private static let names = [
    "type": ["a"], "Arrows": ["Up", "Down", "Left", "Right"],
    "Shift-Arrows": ["Shift-Up", "Shift-Down", "Shift-Left", "Shift-Right"],
  ]

  private static func check(_ explorer: Explorer, _ place: String) {
    for (keys, title) in explorer.state.footerHints {
      let names = Self.names[keys] ?? keys.split(separator: " ").map(String.init)
      var works = false
      for name in names {
        guard let key = KeyPress(name: name) else {
          #expect(Bool(false), "\(place): \(name) is no key")
          continue
        }
        var after = explorer
        let count = after.effects.count
        after.take(.key(key))
        works =
          works || after.effects.count > count || after.state.notice != nil || after.state.opening != nil
          || frame(after.state) != frame(explorer.state) || describe(after.state) != describe(explorer.state)
      }
      #expect(works, "\(place): \(keys) \(title)")
    }
  }

  private static func describe(_ state: State) -> String {
    // At 40×12 the cursor covers the mark of the one row that is selected.
    "\(state.overlay.map { "\($0)" } ?? "") \(state.session == nil) \(state.session?.box.map { "\($0)" } ?? "") "
      + "\(state.session.map { "\($0.selection)" } ?? "")"
  }
}
