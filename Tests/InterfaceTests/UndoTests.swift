import Analysis
import Canvas
import Engine
import Interface
import Testing

/// Undo and redo over any command, on the whole state.
@Suite("Undo and redo") struct UndoTests {
  /// Where one looks, and what opens over the panes, is no choice; and these leave.
  private static let leaving: Set<CommandKind> = [
    .quit, .interrupt, .suspend, .open, .showStart, .undo, .redo, .returnTo,
  ]

  private static func explorer() -> Explorer { Explorer("iris", Driving.state(120, 40)) }

  private static func generator(_ seed: UInt64, _ state: State) -> CommandGenerator {
    var generator = CommandGenerator(seed: seed)
    generator.columns = state.session!.table.columns.map(\.name)
    generator.rows = 150
    return generator
  }

  /// Undoes and redoes, and compares.
  private static func check(_ explorer: Explorer, after command: Command, _ sourceLocation: SourceLocation) {
    var again = explorer
    // What is being tried out is written down by leaving it.
    while again.state.overlay != nil || again.state.session!.box != nil { again.send(.key(.escape)) }
    again.send(.command(.setMaximised(again.state.isMaximised)))
    let before = again.state
    guard before.session!.log.position > 0 else { return }
    again.send(.command(.undo))
    #expect(again.state.session!.log.position == before.session!.log.position - 1, sourceLocation: sourceLocation)
    again.send(.command(.redo))
    // A cursor on rows that were not looked at in between is gone.
    if again.state.session!.cursor == .none { again.take(.command(.setCursor(before.session!.cursor))) }
    let differences = StateSnapshot.differences(before, again.state)
    #expect(differences.isEmpty, "after \(command.text): \(differences)", sourceLocation: sourceLocation)
    #expect(again.state.choices == before.choices, sourceLocation: sourceLocation)
  }

  @Test("undo, then redo, is the identity for every command", arguments: CommandKind.allCases)
  func everyCommand(_ kind: CommandKind) {
    guard !Self.leaving.contains(kind) else { return }
    for seed in 1...3 as ClosedRange<UInt64> {
      var explorer = Self.explorer()
      explorer.press("Right Space a dbscan Enter")
      var generator = Self.generator(seed, explorer.state)
      let command = generator.make(kind)
      explorer.send(.command(command))
      Self.check(explorer, after: command, #_sourceLocation)
    }
  }

  @Test("and along sequences of them", arguments: 1...6 as ClosedRange<UInt64>)
  func sequences(_ seed: UInt64) {
    var explorer = Self.explorer()
    var generator = Self.generator(seed, explorer.state)
    let kinds = CommandKind.allCases.filter { !Self.leaving.contains($0) }
    for _ in 0..<60 {
      let command = generator.make(generator.one(of: kinds))
      explorer.send(.command(command))
      Self.check(explorer, after: command, #_sourceLocation)
      if generator.below(4) == 0 {
        explorer.send(.command(generator.make(generator.one(of: [.undo, .redo, .returnTo]))))
      }
    }
  }

  @Test("what is saved along the way makes the same choices again", arguments: 1...6 as ClosedRange<UInt64>)
  func replayed(_ seed: UInt64) throws {
    var explorer = Self.explorer()
    var generator = Self.generator(seed &+ 100, explorer.state)
    let kinds = CommandKind.allCases.filter { !Self.leaving.contains($0) } + [.undo, .redo]
    for step in 0..<60 {
      explorer.send(.command(generator.make(generator.one(of: kinds))))
      guard step % 10 == 9 else { continue }
      while explorer.state.overlay != nil { explorer.send(.key(.escape)) }
      explorer.send(.command(.setMaximised(false)))
      let saved = try #require(explorer.state.logFile)
      #expect(try LogFile(text: saved.text) == saved)
      var again = Explorer(Driving.state(120, 40))
      again.open(saved)
      // Choices that do not go together are told, as they were when they were made.
      guard again.state.replayProblem == nil else { continue }
      // Numbers that are not known yet, since nothing shows clusters, are the usual ones.
      func settled(_ choices: Choices?) -> Choices? {
        var choices = choices
        if choices?.clusterNumbers == nil { choices?.clusterNumbers = [] }
        return choices
      }
      #expect(settled(again.state.choices) == settled(explorer.state.choices), "\(saved.text)")
    }
  }

  @Test("a name of a selection stands for the same rows, undone or not")
  func keptNames() throws {
    var explorer = Self.explorer()
    explorer.send(.command(.setSelection(.replace, [0..<50])))
    explorer.send(.command(.keepSelectionAs("first")))
    explorer.send(.command(.undo))
    explorer.send(.command(.setSelection(.replace, [100..<150])))
    explorer.send(.command(.keepSelectionAs("first")))
    #expect(explorer.state.notice?.isError == true)
    explorer.send(.command(.keepSelectionAs("sepal_width")))
    #expect(explorer.state.notice?.text.contains("already") == true)
    explorer.send(.command(.setSelection(.replace, [0..<50])))
    explorer.send(.command(.keepSelectionAs("first")))
    #expect(explorer.state.session?.basis.preparation.labels == "first")
    let saved = try #require(explorer.state.logFile)
    var again = Explorer(Driving.state(120, 40))
    again.open(saved)
    #expect(again.state.replayProblem == nil)
    #expect(again.state.choices == explorer.state.choices, "\(saved.text)")
  }

  @Test("a cursor does not come to lie on other rows")
  func cursor() {
    var explorer = Self.explorer()
    explorer.send(.command(.setSelection(.replace, [100..<150])))
    explorer.send(.command(.lookAtSelected))
    explorer.send(.command(.setCursor(.row(3))))
    explorer.send(.command(.undo))
    #expect(explorer.state.session?.cursor == Cursor.none)
    explorer.send(.command(.setCursor(.row(3))))
    explorer.send(.command(.setSample(30)))
    #expect(explorer.state.session?.cursor == Cursor.none)
  }
}

extension Explorer {
  /// Does the lines of a saved session.
  mutating func open(_ log: LogFile) {
    openedLog(log)
    settle()
  }
}
