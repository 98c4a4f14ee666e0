import Analysis
import Canvas
import Engine

// What has been run, and what is compared.
extension Session {
  static let mostRuns = 50
  /// How many of the compared runs are asked for at once; fewer where there are many rows, yet a slow one must not hold
  /// up the others.
  private var runsAtOnce: Int { (dataset?.rowCount ?? 0) > Self.mostRowsUnasked ? 2 : 3 }
  /// Above this many rows, what looks at every pair of them is run only when asked for.
  static let mostRowsUnasked = 20_000

  /// Every clusterer that fits the data, as it comes, then what was run before, then the current choice.
  var comparedRuns: [AlgorithmChoice] {
    let isMatrix = basis.preparation.isDissimilarityMatrix
    var choices = Clusterers.all.map { $0.description }.filter { !isMatrix || !$0.needs.contains(.features) }
      .map { AlgorithmChoice($0.id) }
    var known = Set(choices)
    for choice in runs + [clusterer] where known.insert(choice).inserted && fits(choice) { choices.append(choice) }
    return choices
  }

  private func fits(_ choice: AlgorithmChoice) -> Bool {
    guard let needs = try? Clusterers.named(choice.id).description.needs else { return false }
    return !basis.preparation.isDissimilarityMatrix || !needs.contains(.features)
  }

  /// Above this many rows the internal indices are left out: they look at every pair.
  var hasRunIndices: Bool { (dataset?.rowCount ?? .max) <= ScoresPane.largestForIndices }

  func runQuantity(_ choice: AlgorithmChoice) -> RunQuantity {
    RunQuantity(basis, choice, hasIndices: hasRunIndices)
  }

  /// The runs that are there, the failed ones, and of the others the next few: however many there are, they take
  /// turns, and whatever else is asked for has not to wait behind all of them.
  var wantedRuns: [AnyQuantity] {
    guard let dataset else { return [] }
    let runs = comparedRuns.filter { !waitsToBeAsked($0) }
    // Who stops some wants the others no more, until they are run again.
    var waiting = runs.contains { results.isCancelled(runQuantity($0)) } ? runsAtOnce : 0
    // Says whether a kd-tree can help.
    let pairs = dataset.rowCount > Self.mostRowsUnasked ? [AnyQuantity(DissimilarityQuantity(basis))] : []
    return [AnyQuantity(clusteringQuantity)] + pairs
      + runs.compactMap { choice in
        let quantity = runQuantity(choice)
        if results.value(quantity) == nil, results.failure(quantity) == nil {
          waiting += 1
          if waiting > runsAtOnce { return nil }
        }
        return AnyQuantity(quantity)
      }
  }

  /// Whether a run would look at every pair of many rows, and nobody has asked for it.
  func waitsToBeAsked(_ choice: AlgorithmChoice) -> Bool {
    guard let dataset, dataset.rowCount > Self.mostRowsUnasked, choice != clusterer, choice != comparedRun,
      !runs.contains(choice), let description = try? Clusterers.named(choice.id).description
    else { return false }
    // Until that is known, as if there were a kd-tree.
    let hasTree = results.value(DissimilarityQuantity(basis)).map { $0.dissimilarities.geometry != nil } ?? true
    return description.looksAtAllPairs(columns: hasTree ? dataset.featureNames.count : .max)
  }

  func runValue(_ choice: AlgorithmChoice) -> RunQuantity.Value? { results.value(runQuantity(choice)) }

  /// The run under the cursor, as an index of the compared ones.
  func selectedRunIndex(in runs: [AlgorithmChoice]) -> Int {
    runs.firstIndex(of: selectedRun ?? clusterer) ?? runs.firstIndex(of: clusterer) ?? 0
  }

  /// Whether the current run is OPTICS cut elsewhere than before.
  private func movesCut(from last: AlgorithmChoice) -> Bool {
    guard last.id == OPTICS.description.id, last.parameters["eps"] != nil, clusterer.parameters["eps"] != nil else {
      return false
    }
    var same = last
    same.parameters["eps"] = clusterer.parameters["eps"]
    return same == clusterer
  }

  /// Keeps the current choice among the runs once it has come to an end. A cut that is moved is one run.
  mutating func settleRuns() {
    guard !runs.contains(clusterer), results.value(clusteringQuantity) != nil else { return }
    if let last = runs.last, !keptRuns.contains(last), (cutHeight != nil && Session.isCut(last)) || movesCut(from: last) {
      runs.removeLast()
    }
    if runs.count >= Self.mostRuns { runs.removeFirst() }
    runs.append(clusterer)
  }

  private static func isCut(_ choice: AlgorithmChoice) -> Bool {
    choice.id == Linkage.description.id && choice.parameters["height"] != nil
  }
}

extension State {
  /// Moves the cursor over the compared runs.
  mutating func selectRun(_ index: Int) {
    guard let runs = session?.comparedRuns, runs.indices.contains(index) else { return }
    session?.selectedRun = runs[index]
  }

  mutating func moveRun(_ step: Int) {
    guard let session else { return }
    let runs = session.comparedRuns
    selectRun(min(max(0, session.selectedRunIndex(in: runs) + step), runs.count - 1))
  }

  /// Makes the run under the cursor the current one.
  mutating func useSelectedRun() {
    guard let session, let choice = session.selectedRun, choice != session.clusterer else {
      return tell("This is the current run already.")
    }
    use(run: choice)
  }

  mutating func use(run choice: AlgorithmChoice) {
    guard let session else { return }
    self.session!.rememberedParameters[session.clusterer.id] = session.clusterer.parameters
    self.session!.clusterer = choice
    self.session!.colouring = .cluster
    tell("\(Session.name(of: choice)) is the current run.")
  }
}

extension State {
  /// Marks the run under the cursor, to be held against the current one; a second time the mark goes.
  mutating func markRun() {
    guard let session else { return }
    let runs = session.comparedRuns
    let run = runs[session.selectedRunIndex(in: runs)]
    let isMarked = session.comparedRun == run
    self.session!.comparedRun = isMarked ? nil : run
    // The pair takes the place of the gallery.
    if focus == .gallery, !isMarked, isAvailable(.pair) { setFocus(.pair) }
    if focus == .pair, isMarked { setFocus(.gallery) }
    if isMarked {
      tell("No run is marked any more.")
    } else if run == session.clusterer {
      tell("\(Session.name(of: run)) is marked; Enter on another run holds the two against each other.")
    } else {
      tell("\(Session.name(of: run)) is held against the current run, \(Session.name(of: session.clusterer)).")
    }
  }
}

extension Session {
  /// "kmeans k=3": the algorithm and what was given for it, in the order of its description.
  static func name(of choice: AlgorithmChoice) -> String {
    let given = parameters(of: choice)
    return given.isEmpty ? choice.id : "\(choice.id) \(given)"
  }

  static func parameters(of choice: AlgorithmChoice) -> String {
    let names = (try? Clusterers.named(choice.id).description.parameters.map(\.name)) ?? []
    return names.compactMap { name in choice.parameters[name].map { "\(name)=\(shown($0))" } }.joined(separator: " ")
  }

  static func shown(_ value: ParameterValue) -> String {
    if case .real(let number) = value { return formatNumber(number) }
    return value.description
  }
}
