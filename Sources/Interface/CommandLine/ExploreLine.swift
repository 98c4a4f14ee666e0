import Engine
import Tabular

// The command line of the explorer as it stands: the options about the data, and commands for the rest.
extension State {
  func exploreLine(_ data: DataArguments) -> SessionCommandLine {
    guard let session else { return SessionCommandLine(meaning: "the explorer", arguments: []) }
    let all = viewCommands(data).map(\.text)
    // Longer ones are not taken by every system.
    let commands = all.filter { $0.utf8.count <= DataArguments.longest }
    let note = commands.count < all.count ? ", without the long selections: w saves those" : ""
    // A screen that shows nothing but a data set is the explorer on these data.
    return SessionCommandLine(
      meaning: (all.isEmpty ? "the explorer on these data" : "the explorer as it is now") + note,
      arguments: [explored(session)] + data.options + commands.flatMap { ["--do", $0] })
  }

  /// A file that is called like a command needs a folder.
  private func explored(_ session: Session) -> String {
    let file = session.file
    return file.contains("/") || file.contains(".") || file == "-" ? file : "./" + file
  }

  /// The commands that lead from the data, just opened with the options, to what is shown.
  func viewCommands(_ data: DataArguments) -> [Command] {
    guard let session, let choices else { return [] }
    var opened = State(size: size, themes: themes, basis: data.basis)
    opened.initialRows = data.rows
    opened.opening = Opening(path: session.path, fraction: nil)
    let columns = session.table.columns.filter { session.log.fileColumns.contains($0.name) }
    let table = Table(
      name: session.table.name, columns: columns, rowCount: session.table.rowCount, notes: session.table.notes)
    _ = opened.begin(path: session.path, table: table)
    guard var start = opened.choices else { return [] }
    // The same configuration begins with the same theme.
    start.theme = session.log.base?.theme ?? start.theme
    // Too many rows to be named are left out, as they are everywhere else.
    var wanted = choices
    if data.note != nil {
      wanted.basis.preparation.rows = nil
      wanted.widerRows = []
    } else if wanted.basis.preparation.rows != nil {
      // How one came to these rows is history.
      wanted.widerRows = [nil]
    }
    // Clusters that were kept as a column are those of a run that may be another by now.
    if let labels = wanted.basis.preparation.labels, session.clusterColumns[labels] != nil {
      wanted.basis.preparation.labels = nil
    }
    let commands = commands(from: start, to: wanted)
    for command in commands { _ = opened.perform(command) }
    return commands + placeCommands(from: opened)
  }

  /// Where one is: screen, panes and cursor.
  private func placeCommands(from opened: State) -> [Command] {
    var commands: [Command] = []
    var trial = opened
    func go(_ command: Command) {
      commands.append(command)
      _ = trial.perform(command)
    }
    if trial.screen != screen { go(.show(screen)) }
    if companion != focus, availablePanes.contains(companion), companion != trial.companion,
      companion != availablePanes.first
    {
      go(.focus(companion))
    }
    if trial.focus != focus { go(.focus(focus)) }
    if isMaximised { commands.append(.setMaximised(true)) }
    if let cursor = session?.cursor, cursor != .none { commands.append(.setCursor(cursor)) }
    return commands
  }
}
