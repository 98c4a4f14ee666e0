import Canvas
import Engine
import Interface
import Testing

@Suite("Selections with names") struct NamedSelectionTests {
  @Test("the name is proposed, typed over, and becomes the label column")
  func keeping() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "Right A S")
    // It is a whole cluster.
    #expect(driver.shows("cluster 1 "))
    try driver.press("Enter")
    #expect(driver.state.session?.basis.preparation.labels == "cluster 1")
    #expect(driver.shows("agreement with cluster 1"))
    #expect(driver.state.session?.table.column(named: "cluster 1")?.missingCount == 0)
    try driver.press("Esc Esc Right Space S l o n e l y Enter")
    #expect(driver.state.session?.named.map(\.name) == ["cluster 1", "lonely"])
    #expect(driver.state.session?.basis.preparation.labels == "lonely")
  }

  @Test("part of a cluster, and rows of several, have proposals of their own")
  func proposals() throws {
    var driver = try Driving.driver("iris", 120, 40)
    try driver.send(.command(.setSelection(.replace, [0..<3])))
    try driver.press("S")
    #expect(driver.shows("part of cluster 0"))
    try driver.press("Esc")
    try driver.send(.command(.setSelection(.add, [100..<103])))
    try driver.press("S")
    #expect(driver.shows("selection 1"))
    try driver.press("Enter")
    try driver.send(.command(.setSelection(.add, [110..<113])))
    try driver.press("S")
    #expect(driver.shows("selection 2"))
  }

  @Test("a name must be free and have a letter; the reason stands below it")
  func objections() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "Right Space S label Enter")
    #expect(driver.shows("There is a column \"label\" already."))
    try driver.press("Ctrl-U Enter")
    #expect(driver.shows("A name has a letter at least."))
    try driver.press("mine Enter")
    #expect(driver.state.session?.named.map(\.name) == ["mine"] && driver.state.overlay == nil)
    // What was undone keeps its meaning: results are known by it.
    try driver.press("u Right Space S mine Enter")
    #expect(driver.shows("has stood for other rows"))
    try driver.press("Esc")
    #expect(driver.state.session?.named.isEmpty == true)
    #expect(driver.state.session?.table.column(named: "mine") == nil)
  }

  @Test("V comes back to the rows, also by mouse, and lists clusters and classes")
  func comingBack() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "Right Shift-Right Shift-Right S first Enter")
    let rows = driver.selected
    #expect(rows.count == 3)
    try driver.send(.command(.clearSelection))
    try driver.press("V")
    #expect(driver.shows("Kept under a name") && driver.shows("Clusters") && driver.shows("Classes"))
    try driver.press("first Enter")
    #expect(driver.selected == rows)
    try driver.press("L label Enter V")
    try driver.doubleClick(try driver.place(of: "setosa"))
    #expect(driver.selected == Array(0..<50))
    // As the mode says.
    try driver.press("X V first Enter")
    #expect(Set(driver.selected) == Set(0..<50).union(rows))
  }

  @Test("renaming and forgetting change the label column, and are undone")
  func renaming() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "Right Space S one Enter V one F2")
    #expect(driver.shows("Rename one to"))
    try driver.press("two Enter")
    #expect(driver.state.session?.named.map(\.name) == ["two"])
    #expect(driver.state.session?.basis.preparation.labels == "two")
    #expect(driver.state.session?.table.column(named: "one") == nil)
    let dataset = driver.state.session!.results.value(DatasetQuantity(driver.state.session!.basis.preparation))
    #expect(dataset?.labels?.names.sorted() == ["other", "selected"])
    let lines = driver.state.session!.log.entries.map(\.text)
    #expect(lines.suffix(1) == ["rename selection one to two"])
    try driver.press("u")
    #expect(driver.state.session?.named.map(\.name) == ["one"])
    #expect(driver.shows("agreement with one"))
    try driver.press("Ctrl-R V two Delete")
    #expect(driver.state.session?.named.isEmpty == true && driver.state.session?.basis.preparation.labels == nil)
    try driver.press("Esc u")
    #expect(driver.state.session?.named.map(\.name) == ["two"])
    #expect(driver.state.session?.basis.preparation.labels == "two")
    // Only names can be renamed.
    try driver.press("V setosa F2")
    try driver.press("Esc V cluster F2")
    #expect(driver.notice.contains("Only what was kept"))
  }

  @Test("the columns' summaries are those of the names, whatever was undone")
  func summaries() throws {
    var driver = try Driving.driver("iris", 160, 50, keys: "1 Tab Down Space S one Enter Tab End")
    #expect(driver.shows("2 texts: other 149, selected 1"))
    try driver.press("u Tab Shift-Down Shift-Down S more Enter Tab End")
    #expect(driver.shows("2 texts: other 147, selected 3"))
  }

  @Test("the side panel says how many, of which cluster, and how they differ, in the units of the table")
  func described() throws {
    var driver = try Driving.driver("iris", 120, 40)
    try driver.send(.command(.setSelection(.replace, [0..<50])))
    #expect(driver.shows("50 (33.3 %)") && driver.shows("of cluster 0"))
    #expect(driver.shows("50 of 50"))
    // Setosa and the others: 1.462 and 4.906 cm; the standard deviation of all is 1.7594 (n), so −1.96.
    #expect(driver.shows("1.46, 4.91, -2.0"))
    // Hidden, looked at alone, and back.
    try driver.press("R Backspace H")
    #expect(driver.shows("not looked at"))
    try driver.press("Backspace")
    #expect(driver.selected == Array(0..<50) && !driver.shows("not looked at"))
  }

  @Test("arrow keys with Shift take row after row, in every pane that has rows")
  func extending() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "1 Tab Down Shift-Down Shift-Down Shift-Up")
    #expect(driver.selected == [0, 1, 2])
    try driver.send(.command(.clearSelection))
    try driver.send(.command(.focus(.silhouette)))
    try driver.press("Down Shift-Down")
    #expect(driver.selected.count > 2)
    try driver.send(.command(.clearSelection))
    try driver.press("2 Tab Shift-Right")
    #expect(!driver.selected.isEmpty)
  }

  @Test("Space takes the whole bar of a silhouette and the whole branch of the tree")
  func space() throws {
    var driver = try Driving.driver("iris", 80, 24)
    try driver.send(.command(.focus(.silhouette)))
    try driver.press("Down Down Space")
    let bar = driver.selected.count
    #expect(bar > 1)
    try driver.press("Space")
    #expect(driver.selected.isEmpty)
    try driver.send(.command(.focus(.tree)))
    try driver.send(.command(.setCursor(.none)))
    try driver.press("Down Space")
    #expect(driver.state.focus == .tree && driver.selected.count == 150)
  }
}
