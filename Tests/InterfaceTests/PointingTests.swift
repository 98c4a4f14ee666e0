import Canvas
import Engine
import Interface
import Testing

/// The mouse outside free shapes.
@Suite("Mouse") struct PointingTests {
  @Test("footer hints are pressed by a click, and those that are no key say what to do")
  func footer() throws {
    var driver = try Driving.driver("iris", 120, 40)
    #expect(frame(driver.state).lines[39].hasPrefix(" ? help"))
    try driver.click(try driver.place(of: "a algorithm", below: 39))
    #expect(driver.shows("┌ Algorithm ─"))
    try driver.click(try driver.place(of: "type to narrow", below: 39))
    #expect(driver.notice.contains("Type letters"))
    try driver.click(try driver.place(of: "Esc", below: 39))
    #expect(driver.state.overlay == nil)
    try driver.click(try driver.place(of: "? help", below: 39))
    #expect(driver.shows("┌ Keys ─"))
    try driver.click(try driver.place(of: "Esc leave", below: 39))
    // Beside the hints there is nothing.
    try driver.click(Point(x: 119, y: 39))
    #expect(driver.state.overlay == nil)
  }

  @Test("help comes first in every footer and is never cut", arguments: [(40, 12), (80, 24), (120, 40)])
  func helpFirst(width: Int, height: Int) throws {
    for keys in ["", "Tab", "Tab Tab", "1", "1 Tab", "4 Tab", "5", "6", "7", "a", "p", "i", "B", "F", "Right d", "c"] {
      let driver = try Driving.driver("iris", width, height, keys: keys)
      #expect(frame(driver.state).lines[height - 1].hasPrefix(" ? help "), "\(keys)")
    }
    let start = try Driving.driver(nil, width, height)
    #expect(frame(start.state).lines[height - 1].hasPrefix(" ? help "))
  }

  @Test("tabs in the top line go to the panes that have no room")
  func tabs() throws {
    var driver = try Driving.driver("iris", 80, 24)
    try driver.click(try driver.place(of: "Scores"))
    #expect(driver.state.focus == .scores && driver.shows("┌ Scores ─"))
    try driver.click(try driver.place(of: "iVAT"))
    #expect(driver.state.focus == .image)
  }

