import Canvas
import Engine
import Interface
import Tabular
import Testing

/// Every screen of every table there can be: it says something, and never that it is still at work.
@Suite("Small tables") struct SmallTableTests {
  static let sizes = [(40, 12), (120, 40)]
  private static let waiting = [
    "│ordering", "projecting", "preparing", "building the tree", "measuring silhouettes", "principal components │",
    " running ", "judging the view", "ambiguity …",
  ]

  @Test("every screen at every size", arguments: SmallTables.all.map(\.name))
  func screens(name: String) {
    let table = SmallTables.named(name)
    for (width, height) in Self.sizes {
      var explorer = Explorer(table, Driving.state(width, height))
      #expect(explorer.state.session != nil, "\(name) is not open: \(explorer.state.notice?.text ?? "")")
      for screen in ScreenID.allCases {
        explorer.send(.command(.show(screen)))
        for _ in explorer.state.session.map({ _ in 0..<4 }) ?? 0..<0 {
          let lines = frame(explorer.state).lines
          #expect(lines.count == height)
          let text = lines.joined(separator: "\n")
          for word in Self.waiting { #expect(!text.contains(word), "\(name), \(screen):\n\(text)") }
          explorer.send(.key(.tab))
        }
      }
    }
  }

  /// Keys that lead everywhere.
  private static let tour =
    "N O Right Left Up Down Home End PageDown Enter Esc Space B Right Down Enter A I G S R Backspace H Backspace u Ctrl-R "
    + "+ + - 0 v D b b M } } { ] ] [ p Right Down Left Enter a Down Enter m Down Enter s Down Enter n Down Enter x Down "
    + "Enter y Down Enter f Enter Down Enter Esc L Down Enter i PageDown Esc c Down Esc d Esc w Esc ? Down Esc : k Esc z z"

  @Test("every key on every screen", arguments: SmallTables.all.map(\.name))
  func keys(name: String) {
    // Each table on another screen first; the tour leads over all of them.
    let place = SmallTables.all.firstIndex { $0.name == name }!
    for screen in ScreenID.allCases where (screen.rawValue + place) % ScreenID.allCases.count == 0 {
      var explorer = Explorer(SmallTables.named(name), Driving.state(120, 40))
      explorer.send(.command(.show(screen)))
      for key in KeyScript.parse(Self.tour) {
        explorer.send(.key(key))
        #expect(frame(explorer.state).size == explorer.state.size)
      }
    }
  }
}
