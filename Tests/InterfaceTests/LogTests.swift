import Analysis
import Canvas
import Engine
import Interface
import TestSupport
import Testing

/// The lines of a log after the one that opened the data.
private func lines(_ driver: HeadlessDriver) -> [String] {
  driver.state.session?.log.entries.prefix(driver.state.session!.log.position).map(\.text) ?? []
}

/// What is on the screen, but for the notice and the seconds.
private func shown(_ state: State) -> String {
  var state = state
  state.notice = nil
  return Driving.text(state)
}

@Suite("Log") struct LogTests {
  @Test("a choice is a line; where one is, is none")
  func recorded() throws {
    let driver = try Driving.driver(
      "iris", 120, 40, keys: "Right Tab Left a dbscan Enter 4 z z s none Enter v b m cosine Enter")
    #expect(lines(driver) == ["cluster dbscan", "scale none", "image VAT", "colour label", "metric cosine"])
  }

  @Test("what is tried out is written down once it is left")
  func triedOut() throws {
    let form = try Driving.driver("iris", 120, 40, keys: "p Right Right")
    #expect(lines(form).isEmpty)
    #expect(lines(try Driving.driver("iris", 120, 40, keys: "p Right Right Enter")) == ["cluster kmeans k=4"])
    #expect(lines(try Driving.driver("iris", 120, 40, keys: "t Down Down Esc")).isEmpty)
    #expect(lines(try Driving.driver("iris", 120, 40, keys: "t Down Enter")).count == 1)
  }

  @Test("a drag is one line, and so is one turn of the wheel")
  func gestures() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "4 Tab")
    let area = try #require(Layout(driver.state)?.area(of: .profile))
    try driver.send(.mouse(.press, Point(x: area.x + 20, y: area.y + 4)))
    for y in 5..<9 { try driver.send(.mouse(.drag, Point(x: area.x + 20, y: area.y + y))) }
    #expect(lines(driver).isEmpty)
    try driver.send(.mouse(.release, Point(x: area.x + 20, y: area.y + 9)))
    #expect(lines(driver).count == 1)
    #expect(lines(driver)[0].hasPrefix("cut "))
    let image = try #require(Layout(driver.state)?.area(of: .image))
    for _ in 0..<4 { try driver.send(.mouse(.wheelUp, Point(x: image.x + 20, y: image.y + 9))) }
    #expect(lines(driver).count == 2)
    #expect(lines(driver)[1].hasPrefix("window image "))
    for _ in 0..<8 { try driver.send(.mouse(.wheelDown, Point(x: image.x + 20, y: image.y + 9))) }
    #expect(lines(driver).count == 1)
  }

  @Test("undo goes back choice by choice, redo forward again, and a new choice ends that")
  func undo() throws {
    var driver = try Driving.driver("iris", 120, 40)
    let start = shown(driver.state)
    for key in KeyScript.parse("a dbscan Enter s none Enter") { try driver.send(.key(key)) }
    let end = shown(driver.state)
    try driver.send(.key(.character("u")))
    #expect(driver.state.session?.clusterer.id == "dbscan")
    #expect(driver.state.session?.basis.preparation.scale == .standard)
    try driver.send(.key(.character("u")))
    #expect(shown(driver.state) == start)
    try driver.send(.key(.character("u")))
    #expect(driver.state.notice?.text == "undo: nothing has been chosen yet.")
    try driver.send(.key(.control("r")))
    try driver.send(.key(.control("r")))
    #expect(shown(driver.state) == end)
    try driver.send(.key(.control("r")))
    #expect(driver.state.notice?.text == "redo: nothing was undone.")
    try driver.send(.key(.character("u")))
    try driver.send(.command(.setScale(.robust)))
    #expect(lines(driver) == ["cluster dbscan", "scale robust"])
    #expect(driver.state.session?.log.entries.count == 2)
    #expect(driver.state.session?.log.runs.count == 4)
  }

  @Test("Enter on a line of the log goes to the state after it")
  func goingBack() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "a dbscan Enter s none Enter v 7 Up Up Enter")
    #expect(driver.state.session?.clusterer.id == "dbscan")
    #expect(driver.state.session?.basis.preparation.scale == .standard)
    #expect(driver.state.session?.imageKind == .ivat)
    for key in KeyScript.parse("Home Down Down Enter") { try driver.send(.key(key)) }
    #expect(driver.state.session?.basis.preparation.scale == Scale.none)
    #expect(driver.state.session?.imageKind == .vat)
    // By mouse: the line that opened the data is the first.
    let area = try #require(Layout(driver.state)?.area(of: .log))
    try driver.send(.mouse(.press, Point(x: area.x + 5, y: area.y + 1)))
    try driver.send(.mouse(.doubleClick, Point(x: area.x + 5, y: area.y + 1)))
    #expect(driver.state.session?.clusterer.id == "kmeans")
    #expect(driver.state.session?.log.position == 0)
  }

  @Test("undoing and redoing after anything at all is the identity", arguments: [1, 2, 3] as [UInt64])
  func identity(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let keys = KeyScript.parse("a Enter Down Right Left + - 0 v b x y ] [ } { t s m f L p 2 3 4 Tab D M Enter Down Esc")
    var driver = try Driving.driver("iris", 120, 40)
    for _ in 0..<60 {
      for _ in 0..<5 { try driver.send(.key(keys[random.integer(below: keys.count)])) }
      while driver.state.overlay != nil { try driver.send(.key(.escape)) }
      let before = (driver.state.choices, shown(driver.state), driver.state.session?.log.position)
      let steps = random.integer(below: 4)
      var undone = 0
      while undone < steps, driver.state.session!.log.position > 0 {
        try driver.send(.key(.character("u")))
        undone += 1
      }
      for _ in 0..<undone { try driver.send(.key(.control("r"))) }
      #expect(driver.state.choices == before.0)
      #expect(driver.state.session?.log.position == before.2)
      #expect(shown(driver.state) == before.1)
    }
  }

  @Test("the log shows the runs with their seconds and parameters")
  func runs() throws {
    let driver = try Driving.driver("iris", 120, 40, keys: "a dbscan Enter 7 u")
    let text = frame(driver.state).lines.joined(separator: "\n")
    #expect(text.contains("2 clusters, 5 noise  eps=0.7567"))
    #expect(text.contains("x cluster dbscan"))
    #expect(text.contains("Log, 1 undone"))
  }
}

