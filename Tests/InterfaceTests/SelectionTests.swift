import Analysis
import Canvas
import Engine
import Interface
import Testing

/// One selection for all panes.
@Suite("Selection") struct SelectionTests {
  private func selected(_ driver: HeadlessDriver) -> [Int] { driver.state.session!.selection.rows }

  @Test("Space takes rows in and out")
  func toggling() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "Right Space")
    #expect(selected(driver).count == 1)
    try driver.send(.key(.character(" ")))
    #expect(selected(driver).isEmpty)
  }

  @Test("a cluster, its complement, and what the tree joins to it")
  func clusters() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "Right A")
    let session = driver.state.session!
    let labels = try #require(
      session.results.value(ClusteringQuantity(session.basis, session.clusterer))?.clustering.labels)
    let cluster = labels[selected(driver)[0]]
    #expect(selected(driver) == labels.indices.filter { labels[$0] == cluster })
    try driver.send(.key(.character("I")))
    #expect(selected(driver) == labels.indices.filter { labels[$0] != cluster })
    let before = Set(selected(driver))
    try driver.send(.key(.character("G")))
    // The rows at the other end of tree edges, and no others.
    let order = try #require(session.results.value(VATQuantity(session.basis)))
    var expected = before
    for (index, parent) in order.parents.enumerated() {
      let row = order.order[index + 1]
      if before.contains(row) != before.contains(parent) { expected.formUnion([row, parent]) }
    }
    #expect(Set(selected(driver)) == expected && expected.count > before.count)
  }

  @Test("a box drawn with the mouse selects the points inside, and modes add and remove")
  func boxes() throws {
    var driver = try Driving.driver("iris", 120, 40)
    let area = try #require(Layout(driver.state)?.area(of: .scatter))
    func drag(_ from: Point, _ to: Point) throws {
      for (mouse, point) in [(MouseAction.press, from), (.drag, to), (.release, to)] {
        try driver.send(.mouse(mouse, point))
      }
    }
    let (left, right) = (area.x + 1, area.maxX - 2)
    let middle = area.x + area.width / 2
    try drag(Point(x: left, y: area.y + 1), Point(x: right, y: area.maxY - 2))
    #expect(selected(driver).count == 150)
    try driver.send(.key(.character("X")))
    try driver.send(.key(.character("X")))
    try drag(Point(x: left, y: area.y + 1), Point(x: middle, y: area.maxY - 2))
    let rest = selected(driver)
    #expect(!rest.isEmpty && rest.count < 150)
    // The first component separates setosa from the others: those to the right remain.
    #expect(rest.allSatisfy { $0 >= 50 })
  }

  @Test("a box drawn with keys, and left with Esc")
  func keyboardBox() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "B Right Right Right Down Down Tab Left Left Up")
    #expect(driver.state.session?.box != nil)
    try driver.send(.key(.escape))
    #expect(driver.state.session?.box == nil && selected(driver).isEmpty)
    for key in KeyScript.parse("B Right Right Right Right Right Right Down Down Down Down Enter") {
      try driver.send(.key(key))
    }
    #expect(!selected(driver).isEmpty)
  }

  @Test("a block of the image is selected and shown in the scatterplot's side panel")
  func blocks() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "Tab Right Space")
    let rows = selected(driver)
    #expect(!rows.isEmpty)
    #expect(frame(driver.state).lines.contains { $0.contains("Selection") })
    #expect(frame(driver.state).lines.contains { $0.contains("means inside, outside") })
    try driver.send(.key(.escape))
    try driver.send(.key(.escape))
    #expect(selected(driver).isEmpty)
  }

  @Test("selected rows are analysed alone, and Backspace comes back")
  func drilling() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "Right A")
    let count = selected(driver).count
    func rows() -> Int {
      driver.state.session!.results.value(DatasetQuantity(driver.state.session!.basis.preparation))!.rowCount
    }
    try driver.send(.key(.character("R")))
    #expect(rows() == count)
    try driver.send(.key(.backspace))
    #expect(rows() == 150)
    try driver.send(.key(.character("H")))
    #expect(rows() == 150 - count)
    // Rows that are not looked at stay selected.
    #expect(selected(driver).count == count)
    try driver.send(.key(.backspace))
    try driver.send(.key(.backspace))
    #expect(driver.state.notice?.text.contains("all rows") == true)
  }
}
