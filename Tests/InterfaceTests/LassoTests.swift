import Analysis
import Canvas
import Engine
import Interface
import Testing

/// Free shapes in the scatterplot.
@Suite("Free shapes") struct LassoTests {
  /// The cells around the upper left corner of the scatterplot's points: in iris the setosa are at the left.
  private func left(_ driver: HeadlessDriver) throws -> [Point] {
    let area = try #require(Layout(driver.state)?.area(of: .scatter))
    let (x, y, right, bottom) = (area.x + 8, area.y + 3, area.x + area.width * 2 / 5, area.maxY - 5)
    return [Point(x: x, y: y), Point(x: right, y: y), Point(x: right, y: bottom), Point(x: x, y: bottom)]
  }

  /// What lies in the cells' polygon, by the coordinates of the components alone.
  private func expected(_ driver: HeadlessDriver, _ cells: [Point]) throws -> [Int] {
    let session = try #require(driver.state.session)
    let choice = AlgorithmChoice("pca", ParameterValues(["components": .integer(2)]))
    let projection = try Study(session.table).value(
      ProjectionQuantity(session.basis.preparation, choice), context: RunContext())
    let (x, y) = (Array(projection.coordinates.column(0)), Array(projection.coordinates.column(1)))
    let area = try #require(Layout(driver.state)?.area(of: .scatter))
    let inside = area.inset(left: 1, top: 1, right: 1, bottom: 1)
    let plot = ScatterPlot(x: x, y: y, axes: PlotAxes(xTitle: "a", yTitle: "b"))
    let geometry = plot.geometry(in: inside)
    let corners = cells.map { cell -> PlotPolygon.Corner in
      let place = geometry.data(at: cell)
      return PlotPolygon.Corner(x: place.x, y: place.y)
    }
    return PlotPolygon(corners).rows(x: x, y: y)
  }

  @Test("Alt and a drag draw a shape, which selects what it encloses exactly")
  func byMouse() throws {
    var driver = try Driving.driver("iris", 120, 40)
    let cells = try left(driver)
    try driver.drag(cells, .alt)
    #expect(driver.selected == (try expected(driver, cells)))
    #expect(driver.selected.count > 30 && driver.selected.allSatisfy { $0 < 50 })
    #expect(driver.notice == "\(driver.selected.count) rows in the shape.")
    #expect(driver.state.session?.lasso == nil)
    // A plain drag draws a box as before.
    try driver.send(.mouse(.press, cells[0]))
    try driver.send(.mouse(.drag, cells[2]))
    #expect(driver.state.session?.lasso == nil && driver.state.session?.box != nil)
    try driver.send(.mouse(.release, cells[2]))
    // Shift adds, Ctrl takes out.
    let before = Set(driver.selected)
    try driver.drag(cells, [.alt, .control])
    #expect(Set(driver.selected) == before.subtracting(try expected(driver, cells)))
    try driver.drag(cells, [.alt, .shift])
    #expect(Set(driver.selected) == before.union(try expected(driver, cells)))
  }

  @Test("corner by corner with the keys is the same as with the mouse")
  func byKeys() throws {
    var driver = try Driving.driver("iris", 120, 40)
    let cells = try left(driver)
    try driver.press("F")
    var pen = try #require(driver.state.session?.lasso).pen
    for (index, cell) in cells.enumerated() {
      while pen != cell {
        let key: KeyPress =
          pen.x < cell.x ? .right : pen.x > cell.x ? .left : pen.y < cell.y ? .down : .up
        let far = abs(pen.x - cell.x) >= 5 && (key == .right || key == .left)
        try driver.send(.key(far ? (key == .right ? .shiftRight : .shiftLeft) : key))
        pen = try #require(driver.state.session?.lasso).pen
      }
      // The last corner is where the pen is when Enter closes.
      if index < cells.count - 1 { try driver.press("Space") }
    }
    #expect(driver.state.session?.lasso?.corners.count == 3)
    #expect(driver.shows("rows in the shape; closing it selects them."))
    try driver.press("Enter")
    #expect(driver.selected == (try expected(driver, cells)))
  }

  @Test("clicks set corners once a shape is begun, a double click closes it")
  func byClicks() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "F")
    let cells = try left(driver)
    for cell in cells.dropLast() { try driver.click(cell) }
    #expect(driver.state.session?.lasso?.corners.count == 3 && driver.selected.isEmpty)
    try driver.doubleClick(cells[3])
    #expect(driver.state.session?.lasso == nil)
    #expect(driver.selected == (try expected(driver, cells)))
    // Begun by F, a drag draws freely without Alt.
    var other = try Driving.driver("iris", 120, 40, keys: "F")
    try other.drag(cells)
    #expect(other.selected == driver.selected)
  }

  @Test("corners can be taken back, too few say so, and Esc leaves everything as it was")
  func leaving() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "Right Space F Enter")
    #expect(driver.notice.contains("three corners"))
    try driver.press("Right Right Space Up Up Space")
    #expect(driver.state.session?.lasso?.corners.count == 3)
    try driver.press("Backspace Backspace Backspace Backspace")
    #expect(driver.state.session?.lasso?.corners.isEmpty == true && driver.notice.contains("No corner"))
    try driver.press("Esc")
    #expect(driver.state.session?.lasso == nil && driver.selected.count == 1)
    // Elsewhere there are no points to enclose.
    try driver.press("Tab F")
    #expect(driver.state.session?.lasso == nil && driver.notice.contains("scatterplot"))
    try driver.press("2 Tab Tab F Space Tab")
    #expect(driver.state.session?.lasso == nil)
  }

  @Test("zooming and resizing do not change where corners are")
  func zoomed() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "F")
    let cells = try left(driver)
    for cell in cells { try driver.click(cell) }
    let corners = try #require(driver.state.session?.lasso?.corners)
    let all = try expected(driver, cells)
    try driver.press("+ +")
    try driver.send(.resize(Size(width: 200, height: 60)))
    try driver.press("0")
    try driver.send(.resize(Size(width: 120, height: 40)))
    #expect(driver.state.session?.lasso?.corners == corners && corners.count == 4)
    // The pen is where it was as well, so that it adds no corner.
    try driver.press("Enter")
    #expect(driver.selected == all)
  }

  @Test("a shape is written as the rows that it selected, and does the same again")
  func logged() throws {
    var driver = try Driving.driver("iris", 120, 40)
    try driver.drag(try left(driver), .alt)
    let lines = driver.state.session!.log.entries.map(\.text)
    #expect(lines.count == 1 && lines[0].hasPrefix("select rows "))
    let saved = try #require(driver.state.logFile)
    var again = HeadlessDriver(Driving.state(80, 24))
    try again.send(try LogFile(text: saved.text), from: "test.pleiades")
    #expect(again.selected == driver.selected)
    try driver.press("u")
    #expect(driver.selected.isEmpty)
  }
}
