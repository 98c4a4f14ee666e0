import Analysis
import Engine

/// A saved session on its way back: the lines that are still to be done.
public struct Replay: Sendable {
  public let name: String
  public var lines: ArraySlice<LogFile.Line>
  /// The last lines that chose data and a clusterer: to blame if those fail in the end.
  var dataLine: LogFile.Line?
  var clusterLine: LogFile.Line?

  init(_ lines: [LogFile.Line], name: String) {
    self.name = name
    self.lines = lines[...]
  }

  /// What has to be known before the next line can be done.
  func needs(_ session: Session) -> [AnyQuantity] {
    switch lines.first?.command {
    case .keepClusters?, .keepClustersAs?: [AnyQuantity(session.clusteringQuantity)]
    case .cut(_, nil)?, .stepCut?: [AnyQuantity(ClusterSuggestionQuantity(session.basis))]
    // The last check asks what became of these.
    case nil:
      [
        AnyQuantity(session.datasetQuantity), AnyQuantity(DissimilarityQuantity(session.basis)),
        AnyQuantity(session.clusteringQuantity),
      ]
    case .selectCluster?: [AnyQuantity(session.datasetQuantity), AnyQuantity(session.clusteringQuantity)]
    case .growSelection?: [AnyQuantity(session.datasetQuantity), AnyQuantity(session.vatQuantity)]
    case let command?: command.isExact ? [] : [AnyQuantity(session.datasetQuantity)]
    }
  }

  func problem(_ line: LogFile.Line?, _ reason: String) -> LogProblem {
    LogProblem(name: name, line: line?.number ?? 1, text: line?.command.text ?? "the log", reason: reason)
  }
}

extension Command {
  /// Whether it says everything itself. What others do depends on what is known and shown at the time.
  fileprivate var isExact: Bool {
    switch self {
    case .cut(_, let smallest): smallest != nil
    case .numberClusters, .compareWith, .setReachabilityWindow, .setTreeWindow, .setReading, .setSelection, .lookAt,
      .setEllipses, .keepSelectionAs, .renameSelection, .forgetSelection, .useSelection, .clearSelection, .widen, .setFeatures, .setExcluded,
      .setRowNames, .setSample, .setSeed, .useMetric, .useProjection,
      .useClusterer, .setColouring, .setImage, .setPlotWindow, .setImageWindow, .setDendrogram, .setMarks,
      .setMaximised, .setPanes, .setCursor, .setScale, .setMissing, .setLabels, .setAxis, .setTheme, .show, .focus,
      .open, .setClusterer, .setParameter, .undo, .redo, .returnTo:
      true
    default: false
    }
  }

  fileprivate var choosesData: Bool {
    switch self {
    case .setFeatures, .setExcluded, .setRowNames, .setLabels, .setSample, .setMissing, .setScale, .useMetric,
      .lookAt, .lookAtSelected, .hideSelected, .widen, .toggleFeature, .open:
      true
    default: false
    }
  }

  fileprivate var choosesClusterer: Bool {
    switch self {
    case .setClusterer, .useClusterer, .setParameter, .stepParameter, .cut, .stepCut, .open: true
    default: false
    }
  }
}

extension State {
  /// Begins to do the lines of a saved session.
  mutating func begin(_ log: LogFile, from path: String) {
    opening = nil
    overlay = nil
    reading = nil
    replayProblem = nil
    replay = Replay(log.lines, name: path)
    if log.lines.isEmpty { endReplay(because: "it has no lines") }
  }

  /// Stops where a line could not be done.
  mutating func endReplay(because reason: String) {
    guard let replay else { return }
    fail(replay.problem(replay.dataLine ?? replay.lines.first, reason))
  }

  private mutating func fail(_ problem: LogProblem) {
    replay = nil
    replayProblem = problem
    complain("\(problem) What comes after it was left out.")
  }

  /// Does as many lines as can be done before something has to be waited for.
  mutating func continueReplay() -> [Effect] {
    var effects: [Effect] = []
    while let replay, opening == nil {
      guard let line = replay.lines.first else { return effects + finishReplay() }
      if session != nil, !line.command.isExact, !isSettled { return effects }
      if let reason = objection(to: line.command) {
        fail(replay.problem(line, reason))
        return effects
      }
      self.replay!.lines.removeFirst()
      if line.command.choosesData { self.replay!.dataLine = line }
      if line.command.choosesClusterer { self.replay!.clusterLine = line }
      notice = nil
      effects += perform(line.command)
      if let notice, notice.isError {
        fail(replay.problem(line, notice.text))
        return effects
      }
      // A saved session says where numbers are others than these.
      session?.numberAsUsual()
      if case .numberClusters = line.command, session?.log.position == 0 {
        recordChange(isNumbering: true)
      } else {
        recordChange()
      }
      notice = nil
    }
    return effects
  }

  /// Whether nothing is awaited any more.
  private var isSettled: Bool {
    guard let session else { return true }
    return wanted.allSatisfy { session.results.isFinished($0) }
  }

  /// All lines are done; what they ask for must also be there.
  private mutating func finishReplay() -> [Effect] {
    guard let replay, let session, isSettled else {
      if session == nil { self.replay = nil }
      return []
    }
    if let reason = session.results.failure(session.datasetQuantity)
      ?? session.results.failure(DissimilarityQuantity(session.basis))
    {
      fail(replay.problem(replay.dataLine, reason))
    } else if let reason = session.results.failure(session.clusteringQuantity) {
      fail(replay.problem(replay.clusterLine, reason))
    }
    self.replay = nil
    return []
  }
}