@Suite("Selections in the log") struct SelectionLogTests {
  @Test("what was added or left is written, not the whole again")
  func differences() throws {
    var driver = try Driving.driver("iris", 120, 40)
    for row in [3, 4, 7] {
      try driver.send(.command(.setCursor(.row(row))))
      try driver.send(.key(.character(" ")))
    }
    try driver.send(.command(.setCursor(.row(4))))
    try driver.send(.key(.character(" ")))
    try driver.send(.command(.invertSelection))
    try driver.send(.command(.clearSelection))
    #expect(
      lines(driver) == [
        "select rows 3", "select add 4", "select add 7", "select remove 4", "select rows 0:3 4:7 8:150", "select none",
      ])
    try driver.send(.key(.character("u")))
    #expect(driver.state.session?.selection.count == 148)
  }

  @Test("rows looked at alone, and back")
  func alone() throws {
    var driver = try Driving.driver("iris", 120, 40)
    try driver.send(.command(.setSelection(.replace, [0..<50])))
    try driver.send(.command(.lookAtSelected))
    try driver.send(.command(.setSelection(.replace, [0..<10])))
    try driver.send(.command(.hideSelected))
    #expect(lines(driver)[1] == "look at rows 0:50" && lines(driver)[3] == "look at rows 10:50")
    try driver.send(.command(.widen))
    try driver.send(.command(.keepSelection))
    #expect(lines(driver).suffix(2) == ["look wider", "keep selection as \"selection 1\""])
    #expect(driver.state.session?.widerRows.count == 1)
    for _ in 0..<6 { try driver.send(.key(.character("u"))) }
    #expect(driver.state.session?.basis.preparation.rows == nil && driver.state.session?.widerRows.isEmpty == true)
    for _ in 0..<6 { try driver.send(.key(.control("r"))) }
    #expect(driver.state.session?.basis.preparation.labels == "selection 1")
    #expect(driver.state.session?.basis.preparation.rows?.count == 50)
  }
}

@Suite("Saved sessions") struct SavedSessionTests {
  /// A driver that does a log's lines.
  private func replay(_ text: String, _ width: Int = 120, _ height: Int = 40) throws -> HeadlessDriver {
    var driver = HeadlessDriver(Driving.state(width, height))
    try driver.send(try LogFile(text: text), from: "test.pleiades")
    return driver
  }

