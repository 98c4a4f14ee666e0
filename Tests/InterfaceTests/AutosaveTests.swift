import Analysis
import Canvas
import Engine
import Glibc
import Interface
import Synchronization
import TestSupport
import Testing

/// What is kept for the case of a crash.
@Suite("Autosave") struct AutosaveTests {
  /// A folder that is gone afterwards, and the environment that keeps things in it.
  private func withFolder(_ body: (String, [String: String]) throws -> Void) throws {
    let folder = String(Shell.run("mktemp -d").dropLast())
    defer { Shell.run("chmod -R u+w '\(folder)'; rm -rf '\(folder)'") }
    try body(folder, ["XDG_STATE_HOME": folder, "PLEIADES_HOME": Repository.root])
  }

  private func offered(_ environment: [String: String]) -> [ListedFile] {
    SharedFiles(environment: environment).listing().filter { $0.origin == .interrupted }
  }

  private let log = LogFile([.open(Driving.sample("iris")), .setScale(.none)])

  /// What a process that dies leaves behind: its file, without the lock.
  private func leave(_ name: String, _ text: String, _ environment: [String: String]) {
    let folder = environment["XDG_STATE_HOME"]! + "/pleiades/sessions"
    Shell.run("mkdir -p '\(folder)'")
    let file = fopen("\(folder)/\(name).pleiades", "w")
    fputs(text, file)
    fclose(file)
  }

  @Test("two explorers at once do not see each other's sessions, nor take their place")
  func two() throws {
    try withFolder { folder, environment in
      let first = try #require(AutosaveFile(environment: environment, process: 7))
      // The same number, as in two containers.
      let second = try #require(AutosaveFile(environment: environment, process: 7))
      first.saveNow(log)
      second.saveNow(LogFile([.open(Driving.sample("wine"))]))
      #expect(offered(environment).isEmpty)
      #expect(Shell.run("ls '\(folder)/pleiades/sessions'").split(separator: "\n").count == 2)
      first.close(keeping: true)
      #expect(offered(environment).map(\.title) == ["iris.csv"])
      second.close()
      #expect(offered(environment).map(\.title) == ["iris.csv"])
      // A third one with that number leaves what is to be recovered alone.
      let third = try #require(AutosaveFile(environment: environment, process: 7))
      third.saveNow(LogFile([.open(Driving.sample("wine"))]))
      #expect(offered(environment).map(\.title) == ["iris.csv"])
      third.close()
    }
  }

  @Test("a file is whole at any moment")
  func atomic() throws {
    try withFolder { folder, environment in
      let autosave = try #require(AutosaveFile(environment: environment, process: 8))
      let path = folder + "/pleiades/sessions/8.pleiades"
      let row = Command.setSelection(.replace, (0..<300).map { $0 * 2..<$0 * 2 + 1 })
      let ended = Atomic(false)
      let writer = Thread {
        for number in 0..<100 {
          autosave.saveNow(LogFile([.open("x.csv")] + Array(repeating: row, count: 5) + [.setSample(number + 1)]))
        }
        ended.store(true, ordering: .releasing)
      }
      while !ended.load(ordering: .acquiring) {
        let text = Shell.contents(path)
        if text.isEmpty { continue }
        let read = try LogFile(text: text)
        #expect(read.lines.count == 7)
        if case .setSample? = read.lines.last?.command { continue }
        #expect(Bool(false), "the file ends early")
      }
      writer.join()
      autosave.save(LogFile([.open("x.csv")]))
      autosave.saveNow(LogFile([.open("last.csv")]))
      // What was under way does not come after it.
      usleep(50_000)
      #expect(try LogFile(text: Shell.contents(path)).dataPath?.hasSuffix("last.csv") == true)
      autosave.close()
      #expect(Shell.run("ls -A '\(folder)/pleiades/sessions'").isEmpty)
    }
  }

