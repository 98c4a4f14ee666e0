import Engine

/// What was chosen since a data set was opened, step by step, and how far of it holds: what was undone stays, until
/// something else is chosen.
public struct SessionLog: Sendable {
  public struct Entry: Sendable, Equatable {
    /// What leads here from the entry before; hardly ever more than one.
    public var commands: [Command]
    public var choices: Choices
    public let text: String

    init(commands: [Command], choices: Choices) {
      self.commands = commands
      self.choices = choices
      // Which number a cluster got is no step of its own, unless that is all.
      let steps = commands.filter { if case .numberClusters = $0 { false } else { true } }
      text = (steps.isEmpty ? commands : steps).map(\.text).joined(separator: "; ")
    }
  }

  /// What became of a run.
  public struct Run: Sendable, Equatable {
    public var seconds: Double
    public var clusters: Int
    public var noise: Int
    /// Those that are not at their default, also where the algorithm chose them.
    public var parameters: String
  }

  /// What opened the data set, and what differed from the start from what the table alone suggests.
  public internal(set) var opening: [Command] = []
  /// The choices after the opening.
  public internal(set) var base: Choices?
  public internal(set) var entries: [Entry] = []
  /// How many entries hold.
  public internal(set) var position = 0
  /// Counts changes of what would be saved.
  public internal(set) var revision = 0
  /// The columns of the file: all but those of selections that were kept.
  public internal(set) var fileColumns: Set<String> = []
  /// Every run that has ended, whether it was undone or not.
  public internal(set) var runs: [ClusteringQuantity: Run] = [:]
  /// Whether the last entry is a turn of the mouse wheel, which the next turn continues.
  var endsWithWheel = false
  /// The line of the log's pane that the cursor is on; nil for the last that holds.
  public internal(set) var cursor: Int?

  public init() {}

  /// The choices that hold.
  public var current: Choices? { position == 0 ? base : entries[position - 1].choices }

  /// The choices after so many entries.
  public func choices(after position: Int) -> Choices? {
    position <= 0 ? base : entries[min(position, entries.count) - 1].choices
  }

  /// The columns of clusters that what holds has kept.
  var clusterColumns: Set<String> {
    Set(
      entries.prefix(position).flatMap(\.commands).compactMap {
        if case .keepClustersAs(let name) = $0 { name } else { nil }
      })
  }

  /// Adds an entry; what was undone is gone.
  mutating func append(_ entry: Entry) {
    entries.removeSubrange(position...)
    entries.append(entry)
    position += 1
    revision += 1
    cursor = nil
  }

  /// What holds has changed without anyone choosing, as when a column is no longer there. The numbers that clusters
  /// got are written down too: they depend on what was shown before.
  mutating func amend(_ choices: Choices) {
    guard position > 0 else {
      base = choices
      revision += 1
      return
    }
    let numbers = choices.clusterNumbers
    let choicesBefore = self.choices(after: position - 1)
    if numbers != entries[position - 1].choices.clusterNumbers, let numbers {
      // Those of clusters that were kept on the way stay.
      let way = entries[position - 1].commands
      let end = way.lastIndex { if case .keepClustersAs = $0 { true } else { false } }.map { $0 + 1 } ?? 0
      entries[position - 1].commands =
        way[..<end] + way[end...].filter { if case .numberClusters = $0 { false } else { true } }
      // The usual ones go without saying, unless other numbers would be carried over.
      if !numbers.isEmpty || !(choicesBefore?.clusterNumbers ?? []).isEmpty {
        entries[position - 1].commands.append(.numberClusters(numbers))
      }
    }
    entries[position - 1].choices = choices
    revision += 1
  }

  /// Takes the last entry that holds away.
  mutating func removeLast() {
    guard position > 0 else { return }
    entries.removeSubrange((position - 1)...)
    position -= 1
    revision += 1
  }
}
