import Engine
import Tabular

// What the command line asks for beside the basis: it holds for the first data set that is opened.
extension State {
  /// Finds out whether what the command line says fits the data.
  /// - Throws: `PreparationError`.
  public func checkOptions(_ table: Table) throws {
    try initialBasis.preparation.check(table)
    _ = try initialRows?.rows(of: table)
  }

  /// Begins to do what the command line wants done, as if it were a saved session.
  mutating func beginInitialCommands() {
    defer {
      initialRows = nil
      initialCommands = []
    }
    guard !initialCommands.isEmpty else { return }
    let lines = initialCommands.enumerated().map { LogFile.Line(number: $0.offset + 1, command: $0.element) }
    if replay == nil { replay = Replay([], name: "--do") }
    replay!.lines += lines
  }
}