  @Test("where nothing can be written the explorer does not mind")
  func unwritable() throws {
    try withFolder { folder, environment in
      // A file where the folder should be: nobody can write there.
      Shell.run("touch '\(folder)/pleiades'")
      let autosave = try #require(AutosaveFile(environment: environment, process: 9))
      autosave.saveNow(log)
      autosave.save(log)
      autosave.clear()
      autosave.close()
      #expect(offered(environment).isEmpty)
      SharedFiles(environment: environment).remember(Driving.sample("iris"))
    }
    #expect(AutosaveFile(environment: [:]) == nil)
    #expect(AutosaveFile(environment: ["HOME": ""]) == nil)
  }

  @Test("a full disk leaves what was there", .enabled(if: access("/dev/full", W_OK) == 0))
  func fullDisk() throws {
    try withFolder { folder, _ in
      // Writing through a link to the full device fails, as on a full disk.
      Shell.run("ln -s /dev/full '\(folder)/a.pleiades'")
      #expect(throws: (any Error).self) { try log.write(to: folder + "/a.pleiades", replacesExisting: true) }
      var explorer = Explorer("iris", Driving.state(100, 30), keys: "w")
      explorer.take(.saveFailed(path: "x", reason: "no space left", exists: false))
      #expect(explorer.state.notice?.text == "no space left")
    }
  }

  @Test("a session that cannot be read is offered as such, told, and can be taken off the list")
  func corrupt() throws {
    try withFolder { folder, environment in
      leave("11", "\u{0}\u{1}garbage\u{1B}[2J" + String(repeating: "x", count: 5000), environment)
      leave("12", "", environment)
      leave("13", "open \"\(Driving.sample("iris"))\"\nclster kmeans\n", environment)
      var state = Driving.state(100, 30)
      state.listing = SharedFiles(environment: environment).listing()
      #expect(offered(environment).count == 3)
      #expect(offered(environment).count { $0.summary == "a session that cannot be read" } == 2)
      for (index, file) in state.listing.enumerated() where file.origin == .interrupted {
        var explorer = Explorer(state)
        for _ in 0..<index { explorer.send(.key(.down)) }
        explorer.send(.key(.enter))
        #expect(explorer.state.notice?.isError == true, "\(file.title)")
        #expect((explorer.state.notice?.text.count ?? 0) < 700)
        #expect(explorer.state.notice?.text.unicodeScalars.contains { $0.value < 0x20 } == false)
        #expect(explorer.state.footerHints.contains { $0.keys == "Delete" })
        explorer.send(.key(.delete))
        guard case .forget(let path)? = explorer.effects.last else {
          #expect(Bool(false))
          continue
        }
        #expect(path == file.path && explorer.state.listing.count == state.listing.count - 1)
        SharedFiles(environment: environment).forget(path)
      }
      #expect(offered(environment).isEmpty)
      SharedFiles(environment: environment).forget(Driving.sample("iris"))
      #expect(access(Driving.sample("iris"), F_OK) == 0)
      _ = folder
    }
  }

  @Test("a session and its data are found again where both were moved")
  func moved() throws {
    try withFolder { folder, _ in
      Shell.run("mkdir '\(folder)/a' '\(folder)/b' && cp '\(Driving.sample("iris"))' '\(folder)/a/data.csv'")
      let log = LogFile([.open(folder + "/a/data.csv"), .setScale(.none)])
      try log.write(to: folder + "/b/s.pleiades", replacesExisting: false)
      #expect(try LogFile(readingFrom: folder + "/b/s.pleiades").dataPath == folder + "/a/data.csv")
      Shell.run("mv '\(folder)/a/data.csv' '\(folder)/b/data.csv'")
      #expect(try LogFile(readingFrom: folder + "/b/s.pleiades").dataPath == folder + "/b/data.csv")
      Shell.run("rm '\(folder)/b/data.csv'")
      #expect(try LogFile(readingFrom: folder + "/b/s.pleiades").dataPath == folder + "/a/data.csv")
    }
  }
}

