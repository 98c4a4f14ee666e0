import Analysis
import Canvas
import Interface

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What drawing and keys cost in the explorer, without the terminal: each screen with all results in, at 200×60.
enum ExplorerBench: Bench {
  static let name = "explorer"
  static let summary = "frames and keys of every screen at 200×60, and the memory of 10,000 frames"

  private static let size = Size(width: 200, height: 60)
  private static let limit = BenchRow.Target.seconds(0.016, megabytes: nil)
  /// They move the cursor, zoom in and out, and select.
  private static let keys = KeyScript.parse("Right Down Right Down Space + Left Up Space - PageDown Home Tab")
  private static let pressed = 195

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    for rows in [150, 100_000] where rows <= options.largest {
      let path = "/tmp/pleiades-explorer-\(getpid()).csv"
      try writeFile(path, rows: rows)
      defer { unlink(path) }
      var driver = HeadlessDriver(State(size: size))
      try driver.send(.command(.open(path)))
      for screen in ScreenID.allCases {
        try driver.send(.command(.show(screen)))
        try measure(screen, "", &driver, rows, emit)
      }
      try driver.send(.command(.setSelection(.replace, [0..<rows / 2])))
      for screen in ScreenID.allCases {
        try driver.send(.command(.show(screen)))
        try measure(screen, ", half selected", &driver, rows, emit)
      }
      try driver.send(.command(.show(.overview)))
      emit(memory(driver.state, rows))
    }
  }

  /// Times frames of a screen as it is, and then keys with the frame that follows each; what a key has computed is
  /// there before the next one, as after a short rest.
  private static func measure(
    _ screen: ScreenID, _ condition: String, _ driver: inout HeadlessDriver, _ rows: Int, _ emit: (BenchRow) -> Void
  ) throws {
    let shown = driver.state
    let frames = times(40) { _ = frame(shown) }
    emit(row("\(screen.name)\(condition): frame, median", frames[frames.count / 2], frames[0], rows))
    var waits: [(seconds: Double, key: KeyPress)] = []
    for place in 0..<pressed {
      let key = keys[place % keys.count]
      var state = driver.state
      waits.append(
        (
          times(1) {
            _ = reduce(&state, .key(key))
            _ = frame(state)
          }[0], key
        ))
      try driver.send(.key(key))
    }
    waits.sort { $0.seconds < $1.seconds }
    let slow = waits[waits.count * 99 / 100]
    var keyed = row("\(screen.name)\(condition): key to frame, 99th percentile", slow.seconds, waits[0].seconds, rows)
    keyed.objective = "which is \(slow.key.name); at most \(fixed(waits.last!.seconds, 4)) s, \(waits.last!.key.name)"
    emit(keyed)
  }

  private static func memory(_ state: State, _ rows: Int) -> BenchRow {
    for _ in 0..<100 { _ = frame(state) }
    let measured = Measurement(repetitions: 1) {
      for _ in 0..<(rows > 1000 ? 1000 : 10_000) { _ = frame(state) }
    }
    return measured.row("\(rows > 1000 ? 1000 : 10_000) frames of the overview: memory", rows: rows, columns: 4)
  }

  private static func row(_ job: String, _ seconds: Double, _ fastest: Double, _ rows: Int) -> BenchRow {
    var row = BenchRow(job: job, by: "pleiades", rows: rows, columns: 4, seconds: seconds, fastest: fastest)
    row.target = limit
    return row
  }

  /// Ascending.
  private static func times(_ count: Int, _ body: () -> Void) -> [Double] {
    (0..<count).map { _ in
      let elapsed = ContinuousClock().measure(body)
      return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    }.sorted()
  }

  private static func writeFile(_ path: String, rows: Int) throws {
    guard let file = fopen(path, "w") else { throw BenchError.peer("\(path) cannot be written") }
    defer { fclose(file) }
    var random = RandomSource(seed: 1)
    fputs("a,b,c,d,class\n", file)
    for row in 0..<rows {
      let blob = row % 3
      let line = (0..<4).map { fixed(random.normal() + Double(blob * ($0 + 1) % 5) * 3, 6) }.joined(separator: ",")
      fputs("\(line),\(["one", "two", "three"][blob])\n", file)
    }
  }
}
