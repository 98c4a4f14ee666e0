import Analysis
import Canvas
import Engine
import Interface
import Tabular
import Testing

private func titles(_ menu: Menu, _ count: Int = .max) -> [String] { menu.shown.prefix(count).map(\.title) }

private func menu(_ state: State) -> Menu {
  if case .menu(let menu)? = state.overlay { return menu }
  Issue.record("no menu is open")
  return Menu("", [])
}

@Suite("Searching") struct SearchTests {
  private func ranked(_ titles: [String], _ typed: String) -> [String] {
    var menu = Menu("", titles.map { Menu.Item($0, command: .back) })
    menu.filter = typed
    return menu.shown.map(\.title)
  }

  @Test(
    "letters in order, best at the beginning, at words and in runs",
    arguments: [
      ("dbs", ["algorithm dbscan", "parameter eps of dbscan"]),
      ("pl", ["plot", "x axis petal_length", "complain"]),
      ("petal l", ["labels petal_length", "labels sepal_length and petals"]),
      ("k", ["k", "kmeans", "rank"]), ("SCAL", ["scale none", "x axis fiscal"]),
      ("axpw", ["x axis petal_width"]), ("zz", []), ("scale none", ["scale none"]), ("none scale", ["scale none"]),
      ("colB", ["colBase", "col a b"]), ("straße", ["Straße 3"]), ("é", ["Éloge"]),
    ])
  func ranking(typed: String, expected: [String]) {
    let others = ["theme ember", "metric cosine", "screen tree"]
    let found = ranked(others + expected.reversed(), typed)
    #expect(Array(found.prefix(expected.count)) == expected, "\(found)")
    // Others may only come after, and nothing lacks a letter.
    for title in found.dropFirst(expected.count) {
      var rest = typed.lowercased().filter { $0 != " " }[...]
      for letter in title.lowercased() where letter == rest.first { rest.removeFirst() }
      #expect(rest.isEmpty || typed.contains(" "), "\(title)")
    }
  }

  @Test("the same is found whatever came before, and without anything typed all in their order")
  func deterministic() {
    let names = (0..<300).map { "column \($0 % 7)_\($0)" }
    var menu = Menu("", names.map { Menu.Item($0, command: .back) })
    for typed in ["c", "co", "col 3", "col 3_", "3_1", "col"] {
      menu.filter = typed
      #expect(menu.shown.map(\.title) == ranked(names, typed))
    }
    menu.filter = ""
    #expect(menu.shown.map(\.title) == names)
  }

  @Test("what can be chosen comes before what cannot, and a word of the detail counts too")
  func details() {
    var menu = Menu(
      "",
      [
        Menu.Item("abc", command: .back, disabled: "no"), Menu.Item("abc", detail: "yes", command: .back),
        Menu.Item("dbscan", detail: "dense regions, the rest is noise", command: .back),
        Menu.Item("n of i", detail: "", command: .back),
      ])
    menu.filter = "abc"
    #expect(menu.shown.map(\.detail) == ["yes", ""])
    menu.filter = "noise"
    #expect(menu.shown.map(\.title) == ["dbscan"])
    menu.filter = "oise"
    #expect(menu.shown.isEmpty)
  }
}

