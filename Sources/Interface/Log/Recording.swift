import Analysis
import Canvas
import Engine

extension State {
  /// Begins the log of a data set that has just been opened.
  /// - Parameter plain: what would have been chosen had nothing been asked for.
  mutating func beginLog(from plain: Choices?) {
    guard var plain, let choices, let path = session?.path else { return }
    plain.theme = themes.first.name
    plain.dendrogram = nil
    plain.marks = nil
    plain.arrangements = [:]
    var opening: [Command] = []
    if let reading, reading != Reading() { opening.append(.setReading(reading)) }
    opening.append(.open(path))
    session!.log.opening = opening + commands(from: plain, to: choices)
    session!.log.base = choices
    session!.log.fileColumns = Set(session!.table.columns.map(\.name))
  }

  /// Writes down what an action has changed.
  mutating func record(_ action: Action, before: Choices?) {
    switch action {
    case .computed(let quantity, .value(let value), _):
      if let run = quantity.base as? ClusteringQuantity, let value = value as? ClusteringQuantity.Value {
        session?.log.runs[run] = SessionLog.Run(
          value, of: try? Clusterers.named(run.clusterer.id).description)
      }
      amendLog(before)
    case .computed, .progressed, .reading, .openFailed, .opened, .openedLog, .saved, .saveFailed: amendLog(before)
    case .mouse(.press, _, _), .mouse(.drag, _, _): break
    case .mouse(.wheelUp, _, _), .mouse(.wheelDown, _, _): recordChange(isWheel: true)
    case .command(.numberClusters): recordChange(isNumbering: true)
    case .key, .mouse, .paste, .resize, .command: recordChange()
    }
  }

  /// What results have made impossible is no choice of anyone's.
  private mutating func amendLog(_ before: Choices?) {
    guard let before, let choices, before == session?.log.current, choices != before else { return }
    session!.log.amend(choices)
  }

  /// - Parameters:
  ///   - isWheel: whether the change belongs to that of the last turn of the mouse wheel.
  ///   - isNumbering: whether the numbers of clusters are what was asked for. Otherwise they follow from the rest.
  mutating func recordChange(isWheel: Bool = false, isNumbering: Bool = false) {
    guard let choices, let current = session?.log.current, choices != current, !isTrying else { return }
    var settled = current
    settled.clusterNumbers = choices.clusterNumbers
    if settled == choices, !isNumbering { return session!.log.amend(choices) }
    var before = current
    if isWheel, session!.log.endsWithWheel, session!.log.position == session!.log.entries.count {
      before = session!.log.choices(after: session!.log.position - 1) ?? current
      session!.log.removeLast()
    }
    session!.log.endsWithWheel = isWheel && choices != before
    guard choices != before else { return }
    let (kept, base) = keepingCommands(from: before, to: choices)
    let commands = kept + commands(from: base, to: choices)
    // Where no command says what has changed, such as how clusters are numbered, nobody has chosen it.
    guard !commands.isEmpty else {
      session!.log.amend(choices)
      return
    }
    session!.log.append(SessionLog.Entry(commands: commands, choices: choices))
  }

  /// Clusters that were kept as a column which is used now: mostly those of the moment. Where their keeping was undone
  /// since, what led to them comes first.
  /// - Returns: the commands, and the choices after them.
  private func keepingCommands(from before: Choices, to after: Choices) -> ([Command], Choices) {
    guard let session else { return ([], before) }
    let used = Set([after.basis.preparation.labels, after.basis.preparation.id].compactMap(\.self))
    var (commands, base) = ([Command](), before)
    for name in used.subtracting(session.log.clusterColumns).sorted() {
      guard let kept = session.clusterColumns[name] else { continue }
      var source = base
      source.basis = kept.basis
      source.widerRows = kept.widerRows
      source.clusterer = kept.clusterer
      source.clusterNumbers = kept.clusterNumbers
      commands += self.commands(from: base, to: source) + [.keepClustersAs(name)]
      var trial = self
      trial.restore(source)
      _ = trial.perform(.keepClustersAs(name))
      base = trial.choices ?? source
    }
    return (commands, base)
  }

  /// Whether what is shown is still being tried out: only what is left in the end is written down.
  private var isTrying: Bool {
    switch overlay {
    case .form: true
    case .menu(let menu):
      if case .form? = menu.under.last { true } else { menu.isLive }
    default: false
    }
  }
}

extension SessionLog.Run {
  init(_ value: ClusteringQuantity.Value, of description: AlgorithmDescription?) {
    let clustering = value.clustering
    let parameters = description?.parameters ?? []
    self.init(
      seconds: value.elapsedSeconds, clusters: clustering.clusterCount, noise: clustering.labels.count { $0 < 0 },
      parameters: parameters.compactMap { parameter in
        guard let used = clustering.parameters[parameter.name], used != parameter.standard else { return nil }
        let text = if case .real(let number) = used { formatNumber(number) } else { used.description }
        return "\(parameter.name)=\(text)"
      }.joined(separator: " "))
  }
}

// MARK: Undo and redo

extension State {
  var canUndo: Availability {
    guard let log = session?.log else { return .disabled("open a data set first") }
    return log.position > 0 ? .enabled : .disabled("nothing has been chosen yet")
  }

  var canRedo: Availability {
    guard let log = session?.log else { return .disabled("open a data set first") }
    return log.position < log.entries.count ? .enabled : .disabled("nothing was undone")
  }

  mutating func undo() {
    recordChange()
    guard let log = session?.log, log.position > 0 else { return }
    let text = log.entries[log.position - 1].text
    go(to: log.position - 1)
    tell("Undone: \(text)")
  }

  mutating func redo() {
    guard let log = session?.log, log.position < log.entries.count else { return }
    go(to: log.position + 1)
    tell("Done again: \(log.entries[log.position].text)")
  }

  mutating func returnTo(_ position: Int) {
    recordChange()
    guard let log = session?.log, (0...log.entries.count).contains(position), position != log.position else { return }
    let count = abs(position - log.position)
    let steps = "\(count) \(count == 1 ? "step" : "steps")"
    tell(position < log.position ? "Went back \(steps); Ctrl-R takes that back." : "Went forward \(steps).")
    go(to: position)
  }

  private mutating func go(to position: Int) {
    guard let choices = session?.log.choices(after: position) else { return }
    session!.log.position = position
    session!.log.revision += 1
    session!.log.endsWithWheel = false
    restore(choices)
  }
}
