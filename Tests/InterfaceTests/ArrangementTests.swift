import Canvas
import Engine
import Interface
import TestSupport
import Testing

@Suite("Arranging panes") struct ArrangementTests {
  private func shown(_ driver: HeadlessDriver) -> [PaneID] { Layout(driver.state)?.panes.map(\.pane) ?? [] }
  private func lines(_ driver: HeadlessDriver) -> [String] { driver.state.session?.log.entries.map(\.text) ?? [] }

  @Test("> swaps the focused pane with the next that can be seen, the last with the first")
  func swapping() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: ">")
    #expect(shown(driver) == [.image, .scatter, .scores])
    #expect(driver.state.focus == .scatter)
    for key in KeyScript.parse("> >") { try driver.send(.key(key)) }
    #expect(shown(driver) == [.scatter, .scores, .image])
    #expect(lines(driver).first == "panes overview image scatter scores")
  }

  @Test("of two panes the two that can be seen change places, and both stay")
  func two() throws {
    var driver = try Driving.driver("iris", 80, 24, keys: ">")
    #expect(shown(driver) == [.image, .scatter])
    #expect(driver.state.focus == .scatter)
    try driver.send(.key(.character(">")))
    #expect(shown(driver) == [.scatter, .image])
    // A tab that was brought in takes part.
    for key in KeyScript.parse("Tab Tab >") { try driver.send(.key(key)) }
    #expect(shown(driver) == [.scores, .scatter])
    #expect(driver.state.focus == .scores)
  }

  @Test("where one pane can be seen there is nothing to swap with, and that is said")
  func alone() throws {
    var driver = try Driving.driver("iris", 60, 20, keys: ">")
    #expect(driver.state.notice?.text.contains("only one pane can be seen") == true)
    driver = try Driving.driver("iris", 120, 40, keys: "z >")
    #expect(driver.state.notice?.text.contains("z gives it back") == true)
    #expect(lines(driver).isEmpty)
  }

  @Test(
    "W closes panes down to the last one, on every screen, and undo and P bring them back", arguments: ScreenID.allCases
  )
  func closing(screen: ScreenID) throws {
    var driver = try Driving.driver("iris", 120, 40)
    try driver.send(.command(.show(screen)))
    let all = shown(driver)
    for count in (1..<all.count).reversed() {
      try driver.send(.key(.character("W")))
      #expect(shown(driver).count == count)
      #expect(shown(driver).contains(driver.state.focus))
      #expect(frame(driver.state).size == Size(width: 120, height: 40))
    }
    try driver.send(.key(.character("W")))
    #expect(driver.state.notice?.text.contains("but this pane") == true)
    #expect(shown(driver).count == 1)
    for _ in 1..<all.count { try driver.send(.key(.character("u"))) }
    #expect(shown(driver) == all)
    for _ in 1..<all.count { try driver.send(.key(.control("r"))) }
    #expect(shown(driver).count == 1)
    for pane in all where !shown(driver).contains(pane) { try driver.send(.command(.togglePane(pane))) }
    #expect(shown(driver) == all)
    #expect(driver.state.arrangements.isEmpty, "the usual arrangement is none of its own")
  }

  @Test("the list of panes closes them, brings them from other screens, and goes back to what is usual")
  func menu() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "P")
    #expect(frame(driver.state).lines.contains { $0.contains("Panes of this screen") })
    for key in KeyScript.parse("Enter Enter") { try driver.send(.key(key)) }
    #expect(shown(driver) == [.scatter, .image, .scores])
    for key in KeyScript.parse("silhouettes Enter Esc") { try driver.send(.key(key)) }
    #expect(shown(driver).contains(.silhouette))
    #expect(driver.state.focus == .silhouette)
    #expect(lines(driver).last == "panes overview scatter image scores+silhouette")
    for key in KeyScript.parse("P usual Enter Esc") { try driver.send(.key(key)) }
    #expect(shown(driver) == [.scatter, .image, .scores])
    #expect(lines(driver).last == "panes overview usual")
  }

  @Test("a saved session has the panes where they were")
  func replay() throws {
    let driver = try Driving.driver("iris", 120, 40, keys: "W 4 > 5 W W 2")
    let saved = try #require(driver.state.logFile)
    #expect(saved.text.contains("panes overview image scores\n"))
    #expect(saved.text.contains("panes image profile image+scores\n"))
    var again = HeadlessDriver(Driving.state(120, 40))
    try again.send(try LogFile(text: saved.text), from: "test")
    #expect(again.state.replayProblem == nil)
    #expect(again.state.arrangements == driver.state.arrangements)
    #expect(Driving.text(again.state) == Driving.text(driver.state))
  }

  @Test("a matrix has no scatterplot: without the other panes those of the screen come back")
  func matrix() throws {
    var driver = try Driving.driver("eurodist_matrix", 120, 40, keys: "W W W")
    #expect(shown(driver).count == 1)
    #expect(!shown(driver).contains(.scatter))
    try driver.send(.command(.setPanes(.overview, Arrangement([[.scatter]]))))
    #expect(!shown(driver).isEmpty && shown(driver).contains(driver.state.focus))
    #expect(frame(driver.state).size == Size(width: 120, height: 40))
  }

  @Test("any arrangement at any size is drawn, with the focus on the screen")
  func everySize() throws {
    let everything = Arrangement([PaneID.allCases])
    let columns = Arrangement(PaneID.allCases.map { [$0] })
    for arrangement in [everything, columns] {
      var driver = try Driving.driver("iris", 200, 60)
      try driver.send(.command(.setPanes(.overview, arrangement)))
      for (width, height) in [(0, 0), (40, 12), (60, 20), (80, 24), (100, 60), (120, 30), (200, 60), (300, 20)] {
        try driver.send(.resize(Size(width: width, height: height)))
        for _ in 0..<3 {
          try driver.send(.key(.tab))
          #expect(frame(driver.state).size == Size(width: width, height: height))
          if let layout = Layout(driver.state) { #expect(layout.area(of: driver.state.focus) != nil) }
        }
      }
    }
  }
}
