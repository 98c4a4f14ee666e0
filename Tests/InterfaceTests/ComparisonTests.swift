import Analysis
import Canvas
import Engine
import Interface
import Testing

@Suite("Two runs side by side") struct ComparisonTests {
  private func shown(_ driver: HeadlessDriver) -> [PaneID] { Layout(driver.state)?.panes.map(\.pane) ?? [] }

  @Test("Space marks a run; the pair takes the gallery's place until the mark goes")
  func marking() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "] 5 Home Space")
    #expect(driver.state.session?.comparedRun == AlgorithmChoice("kmeans"))
    #expect(shown(driver) == [.runs, .pair, .agreement, .contingency])
    let lines = frame(driver.state).lines
    #expect(
      lines.contains { $0.contains("marked: kmeans: 2 clusters") && $0.contains("current: kmeans k=3: 3 clusters") })
    #expect(driver.state.session?.log.entries.last?.text == "compare with kmeans")
    try driver.send(.key(.character(" ")))
    #expect(shown(driver).contains(.gallery) && !shown(driver).contains(.pair))
    try driver.send(.key(.character("u")))
    #expect(shown(driver).contains(.pair))
    for key in KeyScript.parse("Tab E") { try driver.send(.key(key)) }
    #expect(driver.state.session?.comparedRun == nil)
    #expect(shown(driver).contains(driver.state.focus))
    // From the gallery the focus goes to the pair and back.
    for key in KeyScript.parse("5 Tab Space") { try driver.send(.key(key)) }
    #expect(driver.state.focus == .pair || driver.state.focus == .gallery)
  }

  @Test("the table counts the rows in each two clusters, and a cell is the cursor of all panes")
  func contingency() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "] 5 Home Space Tab Tab Tab Down")
    #expect(driver.state.focus == .contingency)
    let session = try #require(driver.state.session)
    let first = try #require(
      session.results.value(ClusteringQuantity(session.basis, AlgorithmChoice("kmeans")))?.clustering.labels)
    let second = try #require(session.shownRun?.codes)
    // setosa is cluster 0 in both.
    #expect(driver.state.session?.cursor == .rows(first.indices.filter { first[$0] == 0 && second[$0] == 0 }))
    let index = try #require(AdjustedRand.value(first, second))
    #expect(frame(driver.state).lines.contains { $0.contains("adjusted Rand \(formatNumber(index, decimals: 3)), ") })
    for key in KeyScript.parse("Down Right") { try driver.send(.key(key)) }
    guard case .rows(let rows)? = driver.state.session?.cursor else { return #expect(Bool(false)) }
    #expect(Set(rows.map { first[$0] }).count == 1 && Set(rows.map { second[$0] }).count == 1)
    try driver.send(.key(.character(" ")))
    #expect(driver.state.session?.selection.rows == rows)
    // All rows that are not in paired clusters.
    try driver.send(.key(.character("!")))
    let differing = try #require(driver.state.session?.selection.rows)
    let shared = ClusterMatching(of: first, to: second).sharedRows
    #expect(differing.count == 150 - shared)
    // A click goes to a cell.
    let area = try #require(Layout(driver.state)?.area(of: .contingency))
    try driver.send(.mouse(.press, Point(x: area.x + 16, y: area.y + 4)))
    guard case .rows(let clicked)? = driver.state.session?.cursor else { return #expect(Bool(false)) }
    #expect(clicked.count == 50)
  }

  @Test("without a mark the classes are compared with, and without classes there is no such pane")
  func labels() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "5")
    #expect(shown(driver).contains(.contingency))
    #expect(frame(driver.state).lines.contains { $0.contains("down label, across kmeans") })
    try driver.send(.command(.setLabels(nil)))
    #expect(!shown(driver).contains(.contingency))
    let matrix = try Driving.driver("eurodist_matrix", 120, 40, keys: "5 Down Space")
    #expect(shown(matrix).contains(.contingency) && !shown(matrix).contains(.pair))
  }

  @Test("a saved session holds the two runs against each other again")
  func replay() throws {
    let driver = try Driving.driver("iris", 120, 40, keys: "] ] 5 Home Down Space")
    let saved = try #require(driver.state.logFile)
    var again = HeadlessDriver(Driving.state(120, 40))
    try again.send(try LogFile(text: saved.text), from: "test")
    #expect(again.state.replayProblem == nil)
    #expect(again.state.session?.comparedRun == driver.state.session?.comparedRun)
    #expect(shown(again) == shown(driver))
    let matrix = try LogFile(text: "open \(Driving.sample("eurodist_matrix"))\ncompare with kmeans\n")
    try again.send(matrix, from: "test")
    #expect(again.state.replayProblem?.reason.contains("needs features") == true)
  }

  @Test("the agreement matrix scrolls sideways to the run under the cursor")
  func agreement() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "5 Tab Tab")
    #expect(driver.state.focus == .agreement)
    func heads() -> String { frame(driver.state).lines[2] }
    #expect(heads().contains(" L   1   2 ") && heads().contains("»"))
    try driver.send(.key(.end))
    let count = driver.state.session.map { $0.results.value(RunQuantity($0.basis, $0.clusterer, hasIndices: true)) }
    #expect(count != nil)
    #expect(heads().contains("\(Clusterers.all.count)") && heads().contains("«"))
  }
}

@Suite("Reachability and condensed tree") struct DensityPaneTests {
  private func rows(_ driver: HeadlessDriver) -> [Int] {
    switch driver.state.session?.cursor {
    case .row(let row): [row]
    case .rows(let rows): rows
    default: []
    }
  }

