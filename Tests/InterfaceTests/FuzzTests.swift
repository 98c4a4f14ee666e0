import Analysis
import Canvas
import Engine
import Glibc
import Interface
import Tabular
import Testing

/// Anything may happen at any time, at any size. `PLEIADES_FUZZ_STEPS=100000 PLEIADES_FUZZ_SEED=1 swift test --filter
/// FuzzTests` takes more steps than the usual few.
@Suite("Fuzz") struct FuzzTests {
  private static func number(_ variable: String) -> Int? {
    getenv(variable).flatMap { Int(String(cString: $0)) }
  }

  static let steps = number("PLEIADES_FUZZ_STEPS") ?? 2500
  static let seeds: [Int] = number("PLEIADES_FUZZ_SEED").map { [$0] } ?? [1, 2]

  @Test("keys, mouse, pastes, resizes and news in any order", arguments: seeds)
  func anything(seed: Int) throws {
    let tables = SmallTables.all.filter { $0.rowCount < 100 }
    var explorer = Explorer(
      Driving.state(120, 40), tables: Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) }))
    var events = EventSource(seed: UInt64(seed), tables: tables)
    for step in 0..<Self.steps {
      if explorer.state.session == nil, step % 7 == 0 {
        explorer.take(.command(.open(tables[(step / 7) % tables.count].name)))
      }
      events.step(&explorer)
      let canvas = frame(explorer.state)
      #expect(canvas.size == explorer.state.size, "step \(step)")
      if step % 5 == 0 { Self.checkLayout(explorer.state, step) }
      if step % 25 == 0 { Self.checkEscape(explorer, step) }
      if step % 50 == 0 { try Self.checkUndo(explorer, step) }
    }
  }

  /// Panes lie on the screen, side by side, and the focus is on one of them.
  private static func checkLayout(_ state: State, _ step: Int) {
    guard let layout = Layout(state) else { return }
    let screen = Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height)
    for (index, placed) in layout.panes.enumerated() {
      #expect(placed.area.intersection(screen) == placed.area && !placed.area.isEmpty, "step \(step)")
      for other in layout.panes[..<index] { #expect(placed.area.intersection(other.area).isEmpty, "step \(step)") }
    }
    if state.session != nil { #expect(layout.area(of: state.focus) != nil, "step \(step): \(state.focus)") }
  }

  /// What is open closes with Esc: typed text first, and a window over another before that.
  private static func checkEscape(_ explorer: Explorer, _ step: Int) {
    guard explorer.state.overlay != nil else { return }
    var explorer = explorer
    for _ in 0..<8 where explorer.state.overlay != nil { explorer.take(.key(.escape)) }
    #expect(explorer.state.overlay == nil, "step \(step)")
  }

  /// What was chosen comes back, and can be saved.
  private static func checkUndo(_ explorer: Explorer, _ step: Int) throws {
    var explorer = explorer
    for _ in 0..<12 where explorer.state.overlay != nil { explorer.take(.key(.escape)) }
    explorer.take(.command(.setMaximised(explorer.state.isMaximised)))
    let before = explorer.state
    guard before.replay == nil, let session = before.session else { return }
    if session.log.position > 0 {
      explorer.take(.command(.undo))
      explorer.take(.command(.redo))
      if explorer.state.session?.cursor == Cursor.none { explorer.take(.command(.setCursor(session.cursor))) }
      if session.box != nil { return }
      // Between features and dissimilarities the screen may not be there: where one is then is no choice.
      let log = session.log
      let steps = (log.position - 1...log.position).map {
        log.choices(after: $0)?.basis.preparation.isDissimilarityMatrix
      }
      if steps[0] != steps[1] { return }
      let differences = StateSnapshot.differences(before, explorer.state)
      #expect(differences.isEmpty, "step \(step): \(differences)")
      #expect(explorer.state.choices == before.choices, "step \(step)")
    }
    let saved = try #require(before.logFile)
    #expect(try LogFile(text: saved.text) == saved, "step \(step)")
  }

  @Test("news that nobody waits for is dropped")
  func staleNews() throws {
    var driver = try Driving.driver("iris", 120, 40)
    let before = Driving.text(driver.state)
    let quantity = AnyQuantity(DatasetQuantity(Preparation(scale: .robust)))
    try driver.send(.computed(quantity, .failure("late"), generation: driver.state.generation))
    try driver.send(.computed(quantity, .failure("late"), generation: 0))
    try driver.send(
      .progressed(quantity, Progress(phase: "late", completed: 1, total: 2), generation: driver.state.generation))
    try driver.send(.openFailed(path: "elsewhere.csv", CancellationError()))
    #expect(Driving.text(driver.state) == before)
  }
}