  @Test("an entry of the legend selects its cluster; Shift adds another, Ctrl takes it out")
  func legend() throws {
    var driver = try Driving.driver("iris", 120, 60)
    let (first, second) = (try driver.place(of: "cluster 0"), try driver.place(of: "cluster 1"))
    let labels = try #require(
      driver.state.session!.results.value(
        ClusteringQuantity(driver.state.session!.basis, driver.state.session!.clusterer))
    ).clustering.labels
    func rows(_ cluster: Int) -> [Int] { labels.indices.filter { labels[$0] == cluster } }
    try driver.click(first)
    #expect(driver.selected == rows(0) && driver.state.focus == .scores)
    // The selection has come above the legend.
    try driver.press("Home")
    try driver.click(try driver.place(of: "cluster 1 ", below: second.y), .shift)
    #expect(driver.selected.count == 150)
    try driver.click(try driver.place(of: "cluster 0 ", below: first.y), .control)
    #expect(driver.selected == rows(1))
  }

  @Test("a double click opens what is under it, as Enter does")
  func doubleClicks() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "Right")
    let area = try #require(Layout(driver.state)?.area(of: .scatter))
    let cursor = try driver.place(of: "◉")
    #expect(area.contains(cursor))
    try driver.doubleClick(cursor)
    #expect(driver.shows("petal_width") && driver.shows("versicolor"))
    try driver.press("Esc")
    // Where no point is, there is nothing to open.
    try driver.doubleClick(Point(x: area.x + 8, y: area.maxY - 5))
    #expect(driver.state.overlay == nil && driver.state.session?.cursor == Cursor.none)
    // A number in the scores.
    try driver.doubleClick(try driver.place(of: "Hopkins statistic"))
    #expect(driver.shows("What the numbers mean") && driver.shows("Hopkins statistic  "))
    // A line of a menu.
    try driver.press("Esc a")
    try driver.doubleClick(try driver.place(of: "dbscan "))
    #expect(driver.state.session?.clusterer.id == "dbscan" && driver.state.overlay == nil)
    // A run.
    try driver.press("5")
    try driver.doubleClick(try driver.place(of: "kmedoids"))
    #expect(driver.state.session?.clusterer.id == "kmedoids")
  }

  @Test("Shift and Ctrl make a click one with Space, in every pane that has rows")
  func modifiedClicks() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "1")
    let rows = try #require(Layout(driver.state)?.area(of: .rows))
    for y in [4, 6, 7] { try driver.click(Point(x: rows.x + 5, y: rows.y + y), .shift) }
    #expect(driver.selected == [2, 4, 5])
    try driver.click(Point(x: rows.x + 5, y: rows.y + 6), .control)
    #expect(driver.selected == [2, 5])
    try driver.click(Point(x: rows.x + 5, y: rows.y + 9))
    #expect(driver.selected == [2, 5] && driver.state.session?.cursor == .row(7))
    // A branch of the tree, and the bar of a silhouette.
    try driver.press("6")
    let tree = try #require(Layout(driver.state)?.area(of: .tree))
    try driver.click(Point(x: tree.x + tree.width / 2, y: tree.y + 4), .shift)
    let branch = driver.selected.count
    #expect(branch > 2)
    let bars = try #require(Layout(driver.state)?.area(of: .silhouette))
    try driver.send(.command(.clearSelection))
    try driver.click(Point(x: bars.x + 10, y: bars.y + 3), .shift)
    #expect(driver.selected.count > 1 && driver.selected.count < 50)
    // A cell of the image: the rows at the side and on top.
    try driver.press("2")
    let image = try #require(Layout(driver.state)?.area(of: .image))
    try driver.send(.command(.clearSelection))
    try driver.click(Point(x: image.x + 12, y: image.y + 6), .shift)
    #expect(!driver.selected.isEmpty)
  }

  @Test("the wheel scrolls lists and zooms pictures around the pointer")
  func wheel() throws {
    var driver = try Driving.driver("iris", 120, 40)
    let scatter = try #require(Layout(driver.state)?.area(of: .scatter))
    let point = Point(x: scatter.x + 12, y: scatter.y + 10)
    let before = try #require(driver.state.plotGeometry(.scatter)).data(at: point)
    for _ in 0..<3 { try driver.send(.mouse(.wheelUp, point)) }
    let after = try #require(driver.state.plotGeometry(.scatter)).data(at: point)
    // The labels of the axis may take a cell more or less.
    #expect(abs(before.x - after.x) < 0.2 && abs(before.y - after.y) < 0.2)
    let window = try #require(driver.state.session?.plotWindow)
    // With Shift, or sideways, it shows what lies beside.
    try driver.send(.mouse(.wheelDown, point, .shift))
    #expect(try #require(driver.state.session?.plotWindow).minX > window.minX)
    try driver.send(.mouse(.wheelUp, point, .shift))
    // In the log a turn of the wheel is one line.
    #expect(driver.state.session?.log.entries.count == 1)
    try driver.press("4 Tab")
    let profile = try #require(Layout(driver.state)?.area(of: .profile))
    try driver.send(.mouse(.wheelUp, Point(x: profile.maxX - 4, y: profile.y + 5)))
    #expect(driver.state.session?.imageWindow?.upperBound == 150)
    try driver.press("i")
    let overlay = frame(driver.state).lines
    try driver.send(.mouse(.wheelDown, Point(x: 60, y: 20)))
    #expect(frame(driver.state).lines != overlay && driver.state.overlay != nil)
    try driver.click(Point(x: 0, y: 3))
    #expect(driver.state.overlay == nil)
  }

  @Test("the branches of the tree beside the image are chosen by a click")
  func treeBesideImage() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "4")
    let image = try #require(Layout(driver.state)?.area(of: .image))
    // Near the leaves a few rows, near the root all.
    try driver.click(Point(x: image.x + 1, y: image.y + 12))
    guard case .block(let all, _)? = driver.state.session?.cursor else {
      Issue.record("no branch")
      return
    }
    #expect(all == 0..<150)
    try driver.press("Space")
    #expect(driver.selected.count == 150)
  }

  @Test("the mouse is given to the terminal and taken back, also from what is open")
  func giving() throws {
    var state = try Driving.driver("iris", 80, 24).state
    func effect(_ key: KeyPress) -> Bool? {
      for case .takeMouse(let isTaken) in reduce(&state, .key(key)) { return isTaken }
      return nil
    }
    #expect(effect(.character("Y")) == false && state.mouse == .given)
    #expect(frame(state).lines[22].contains("The mouse is the terminal's"))
    _ = reduce(&state, .key(.right))
    #expect(frame(state).lines[23].hasPrefix(" ? help  Y take the mouse back"))
    _ = reduce(&state, .key(.character("c")))
    #expect(effect(.control("y")) == true && state.mouse == .taken && state.overlay != nil)
    state.overlay = nil
    #expect(!frame(state).lines[23].contains("take the mouse back"))
    state.mouse = .absent
    #expect(effect(.character("Y")) == nil)
    #expect(state.notice?.text.contains("no mouse") == true)
  }
}