@Suite("Palette") struct PaletteTests {
  @Test("everything there is can be found by its name")
  func everything() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "Right Space S mine Enter :")
    let all = Set(menu(driver.state).items.map(\.command))
    let session = driver.state.session!
    for binding in KeyMap.bindings where binding.group != .cursor && binding.command != .showPalette {
      #expect(all.contains(binding.command), "\(binding.title)")
    }
    for description in Clusterers.all.map({ $0.description }) {
      #expect(all.contains(.setClusterer(description.id)))
      for parameter in description.parameters {
        #expect(all.contains(.editParameter(of: description.id, parameter.name)), "\(description.id) \(parameter.name)")
      }
    }
    for metric in Metrics.all.map({ $0.description.id }) { #expect(all.contains(.setMetric(metric))) }
    for scale in Scale.allCases { #expect(all.contains(.setScale(scale))) }
    for column in session.table.columns.map(\.name) {
      for command in [
        Command.setAxis(.horizontal, .column(column)), .setAxis(.vertical, .column(column)), .setLabels(column),
        .goToColumn(column),
      ] { #expect(all.contains(command), "\(command.text)") }
    }
    for pane in PaneID.allCases { #expect(all.contains(.focus(pane)), "\(pane)") }
    for screen in ScreenID.allCases { #expect(all.contains(.show(screen)), "\(screen)") }
    for theme in driver.state.themes.themes { #expect(all.contains(.setTheme(theme.name))) }
    for file in driver.state.listing { #expect(all.contains(.open(file.path))) }
    #expect(all.contains(.useSelection("mine")) && all.contains(.selectGroup(.cluster, 1)))
    // Each once.
    #expect(all.count == menu(driver.state).items.count)
    try driver.press("Esc")
  }

  @Test("typing and Enter does it")
  func choosing() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: ": x axis petal_w Enter")
    #expect(driver.state.session?.horizontal == .column("petal_width"))
    try driver.press(": go to sepal_w Enter")
    #expect(driver.state.screen == .data && driver.state.focus == .table && driver.state.session?.columnCursor == 1)
    try driver.press(": eps dbscan Enter")
    guard case .form(let form)? = driver.state.overlay else { return #expect(Bool(false)) }
    #expect(form.algorithm.id == "dbscan" && form.selected?.name == "eps")
    try driver.press("Esc : pane silh Enter")
    #expect(driver.state.focus == .silhouette && driver.state.screen == .tree)
    try driver.press(": open wine Enter")
    #expect(driver.state.session?.table.name == "wine")
  }

  @Test("what was chosen last comes first, then what is likely, the same each time")
  func recent() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: ":")
    let first = menu(driver.state)
    #expect(first.items[0].group == "Likely here" && first.selection == 0)
    try driver.press("Esc :")
    #expect(menu(driver.state).items == first.items)
    try driver.press("cosine Enter a dbscan Enter :")
    #expect(titles(menu(driver.state), 2) == ["algorithm dbscan", "metric cosine"])
    #expect(menu(driver.state).items[1].group == "Recent")
    #expect(driver.shows("Recent"))
    // In another pane something else is likely.
    try driver.press("Esc 4 :")
    #expect(menu(driver.state).items.first { $0.group == "Likely here" && $0.command == .toggleImage } != nil)
  }

  @Test("what cannot be done now says why, and does not do it")
  func disabled() throws {
    var driver = try Driving.driver("eurodist_matrix", 120, 40, keys: ": algorithm kmeans")
    #expect(driver.shows("not now: needs features"))
    try driver.press("Enter")
    #expect(driver.notice.contains("needs features") && driver.state.session?.clusterer.id == "linkage")
    try driver.press("Esc : x axis")
    #expect(driver.shows("not now: the table is a dissimilarity matrix"))
    var plain = try Driving.driver("iris", 120, 40, keys: ": x axis label")
    #expect(plain.shows("not now: it holds text"))
    try plain.press("Esc : redo Enter")
    #expect(plain.notice.contains("nothing was undone"))
  }

  @Test("thousands of columns are found among")
  func many() throws {
    let count = 3000
    let table = Table(
      name: "wide",
      columns: (0..<count).map { Column(name: "gene \($0)", values: .numeric([1, 2, Double($0)])) }, rowCount: 3)
    var state = Driving.state(120, 40)
    state.opening = State.Opening(path: "wide.csv", fraction: nil)
    _ = reduce(&state, .opened(path: "wide.csv", table))
    for key in KeyScript.parse(": go gene 2718") { _ = reduce(&state, .key(key)) }
    #expect(titles(menu(state), 1) == ["go to column gene 2718"])
    #expect(frame(state).lines.contains { $0.contains("go to column gene 2718") })
    _ = reduce(&state, .key(.enter))
    #expect(state.session?.columnCursor == 2718)
  }

  @Test("letters that answer are emphasised, with colours and without", arguments: [ColorDepth.none, .indexed256])
  func emphasis(depth: ColorDepth) throws {
    let driver = try Driving.driver("iris", 120, 40, depth: depth, keys: ": pl Down")
    let place = try driver.place(of: "x axis petal_length")
    let canvas = frame(driver.state)
    let letters = (0..<19).filter { canvas[place.x + $0, place.y].style.attributes.contains(.underline) }
    #expect(letters == [7, 13])
  }
}

@Suite("Help") struct HelpTests {
  @Test("the keys of the pane come first, then the others, each once")
  func order() throws {
    for (keys, heading, first) in [
      ("", "This pane: Scatter", "Enter d"), ("4", "This pane: iVAT", "Enter d"),
      ("1", "This pane: Columns", "Enter Space"),
      ("7", "This pane: Log", "Enter"), ("6", "This pane: Tree of single linkage", "Enter"),
    ] {
      let driver = try Driving.driver("iris", 120, 40, keys: keys + " ?")
      let items = menu(driver.state).items
      #expect(items[0].group == heading && items[0].keys == first, "\(items[0])")
      let commands = items.filter { $0.keys != "mouse" }.map(\.command)
      #expect(Set(commands).count == commands.count)
      // Every binding is there.
      for binding in KeyMap.bindings { #expect(commands.contains(binding.command), "\(keys) \(binding.title)") }
    }
  }

  @Test("typing narrows by what a key does or how it is written, Enter does it")
  func narrowing() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "? zoom in")
    #expect(titles(menu(driver.state), 1) == ["zoom in"])
    try driver.press("Enter")
    #expect(driver.state.session?.plotWindow != nil && driver.state.overlay == nil)
    try driver.press("? M")
    #expect(titles(menu(driver.state), 1) == ["marks"])
    try driver.press("Backspace m")
    #expect(titles(menu(driver.state), 1) == ["metric"])
  }

  @Test("what is not possible says why")
  func disabled() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "? grow")
    #expect(driver.shows("not now: select some rows first"))
    try driver.press("Enter")
    #expect(driver.notice.contains("select some rows first") && driver.state.overlay != nil)
  }

  @Test("help of a window lies over it, runs its keys, and comes back to it")
  func windows() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "p Down ?")
    #expect(driver.shows("Keys of this window"))
    try driver.press("Esc")
    guard case .form(let form)? = driver.state.overlay else { return #expect(Bool(false)) }
    #expect(form.selection == 1)
    try driver.press("? change Enter")
    #expect(driver.state.session?.clusterer.parameters["restarts"] == .integer(11))
    // What is tried out is not written down meanwhile.
    #expect(driver.state.session?.log.entries.isEmpty == true)
    try driver.press("Enter")
    #expect(driver.state.session?.log.entries.count == 1)
    for keys in ["a ?", "i ?", "c ?", "Right d ?", "w F1", "Right Space S F1", "V ?", "t ?", ": ?"] {
      var driver = try Driving.driver("iris", 120, 40, keys: keys)
      #expect(driver.shows("Keys of this window"), "\(keys)")
      try driver.press("Esc")
      #expect(driver.state.overlay != nil && !driver.shows("Keys of this window"), "\(keys)")
    }
  }

  @Test("while a box or a shape is drawn its keys come first")
  func drawing() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "F ?")
    #expect(menu(driver.state).items[0].group == "Drawing a shape")
    try driver.press("set Enter")
    #expect(driver.state.session?.lasso?.corners.count == 1)
    try driver.press("Esc B ?")
    #expect(menu(driver.state).items[0].group == "Drawing a box")
  }
}
