import Analysis
import Canvas
import Engine
import Interface
import Testing

@Suite("Numbers and colours of clusters") struct ClusterNumberTests {
  private func codes(_ driver: HeadlessDriver) -> [Int] { driver.state.session?.shownRun?.codes ?? [] }
  private func shown(_ driver: HeadlessDriver) -> String {
    var state = driver.state
    state.notice = nil
    return Driving.text(state)
  }

  @Test("the rows that two runs agree on keep their number, whichever run comes next")
  func kept() throws {
    var driver = try Driving.driver("iris", 120, 40)
    var before = codes(driver)
    #expect(before[0] == 0 && before.max() == 1)
    for key in KeyScript.parse("] ] [ [ a gmm Enter a linkage Enter ] s none Enter") {
      try driver.send(.key(key))
      let after = codes(driver)
      guard after.count == before.count else { continue }
      // As many rows keep their number as any renaming could keep.
      let matching = ClusterMatching(of: after, to: before)
      let kept = zip(before, after).count { $0 >= 0 && $0 == $1 }
      #expect(kept == matching.sharedRows)
      before = after
    }
  }

  @Test("a pane shows the same number and colour everywhere, and the run's own labels but for names")
  func consistent() throws {
    let driver = try Driving.driver("iris", 120, 40, keys: "] ] ] a kmedoids Enter ] ]")
    let session = try #require(driver.state.session)
    let shown = try #require(session.shownRun)
    #expect(canonicalLabels(shown.codes) == shown.clustering.labels)
    #expect(Set(shown.numbers).count == shown.clustering.clusterCount)
    let lines = frame(driver.state).lines
    for number in shown.numbers {
      let size = shown.codes.count { $0 == number }
      #expect(lines.contains { $0.contains(" cluster \(number) ") && $0.contains(" \(size) ") })
    }
    #expect(lines.count { $0.contains(" cluster ") } == shown.numbers.count)
  }

  @Test("undo brings the colours back, redo too, and a new choice is matched to what is shown")
  func undo() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "] ] a gmm Enter ]")
    var frames = [shown(driver)]
    for _ in 0..<4 {
      try driver.send(.key(.character("u")))
      frames.append(shown(driver))
    }
    for expected in frames.dropLast().reversed() {
      try driver.send(.key(.control("r")))
      #expect(shown(driver) == expected)
    }
    #expect(driver.state.session?.log.entries.count == 4, "numbers are no steps of their own")
  }

  @Test("a saved session has the same numbers, without running what came before")
  func replay() throws {
    // k = 3 numbers two clusters otherwise than by first appearance.
    let driver = try Driving.driver("iris", 120, 40, keys: "] ] a gmm Enter ]")
    let session = try #require(driver.state.session)
    let saved = try #require(driver.state.logFile)
    #expect(session.shownRun?.numbers != Array(0..<(session.shownRun?.numbers.count ?? 0)))
    #expect(saved.text.contains("\nnumber clusters "))
    #expect(!session.log.entries.contains { $0.text.contains("number") })
    var again = HeadlessDriver(Driving.state(120, 40))
    try again.send(try LogFile(text: saved.text), from: "test")
    #expect(again.state.replayProblem == nil)
    #expect(codes(again) == codes(driver))
    #expect(again.state.session?.runs.count == 1)
    #expect(again.state.logFile?.text == saved.text)
  }

  @Test("numbers that do not fit the run are left aside")
  func unfit() throws {
    var driver = try Driving.driver("iris", 120, 40)
    for numbers in [[3], [0, 1, 2, 3]] {
      try driver.send(.command(.numberClusters(numbers)))
      #expect(codes(driver).max() == 1)
    }
    try driver.send(.command(.numberClusters([7, 2])))
    #expect(Set(codes(driver)) == [7, 2])
    #expect(frame(driver.state).lines.contains { $0.contains("cluster 7") })
  }

  @Test("K keeps the clusters of a cut as labels and as a run, also in a saved session")
  func keepClusters() throws {
    var driver = try Driving.driver("penguins", 120, 40, keys: "4 } } K")
    let session = try #require(driver.state.session)
    #expect(session.basis.preparation.labels == "cut 1")
    #expect(session.colouring == .cluster)
    let cut = session.clusterer
    let codes = try #require(session.shownRun?.codes)
    let column = try #require(session.table.columns.last)
    #expect(column.name == "cut 1" && column.missingCount == 344 - codes.count { $0 >= 0 })
    let dataset = try #require(session.results.value(DatasetQuantity(session.basis.preparation)))
    for (row, code) in codes.enumerated() {
      let text = column.text(at: dataset.rowNumbers[row])
      #expect(text == (code < 0 ? "" : "cluster \(code)"))
    }
    // The next cut does not take its place among the runs.
    for key in KeyScript.parse("} }") { try driver.send(.key(key)) }
    #expect(driver.state.session?.runs.contains(cut) == true)
    let saved = try #require(driver.state.logFile)
    #expect(saved.text.contains("keep clusters as \"cut 1\"\n"))
    var again = HeadlessDriver(Driving.state(120, 40))
    try again.send(try LogFile(text: saved.text), from: "test")
    #expect(again.state.replayProblem == nil)
    #expect(again.state.session?.table.columns.last?.missingCount == column.missingCount)
    #expect(again.state.session?.basis.preparation.labels == "cut 1")
    // Undone, and used again after other choices: the log leads to the same clusters first.
    for key in KeyScript.parse("u u u") { try driver.send(.key(key)) }
    #expect(driver.state.session?.basis.preparation.labels == "label")
    for command in [Command.setScale(.robust), .useClusterer(AlgorithmChoice("dbscan")), .setLabels("cut 1")] {
      try driver.send(.command(command))
    }
    let reused = try #require(driver.state.logFile)
    again = HeadlessDriver(Driving.state(120, 40))
    try again.send(try LogFile(text: reused.text), from: "test")
    #expect(again.state.replayProblem == nil, "\(reused.text)")
    let remade = try #require(again.state.session?.table.columns.last)
    #expect(remade.name == column.name)
    for row in 0..<344 { #expect(remade.text(at: row) == column.text(at: row), "\(row): \(reused.text)") }
    #expect(again.state.choices == driver.state.choices, "\(reused.text)")
    try driver.send(.command(.useClusterer(cut)))
    try driver.send(.command(.setParameter("height", .real(1e-9))))
    try driver.send(.key(.character("K")))
    #expect(driver.state.notice?.text == "keep clusters: every row is noise.")
  }
}
