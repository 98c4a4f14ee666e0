import Analysis
import Canvas
import Engine
import Interface
import Tabular

/// Everything that can happen to an explorer, drawn at random.
struct EventSource {
  private(set) var random: RandomSource
  private var commands: CommandGenerator
  private let keys: [KeyPress]
  private let tables: [Table]
  /// What was told before, to be told again too late.
  private var told: [Action] = []
  private var size = Size(width: 120, height: 40)

  init(seed: UInt64, tables: [Table]) {
    random = RandomSource(seed: seed)
    commands = CommandGenerator(seed: seed &+ 1)
    commands.paths = tables.map(\.name) + ["missing.csv", "broken.pleiades"]
    self.tables = tables
    let named: [KeyPress] = [
      .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
      .shiftUp, .shiftDown, .shiftLeft, .shiftRight, .function(1), .function(5), .control("r"), .control("u"),
      .control("l"), .alt("x"),
    ]
    keys =
      KeyMap.bindings.flatMap(\.keys) + Panes.keys + named + named + "0123456789.xyz é漢\u{301}-".map(KeyPress.character)
  }

  private enum Panes {
    /// Keys that mean something in some pane only.
    static let keys: [KeyPress] = "LNE ".map(KeyPress.character)
  }

  private mutating func below(_ bound: Int) -> Int { random.integer(below: max(1, bound)) }

  /// Does one thing to the explorer.
  mutating func step(_ explorer: inout Explorer) {
    switch below(100) {
    case 0..<45: explorer.take(.key(keys[below(keys.count)]))
    case 45..<63:
      explorer.take(
        .mouse(
          mouse(), Point(x: below(size.width + 6) - 3, y: below(size.height + 6) - 3),
          below(3) == 0 ? PointerModifiers(rawValue: UInt8(below(8))) : []))
    case 63..<66: explorer.take(.paste(commands.text() + commands.text()))
    case 66..<69: resize(&explorer)
    case 69..<75: command(&explorer)
    default: news(&explorer)
    }
  }

  private mutating func mouse() -> MouseAction {
    let actions: [MouseAction] = [.press, .drag, .drag, .release, .doubleClick, .wheelUp, .wheelDown]
    return actions[below(actions.count)]
  }

  private mutating func resize(_ explorer: inout Explorer) {
    let usual = [(0, 0), (1, 1), (3, 40), (39, 8), (40, 12), (60, 20), (80, 24), (120, 30), (120, 40)]
    size =
      below(4) == 0
      ? Size(width: below(301), height: below(101))
      : {
        let (width, height) = usual[below(usual.count)]
        return Size(width: width, height: height)
      }()
    explorer.take(.resize(size))
  }

  private mutating func command(_ explorer: inout Explorer) {
    commands.columns = explorer.state.session?.table.columns.map(\.name) ?? ["a"]
    commands.rows = max(1, explorer.state.session?.table.rowCount ?? 1)
    let kinds = CommandKind.allCases
    explorer.take(.command(commands.make(kinds[below(kinds.count)])))
  }

  /// What the engine tells: results in any order, progress, failures, and what nobody waits for any more.
  private mutating func news(_ explorer: inout Explorer) {
    let generation = explorer.state.generation
    guard !explorer.pending.isEmpty else {
      if !told.isEmpty, below(3) == 0 { explorer.take(told[below(told.count)]) }
      return
    }
    let index = below(explorer.pending.count)
    switch below(12) {
    case 0:
      let (quantity, generation) = explorer.drop(index)
      explorer.take(.computed(quantity, .failure(commands.text()), generation: generation))
    case 1:
      let (quantity, generation) = explorer.drop(index)
      explorer.take(.computed(quantity, .cancelled, generation: generation))
    case 2, 3:
      let quantity = explorer.pending[index].quantity
      let total = below(3) == 0 ? nil : Optional(below(5))
      let progress = Progress(phase: commands.text(), completed: below(9) - 2, total: total)
      explorer.take(.progressed(quantity, progress, generation: below(5) == 0 ? generation - 1 : generation))
    case 4:
      // Of an earlier data set.
      if let outcome = explorer.outcome(of: explorer.pending[index].quantity) {
        explorer.take(.computed(explorer.pending[index].quantity, outcome, generation: generation - 1))
      }
    default:
      let (quantity, generation) = explorer.pending[index]
      if let outcome = explorer.outcome(of: quantity) {
        told.append(.computed(quantity, outcome, generation: generation))
        if told.count > 40 { told.removeFirst(20) }
      }
      explorer.deliver(index)
    }
  }
}