  @Test(
    "a session that is opened again shows what it showed",
    arguments: [
      "a dbscan Enter s none Enter v", "4 } } Tab Down Up Right", "x petal_length Enter y Down Enter Right Right",
      "f Down Enter Esc p Right Enter b", "t Down Enter D M 3 z", "2 Tab + + Right Up", "L none Enter Tab Tab",
      "s robust Enter u m cosine Enter u Ctrl-R", "a linkage Enter p Down Right Enter 7 Up",
      "Right A Right Space S Enter", "Right A R Right Space I H Backspace",
      "Right A S Enter u Right Right Space S Enter Right A R",
      "Right A S Enter Right Space S second Enter V cluster F2 first Enter", "Right A S Enter V cluster Delete Esc u",
      "Shift-Right Shift-Down S a Enter V a Delete Esc Right Space S b Enter",
      "Tab Left Left D - -",
    ])
  func reopened(keys: String) throws {
    let driver = try Driving.driver("iris", 120, 40, keys: keys)
    let saved = try #require(driver.state.logFile)
    let again = try replay(saved.text)
    #expect(again.state.replayProblem == nil)
    #expect(again.state.choices == driver.state.choices)
    if driver.state.screen != .log { #expect(shown(again.state) == shown(driver.state), "\(saved.text)") }
    #expect(again.state.logFile == saved)
    // At another size the choices are the same.
    #expect(try replay(saved.text, 40, 12).state.choices == driver.state.choices)
    #expect(try replay(saved.text, 1, 1).state.choices == driver.state.choices)
  }

  @Test("what the command line asked for is in the log", arguments: ["iris", "eurodist_matrix"])
  func commandLine(sample: String) throws {
    var basis = Basis(preparation: Preparation(scale: .robust, missing: .mean, sample: 20, seed: 7))
    if sample == "iris" {
      basis.preparation.excluded = ["petal_width"]
      basis.setMetric(AlgorithmChoice("minkowski", ParameterValues(["power": .real(3)])))
    }
    let driver = try Driving.driver(sample, 120, 40, basis: basis)
    let saved = try #require(driver.state.logFile)
    #expect(saved.text.contains("scale robust\nmissing mean\nsample 20\nseed 7\n"))
    let again = try replay(saved.text)
    #expect(again.state.session?.basis == driver.state.session?.basis)
    #expect(shown(again.state) == shown(driver.state))
  }

  @Test("lines that depend on what is shown wait for it")
  func relative() throws {
    let text = """
      # by hand
      open \(Driving.sample("iris"))

      toggle feature petal_width
      cut 1.2
      step cut 1
      show scatter
      zoom in
      move right
      """
    let driver = try replay(text)
    #expect(driver.state.replayProblem == nil)
    #expect(driver.state.session?.basis.preparation.columns?.count == 3)
    #expect(driver.state.session?.clusterer.id == "linkage")
    #expect(driver.state.session?.plotWindow != nil)
    #expect(driver.state.session?.cursor != Cursor.none)
    let tiny = try replay("open \(Driving.sample("iris"))\ncut 1.2\n", 40, 12)
    #expect(tiny.state.session?.clusterer.parameters["min-cluster-size"] == .integer(5))
  }

  @Test(
    "a line that no longer applies is named with its reason",
    arguments: [
      ("labels species", 3, "species"), ("axis x width", 3, "there is no column \"width\""),
      ("axis x label", 3, "holds text"), ("axis y PC9", 3, "no PC9"), ("theme nosuch", 3, "no theme"),
      ("cursor row 150", 3, "no row 150"), ("window image 10:151", 3, "150"), ("return to 5", 3, "steps"),
      ("features sepal_length nope", 3, "nope"), ("redo", 3, "nothing was undone"),
      ("scale none\ncluster kmeans k=151\nimage VAT", 4, "k = 151"), ("metric precomputed", 3, "square"),
      ("select rows 1:3 150", 3, "150 rows"), ("look at rows 149:160", 3, "150 rows"),
      ("keep selection as a", 3, "no rows are selected"), ("look wider", 3, "all rows"),
    ])
  func objections(line: String, number: Int, reason: String) throws {
    let driver = try replay("# test\nopen \(Driving.sample("iris"))\n\(line)\n")
    let problem = try #require(driver.state.replayProblem)
    #expect(problem.line == number)
    #expect(problem.reason.contains(reason), "\(problem)")
    #expect(driver.state.notice?.isError == true)
  }

  @Test("a file that is no log, and data that are gone")
  func noLog() throws {
    #expect(throws: LogProblem.self) { try LogFile(text: "open a.csv\n\nclster kmeans\n") }
    do { _ = try LogFile(text: "open a.csv\n\nclster kmeans\n", name: "x.pleiades") } catch {
      #expect("\(error)" == "x.pleiades, line 3, clster kmeans: there is no command \"clster\"; did you mean cluster?.")
    }
    #expect(try replay("open /nowhere/a.csv\nscale none\n").state.replayProblem?.line == 1)
    #expect(try replay("scale none\n").state.replayProblem?.reason == "no data set is open yet")
    #expect(try replay("# nothing\n").state.replayProblem != nil)
    let matrix = try replay("open \(Driving.sample("eurodist_matrix"))\ncluster kmeans\n")
    #expect(matrix.state.replayProblem?.reason.contains("needs features") == true)
    #expect(try replay("open \(Driving.sample("eurodist_matrix"))\nshow scatter\n").state.replayProblem != nil)
  }
}

@Suite("Saving") struct SavingTests {
  @Test("w proposes a name beside the data, and replaces a file only when asked twice")
  func prompt() throws {
    var driver = try Driving.driver("iris", 100, 30, keys: "s none Enter w")
    guard case .save(let prompt)? = driver.state.overlay else { return #expect(Bool(false)) }
    #expect(prompt.path == Repository.root + "/SampleData/iris.pleiades")
    var state = driver.state
    for _ in prompt.path { _ = reduce(&state, .key(.backspace)) }
    _ = reduce(&state, .paste("mine"))
    func effect(_ effects: [Effect]) -> (path: String, log: LogFile, replaces: Bool)? {
      if case .save(let path, let log, let replaces)? = effects.first { (path, log, replaces) } else { nil }
    }
    let first = try #require(effect(reduce(&state, .key(.enter))))
    #expect(first.path == "mine.pleiades" && !first.replaces)
    #expect(first.log.text.contains("scale none\n"))
    _ = reduce(&state, .saveFailed(path: "mine.pleiades", reason: "there", exists: true))
    #expect(frame(state).lines.joined().contains("Enter once more replaces it"))
    #expect(try #require(effect(reduce(&state, .key(.enter)))).replaces)
    // Another name has not been warned of.
    _ = reduce(&state, .key(.backspace))
    #expect(try !#require(effect(reduce(&state, .key(.enter)))).replaces)
    _ = reduce(&state, .saveFailed(path: "mine.pleiade.pleiades", reason: "no room", exists: false))
    #expect(frame(state).lines.joined().contains("no room"))
    try driver.send(.key(.escape))
    #expect(driver.state.overlay == nil)
  }

  @Test("files: relative beside the data, absolute elsewhere, never over another")
  func files() throws {
    let folder = String(Shell.run("mktemp -d").dropLast())
    defer { Shell.run("rm -rf '\(folder)'") }
    Shell.run("mkdir -p '\(folder)/deep' && cp '\(Driving.sample("iris"))' '\(folder)/deep/my iris.csv'")
    let log = LogFile([.open(folder + "/deep/my iris.csv"), .setScale(.none)])
    try log.write(to: folder + "/a.pleiades", replacesExisting: false)
    try log.write(to: folder + "/deep/b.pleiades", replacesExisting: false)
    #expect(throws: (any Error).self) { try log.write(to: folder + "/a.pleiades", replacesExisting: false) }
    try log.write(to: folder + "/a.pleiades", replacesExisting: true)
    #expect(Shell.run("cat '\(folder)/a.pleiades'").contains("open \"deep/my iris.csv\"\n"))
    #expect(Shell.run("cat '\(folder)/deep/b.pleiades'").contains("open \"my iris.csv\"\n"))
    Shell.run("mv '\(folder)/deep' '\(folder)/moved'")
    #expect(try LogFile(readingFrom: folder + "/moved/b.pleiades").dataPath == folder + "/moved/my iris.csv")
    let elsewhere = LogFile([.open(Driving.sample("iris"))])
    try elsewhere.write(to: folder + "/c.pleiades", replacesExisting: false)
    #expect(try LogFile(readingFrom: folder + "/c.pleiades").dataPath == Driving.sample("iris"))
  }

  @Test("what was not closed is offered, and what was is not")
  func autosave() throws {
    let folder = String(Shell.run("mktemp -d").dropLast())
    defer { Shell.run("rm -rf '\(folder)'") }
    let environment = ["XDG_STATE_HOME": folder, "PLEIADES_HOME": Repository.root]
    func offered() -> [ListedFile] {
      SharedFiles(environment: environment).listing().filter { $0.origin == .interrupted }
    }
    let crashed = try #require(AutosaveFile(environment: environment, process: 0x7FFF_FFFF))
    crashed.saveNow(LogFile([.open(Driving.sample("iris")), .setScale(.none)]))
    #expect(offered().isEmpty)
    crashed.close(keeping: true)
    #expect(offered().map(\.title) == ["iris.csv"])
    let successor = try #require(AutosaveFile(environment: environment, process: 0x7FFF_FFFE))
    successor.takeOver(offered()[0].path)
    #expect(offered().count == 1)
    successor.saveNow(LogFile([.open(Driving.sample("wine"))]))
    #expect(offered().isEmpty)
    successor.close()
    #expect(offered().isEmpty)
    successor.saveNow(LogFile([.open(Driving.sample("wine"))]))
    #expect(offered().isEmpty)
    // What is still running is nobody's to recover.
    let running = try #require(AutosaveFile(environment: environment))
    running.saveNow(LogFile([.open(Driving.sample("wine"))]))
    #expect(offered().isEmpty)
    running.close()
  }
}
