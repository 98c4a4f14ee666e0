import Analysis
import Canvas
import Engine
import Interface
import Tabular
import Testing

/// Anything may be pressed at any time, at any size.
@Suite("Fuzz")
struct FuzzTests {
  static let sizes = [(0, 0), (1, 1), (3, 40), (39, 8), (40, 12), (60, 20), (80, 24), (120, 30), (120, 40), (200, 60)]

  @Test("random keys, mouse events and resizes never trap, and the frame is always as large as the screen")
  func anything() throws {
    var random = RandomSource(seed: 7)
    let keys =
      KeyMap.bindings.flatMap(\.keys).filter { $0 != .control("c") && $0 != .character("q") }
      + [
        .shiftUp, .shiftDown, .control("u"), .function(1), .function(2), .enter, .backspace, .delete, .pageUp,
        .pageDown, .home, .end, .shiftLeft, .shiftRight, .function(5),
      ]
      + "0123456789.xyz é漢".map(KeyPress.character)
    var driver = try Driving.driver("iris", 120, 40)
    for _ in 0..<1500 {
      switch random.integer(below: 12) {
      case 0:
        let size = Self.sizes[random.integer(below: Self.sizes.count)]
        try driver.send(.resize(Size(width: size.0, height: size.1)))
      case 1, 2:
        let actions: [MouseAction] = [.press, .drag, .release, .doubleClick, .wheelUp, .wheelDown]
        let point = Point(x: random.integer(below: 130), y: random.integer(below: 45))
        let modifiers = PointerModifiers(rawValue: UInt8(random.integer(below: 8)))
        try driver.send(.mouse(actions[random.integer(below: actions.count)], point, modifiers))
      default:
        try driver.send(.key(keys[random.integer(below: keys.count)]))
      }
      let canvas = frame(driver.state)
      #expect(canvas.size == driver.state.size)
    }
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