  @Test("the plot goes along the visit of OPTICS; Up is the valley around, Down the larger part of it")
  func valleys() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "6 Tab Right")
    #expect(driver.state.focus == .reachability)
    let session = try #require(driver.state.session)
    let run = ClusteringQuantity(session.basis, AlgorithmChoice("optics"))
    let pane = try #require(Layout(driver.state)?.area(of: .reachability))
    let plot = try #require(
      session.results.value(ReachabilityWindowQuantity(run, window: nil, steps: 2 * (pane.width - 2))))
    var current = rows(driver)
    while current.count < 150 {
      try driver.send(.key(.up))
      let wider = rows(driver)
      #expect(wider.count > current.count && Set(wider).isSuperset(of: current))
      // Side by side in the visit, with walls no lower than what is inside.
      let places = plot.order.indices.filter { wider.contains(plot.order[$0]) }
      let (first, last) = (places[0], places[places.count - 1])
      #expect(last - first + 1 == wider.count)
      let inside = plot.profile[first...last].dropFirst().max() ?? 0
      #expect(plot.profile[first] >= inside || first == 0)
      if last + 1 < 150 { #expect(plot.profile[last + 1] >= inside) }
      current = wider
    }
    try driver.send(.key(.up))
    #expect(driver.state.notice?.text == "These are all rows.")
    try driver.send(.key(.down))
    // The highest bar parts setosa from the rest.
    #expect(rows(driver).count == 100)
    try driver.send(.key(.character(" ")))
    #expect(driver.state.session?.selection.count == 100)
  }

  @Test("boxes and clicks take bars, + shows fewer of them, and Enter makes the run the current one")
  func using() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "6 Tab Right + +")
    #expect(driver.state.session?.reachabilityWindow != nil)
    #expect(driver.state.session?.log.entries.last?.text.hasPrefix("window reachability ") == true)
    for key in KeyScript.parse("0 Esc") { try driver.send(.key(key)) }
    let area = try #require(Layout(driver.state)?.area(of: .reachability))
    try driver.send(.mouse(.press, Point(x: area.x + 10, y: area.y + 5)))
    #expect(!rows(driver).isEmpty)
    try driver.send(.mouse(.drag, Point(x: area.x + 19, y: area.y + 8)))
    try driver.send(.mouse(.release, Point(x: area.x + 19, y: area.y + 8)))
    #expect((15...30).contains(driver.state.session?.selection.count ?? 0))
    try driver.send(.key(.enter))
    #expect(driver.state.session?.clusterer == AlgorithmChoice("optics"))
    try driver.send(.key(.enter))
    #expect(driver.state.notice?.text.contains("of the current run already") == true)
    // With an eps the plot has a line there.
    try driver.send(.command(.setParameter("eps", .real(0.7))))
    try driver.send(.command(.setCursor(.none)))
    #expect(frame(driver.state).lines.contains { $0.contains("cut at eps 0.7") })
  }

  @Test("the condensed tree is there for HDBSCAN alone, and goes with it")
  func presence() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "6")
    #expect(Layout(driver.state)?.area(of: .condensed) == nil)
    try driver.send(.command(.setClusterer("hdbscan")))
    #expect(Layout(driver.state)?.area(of: .condensed) != nil)
    try driver.send(.command(.focus(.condensed)))
    #expect(driver.state.focus == .condensed)
    try driver.send(.command(.setClusterer("kmeans")))
    #expect(driver.state.focus == .tree)
  }

  @Test("its arrows walk from cluster to cluster, and a branch is its rows")
  func walking() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "a hdbscan Enter 6")
    try driver.send(.command(.focus(.condensed)))
    let session = try #require(driver.state.session)
    let value = try #require(session.results.value(CondensedTreeQuantity(session.clusteringQuantityForTests)))
    try driver.send(.key(.down))
    #expect(rows(driver).count == 150)
    try driver.send(.key(.down))
    let branch = rows(driver)
    let cluster = try #require(value.cluster(holding: branch))
    #expect(value.tree.clusters[cluster].size == branch.count && value.tree.clusters[cluster].parent == 0)
    try driver.send(.key(.left))
    try driver.send(.key(.right))
    try driver.send(.key(.up))
    #expect(rows(driver).count == 150)
    // A click on a cluster is the same as walking there.
    let area = try #require(Layout(driver.state)?.area(of: .condensed))
    try driver.send(.mouse(.press, Point(x: area.maxX - 6, y: area.y + 6)))
    let clicked = rows(driver)
    #expect(!clicked.isEmpty && clicked.count < 150)
    try driver.send(.key(.character(" ")))
    #expect(driver.state.session?.selection.rows == clicked)
  }

  @Test("the cut line of the tree can be dragged")
  func dragging() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "6 }")
    func height() -> Double {
      if case .real(let height)? = driver.state.session?.clusterer.parameters["height"] { height } else { .nan }
    }
    let start = height()
    let area = try #require(Layout(driver.state)?.area(of: .tree))
    let lines = frame(driver.state).lines
    let y = try #require((area.y..<area.maxY).first { lines[$0].contains("───⢸") || lines[$0].contains("⡇───") })
    try driver.send(.mouse(.press, Point(x: area.x + 12, y: y)))
    try driver.send(.mouse(.drag, Point(x: area.x + 12, y: y + 3)))
    #expect(driver.state.session?.box == nil)
    try driver.send(.mouse(.release, Point(x: area.x + 12, y: y + 3)))
    #expect(height() < start)
    #expect(driver.state.session?.log.entries.count == 2)
  }
}

extension Session {
  fileprivate var clusteringQuantityForTests: ClusteringQuantity { ClusteringQuantity(basis, clusterer) }
}
