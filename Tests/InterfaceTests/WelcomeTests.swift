import Canvas
import Interface
import TestSupport
import Testing

@Suite("Beginning") struct WelcomeTests {
  @Test("the first time a line says how to begin, until the first key", arguments: [40, 80, 120, 200])
  func welcome(width: Int) throws {
    var state = Driving.state(width, 24)
    state.isFirstRun = true
    var driver = HeadlessDriver(state)
    #expect(!driver.shows("First time here?"))
    try driver.send(.command(.open(Driving.sample("iris"))))
    #expect(driver.shows("First time here? ? lists the keys"))
    let lines = frame(driver.state).lines
    // As many parts as fit whole.
    #expect(!lines[21].contains("…"))
    if width >= 160 { #expect(lines[21].contains("i explains the numbers")) }
    state = driver.state
    var isRemembered = false
    for case .rememberWelcome in reduce(&state, .key(.right)) { isRemembered = true }
    #expect(isRemembered && !state.isFirstRun)
    #expect(!frame(state).lines.contains { $0.contains("First time here?") })
  }

  @Test("once in a folder of the user's, and not where files were used before")
  func once() throws {
    let folder = String(Shell.run("mktemp -d").dropLast())
    defer { Shell.run("rm -rf '\(folder)'") }
    let files = SharedFiles(environment: ["XDG_STATE_HOME": folder])
    #expect(files.isFirstRun)
    files.rememberWelcome()
    #expect(!files.isFirstRun)
    Shell.run("rm -rf '\(folder)'/*")
    #expect(files.isFirstRun)
    Shell.run("cp '\(Driving.sample("iris"))' '\(folder)/mine.csv'")
    files.remember(folder + "/mine.csv")
    #expect(!files.isFirstRun)
    #expect(!SharedFiles(environment: [:]).isFirstRun)
  }

  @Test("themes are shown while the cursor moves over them, and Esc restores")
  func themes() throws {
    var driver = try Driving.driver("iris", 120, 40)
    let first = driver.state.theme.name
    try driver.press("t")
    // The pictures can be seen beside the list.
    #expect(try driver.place(of: "┌ Theme").x > 60)
    var seen: Set<String> = []
    for _ in driver.state.themes.themes {
      seen.insert(driver.state.theme.name)
      try driver.press("Down")
    }
    #expect(seen.count == driver.state.themes.themes.count)
    #expect(driver.state.theme.name != first)
    try driver.press("Esc")
    #expect(driver.state.theme.name == first && driver.state.session?.log.entries.isEmpty == true)
    // Typing previews too, a click as well, and a click beside the list restores.
    try driver.press("t ember")
    #expect(driver.state.theme.name == "ember")
    try driver.click(Point(x: 2, y: 2))
    #expect(driver.state.theme.name == first)
    try driver.press("t")
    try driver.click(try driver.place(of: "slate"))
    #expect(driver.state.theme.name == "slate")
    try driver.press("Enter")
    #expect(driver.state.theme.name == "slate")
    // On the start screen as well.
    var start = try Driving.driver(nil, 80, 24, keys: "t Down Esc")
    #expect(start.state.theme.name == first)
    try start.press("t Down Enter")
    #expect(start.state.theme.name != first)
  }
}