/// A thread of its own, which no pool has to find room for.
private struct Thread {
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private var handle = pthread_t()

  init(_ body: @escaping @Sendable () -> Void) {
    let work = Unmanaged.passRetained(Work(body))
    pthread_create(
      &handle, nil,
      { argument in
        Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
  }

  func join() { pthread_join(handle, nil) }
}

/// What a saved session must not do.
@Suite("Replay") struct ReplayTests {
  private func replay(_ text: String, _ width: Int = 120, _ height: Int = 40) throws -> Explorer {
    var explorer = Explorer(Driving.state(width, height))
    explorer.open(try LogFile(text: text))
    return explorer
  }

  private var opened: String { "open \(Driving.sample("iris"))\n" }

  @Test(
    "a line that has no effect any more is told, at any size", arguments: [(120, 40), (40, 12), (1, 1), (0, 0)])
  func objections(width: Int, height: Int) throws {
    for (line, reason) in [
      ("toggle selected", "cursor"), ("cluster kmeans k=151", "151"), ("toggle feature label", ""),
      ("select none\nkeep selection", "select"), ("look at selected", "select"), ("select neighbours", "select"),
      ("look at rows none", "no row"), ("features none", "no numeric feature"),
      ("open other.pleiades", "another session"),
    ] where !reason.isEmpty {
      let explorer = try replay(opened + line + "\n", width, height)
      let problem = try #require(explorer.state.replayProblem, "\(line)")
      #expect(problem.line == 1 + line.split(separator: "\n").count, "\(problem)")
      #expect(problem.reason.lowercased().contains(reason), "\(problem)")
    }
  }

  @Test("what needs a screen says so where there is none")
  func tooSmall() throws {
    for line in ["zoom in", "move up", "use", "box"] {
      let explorer = try replay(opened + "focus scatter\n" + line + "\n", 30, 8)
      #expect(explorer.state.replayProblem?.reason.contains("too small") == true, "\(line)")
    }
  }

  @Test("Esc while the data are read ends it without more")
  func cancelled() throws {
    var state = Driving.state(120, 40)
    state.opening = State.Opening(path: "a.pleiades", fraction: nil)
    let effects = reduce(&state, .openedLog(path: "a.pleiades", try LogFile(text: "open a.csv\nscale none\n")))
    #expect(effects.count == 1)
    _ = reduce(&state, .key(.escape))
    #expect(state.replay == nil && state.replayProblem == nil && state.notice == nil)
  }

  @Test("rows and commands that the command line asks for")
  func startOptions() throws {
    var state = Driving.state(120, 40)
    state.initialRows = RowList(text: "0:50,100:150")
    state.initialCommands = [.setClusterer("dbscan"), .show(.image)]
    var explorer = Explorer(state)
    explorer.send(.command(.open(Driving.sample("iris"))))
    #expect(explorer.state.session?.basis.preparation.rows?.count == 100)
    #expect(explorer.state.screen == .image && explorer.state.session?.clusterer.id == "dbscan")
    #expect(explorer.state.session?.log.opening.contains(.lookAt([0..<50, 100..<150])) == true)
    // All rows are one step away, and the command can be undone.
    explorer.send(.key(.backspace))
    #expect(explorer.state.session?.basis.preparation.rows == nil)
    explorer.press("u u")
    #expect(explorer.state.session?.clusterer.id == "kmeans")
    // Only the first data set.
    explorer.send(.command(.open(Driving.sample("wine"))))
    #expect(explorer.state.session?.basis.preparation.rows == nil && explorer.state.session?.clusterer.id == "kmeans")
    state.initialCommands = [.setAxis(.horizontal, .column("nope"))]
    var wrong = Explorer(state)
    wrong.send(.command(.open(Driving.sample("iris"))))
    #expect(wrong.state.replayProblem?.description.hasPrefix("--do, line 1, axis x nope: ") == true)
  }
}
