import Analysis
import Canvas
import Engine
import Interface
import Testing

extension Session {
  fileprivate var analysed: Dataset? { results.value(DatasetQuantity(basis.preparation)) }
  fileprivate var currentRun: Clustering? { results.value(ClusteringQuantity(basis, clusterer))?.clustering }
}

@Suite("Data screen") struct DataScreenTests {
  @Test("Enter and Space switch a feature out and in again, and every picture follows")
  func features() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "1 Down Enter")
    func features() -> [String]? { driver.state.session?.analysed?.featureNames }
    #expect(features() == ["sepal_length", "petal_length", "petal_width"])
    try driver.send(.key(.character(" ")))
    #expect(features() == ["sepal_length", "sepal_width", "petal_length", "petal_width"])
    // A text column cannot be one.
    try driver.send(.key(.end))
    try driver.send(.key(.enter))
    #expect(driver.state.notice?.text.contains("holds text") == true)
    #expect(features()?.count == 4)
  }

  @Test("one feature has to stay, whichever way it would go")
  func lastFeature() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "1 Enter Down Enter Down Enter Down")
    #expect(driver.state.session?.analysed?.featureNames == ["petal_width"])
    for key in [KeyPress.enter, .character("L"), .character("N")] {
      try driver.send(.key(key))
      #expect(driver.state.notice?.isError == true)
      #expect(driver.state.session?.analysed?.featureNames == ["petal_width"])
    }
  }

  @Test("L and N give a column the part, take it from any other, and take it away again")
  func parts() throws {
    var driver = try Driving.driver("penguins", 120, 40, keys: "1 Enter")
    func preparation() -> Preparation { driver.state.session!.basis.preparation }
    // island is text: it can name rows and hold classes.
    for key in ["N", "L"] { try driver.send(.key(.character(Character(key)))) }
    #expect(preparation().labels == "island" && preparation().id == nil)
    try driver.send(.key(.character("N")))
    #expect(preparation().labels == nil && preparation().id == "island")
    try driver.send(.key(.character("N")))
    #expect(preparation().id == nil)
    // A feature that was asked for by name is one no more.
    for key in [KeyPress.down, .enter, .enter, .character("L")] { try driver.send(.key(key)) }
    #expect(preparation().labels == "bill_length_mm")
    #expect(driver.state.session?.analysed?.featureNames.contains("bill_length_mm") == false)
    #expect(driver.state.session?.analysed != nil)
  }

  @Test("the row in the table and the point in the scatterplot are one cursor")
  func linked() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "1 Tab Down Down Down")
    #expect(driver.state.session?.cursor == .row(2))
    try driver.send(.key(.pageDown))
    try driver.send(.key(.end))
    #expect(driver.state.session?.cursor == .row(149))
    #expect(frame(driver.state).lines.contains { $0.contains("149           5.9") })
    try driver.send(.key(.character("2")))
    try driver.send(.key(.right))
    guard case .row(let row)? = driver.state.session?.cursor else {
      Issue.record("no row")
      return
    }
    try driver.send(.key(.character("1")))
    let line = frame(driver.state).lines.first { $0.contains("\(row)           ") }
    #expect(line != nil, "row \(row) is on the screen")
  }

  @Test("the rows show the table's own values, also where rows were left out")
  func ownValues() throws {
    let driver = try Driving.driver("penguins", 160, 40, keys: "1 Tab Down Down Down Down")
    #expect(driver.state.session?.cursor == .row(3))
    // Row 3 has missing values; the fourth row analysed is row 4 of the table.
    let line = frame(driver.state).lines.first { $0.contains(" 4  Torge") }
    #expect(line?.contains("36.7") == true && line?.contains("19.3") == true)
  }

  @Test("clicking chooses a column and a row; a double click switches")
  func mouse() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "1")
    let table = try #require(Layout(driver.state)?.area(of: .table))
    try driver.send(.mouse(.press, Point(x: table.x + 5, y: table.y + 4)))
    #expect(driver.state.session?.columnCursor == 2)
    try driver.send(.mouse(.doubleClick, Point(x: table.x + 5, y: table.y + 4)))
    #expect(driver.state.session?.analysed?.featureNames.contains("petal_length") == false)
    let rows = try #require(Layout(driver.state)?.area(of: .rows))
    try driver.send(.mouse(.press, Point(x: rows.x + 5, y: rows.y + 9)))
    #expect(driver.state.session?.cursor == .row(7))
    try driver.send(.mouse(.wheelDown, Point(x: rows.x + 5, y: rows.y + 9)))
    #expect(driver.state.session?.cursor == .row(8))
  }

  @Test("selected rows are marked in the table, and lines of the table can be selected")
  func selection() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "1 Tab Down Down Space")
    #expect(driver.state.session?.selection.rows == [1])
    let rows = try #require(Layout(driver.state)?.area(of: .rows))
    try driver.send(.mouse(.press, Point(x: rows.x + 5, y: rows.y + 4)))
    try driver.send(.mouse(.drag, Point(x: rows.x + 9, y: rows.y + 6)))
    try driver.send(.mouse(.release, Point(x: rows.x + 9, y: rows.y + 6)))
    #expect(driver.state.session?.selection.rows == [2, 3, 4])
    // Kept as labels, the selection is a column like others.
    for key in KeyScript.parse("S rare Enter") { try driver.send(.key(key)) }
    #expect(frame(driver.state).lines.contains { $0.contains("L  rare") && $0.contains("text") })
  }

  @Test("a matrix has no features to switch")
  func matrix() throws {
    var driver = try Driving.driver("eurodist_matrix", 120, 40, keys: "1")
    for key in [KeyPress.enter, .character(" "), .character("L"), .character("N")] {
      try driver.send(.key(key))
      #expect(driver.state.notice?.text.contains("has no features") == true)
    }
  }
}

@Suite("Compare screen") struct CompareScreenTests {
  private func choice(_ id: String, _ parameters: [String: ParameterValue] = [:]) -> AlgorithmChoice {
    AlgorithmChoice(id, ParameterValues(parameters))
  }

  @Test("every algorithm as it comes, then what was run, each once")
  func runs() throws {
    var driver = try Driving.driver("iris", 200, 60, keys: "] ] [ 5")
    let session = try #require(driver.state.session)
    #expect(
      session.runs == [
        choice("kmeans"), choice("kmeans", ["k": .integer(3)]), choice("kmeans", ["k": .integer(4)]),
      ])
    let lines = frame(driver.state).lines
    for (number, id) in (Clusterers.all.map { $0.description.id }).enumerated() {
      #expect(lines.contains { $0.contains("\(number + 1)  \(id)") })
    }
    #expect(lines.count { $0.contains("kmeans k=3  ") && !$0.contains(":") } >= 1)
    // A run that is there already is no new one.
    try driver.send(.command(.setClusterer("kmeans")))
    #expect(driver.state.session?.runs.count == 3)
  }

  @Test("a cut that is moved by hand is one run; no more than fifty are kept")
  func history() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "4 } } { }")
    #expect(driver.state.session?.runs.count == 2)
    for k in 2...70 { try driver.send(.command(.setParameter("k", .integer(k)))) }
    try driver.send(.command(.setClusterer("kmeans")))
    for k in 2...70 { try driver.send(.command(.setParameter("k", .integer(k)))) }
    #expect(driver.state.session?.runs.count == 50)
    #expect(driver.state.session?.runs.last == choice("kmeans", ["k": .integer(70)]))
  }

  @Test("the cursor is shared by table, gallery and agreement; Enter makes the run the current one")
  func useRun() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "5 Down")
    let ids = Clusterers.all.map { $0.description.id }
    #expect(driver.state.session?.selectedRun == choice(ids[1]))
    try driver.send(.key(.tab))
    try driver.send(.key(.right))
    #expect(driver.state.focus == .gallery)
    #expect(driver.state.session?.selectedRun == choice(ids[2]))
    try driver.send(.key(.tab))
    try driver.send(.key(.up))
    #expect(driver.state.session?.selectedRun == choice(ids[1]))
    try driver.send(.key(.enter))
    #expect(driver.state.session?.clusterer == choice(ids[1]))
    #expect(driver.state.session?.colouring == .cluster)
    #expect(driver.state.session?.currentRun != nil)
    try driver.send(.key(.enter))
    #expect(driver.state.notice?.text == "This is the current run already.")
  }

  @Test("the table shows the numbers of the run")
  func numbers() throws {
    let driver = try Driving.driver("iris", 120, 40, keys: "5")
    let session = try #require(driver.state.session)
    let run = try #require(
      session.results.value(RunQuantity(session.basis, choice("kmeans"), hasIndices: true)))
    let line = try #require(frame(driver.state).lines.first { $0.contains("1  kmeans") })
    let silhouette = try #require(run.internal.first { $0.key == "silhouette" }?.value)
    #expect(line.contains(formatNumber(silhouette, decimals: 3)))
    #expect(line.contains(formatNumber(try #require(run.adjustedRand), decimals: 3)))
  }

  @Test("clusters of another run have the colours of those that they share most rows with")
  func colours() throws {
    let driver = try Driving.driver("iris", 120, 40, depth: .indexed256, keys: "5 ] Home")
    let canvas = frame(driver.state)
    let area = try #require(Layout(driver.state)?.area(of: .gallery))
    // setosa stands alone on the left in every picture: one colour for all runs.
    func colours(_ title: String) -> Set<Color> {
      var colours: Set<Color> = []
      for y in area.y..<area.maxY {
        let line = (0..<canvas.size.width).map { Character(canvas[$0, y].scalar) }
        for x in area.x..<area.maxX where String(line[x...].prefix(title.count)) == title {
          for below in (y + 1)...(y + 6) {
            for column in x..<x + 4 where canvas[column, below].scalar != " " {
              colours.insert(canvas[column, below].style.foreground)
            }
          }
        }
      }
      return colours.subtracting([driver.state.theme.noise])
    }
    #expect(colours("1 kmeans:").count == 1)
    #expect(colours("2 kmedoids:") == colours("1 kmeans:"))
    #expect(colours("3 gmm:") == colours("1 kmeans:"))
  }

  @Test("a matrix has runs, and no gallery")
  func matrix() throws {
    let driver = try Driving.driver("eurodist_matrix", 120, 40, keys: "5")
    let text = frame(driver.state).lines.joined()
    let fitting = Clusterers.all.map { $0.description }.filter { !$0.needs.contains(.features) }.map(\.id)
    for (index, id) in fitting.enumerated() { #expect(text.contains("\(index + 1)  \(id)")) }
    #expect(!text.contains("kmeans") && !text.contains("Gallery"))
  }

  @Test("no more than three runs are asked for at once, and Esc stops them all")
  func oneAfterTheOther() throws {
    var state = try Driving.driver("iris", 120, 40, keys: "] ] ]").state
    var effects = reduce(&state, .command(.show(.compare)))
    func started() -> [AnyQuantity] {
      effects.compactMap {
        if case .compute(let quantity, _) = $0, quantity.base is RunQuantity { quantity } else { nil }
      }
    }
    let first = started()
    #expect(first.count == 3)
    effects = reduce(&state, .computed(first[0], .failure("no"), generation: state.generation))
    #expect(started().count == 1)
    effects = reduce(&state, .key(.escape))
    #expect(started().isEmpty)
    #expect(effects.contains { if case .cancel = $0 { true } else { false } })
    effects = reduce(&state, .key(.character("r")))
    #expect(started().count == 3)
  }
}

@Suite("Tree screen") struct TreeScreenTests {
  private func places(_ driver: HeadlessDriver) -> Range<Int>? {
    if case .block(let rows, let columns)? = driver.state.session?.cursor, rows == columns { rows } else { nil }
  }

  @Test("the arrows walk from the root to the branches and back, and mark their rows everywhere")
  func walking() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "6 Down")
    #expect(places(driver) == 0..<150)
    try driver.send(.key(.down))
    let large = try #require(places(driver))
    #expect(large.count == 100 && large.upperBound == 150)
    try driver.send(.key(.left))
    #expect(places(driver) == 0..<50)
    try driver.send(.key(.right))
    #expect(places(driver) == large)
    try driver.send(.key(.up))
    #expect(places(driver) == 0..<150)
    try driver.send(.key(.up))
    #expect(driver.state.notice?.text == "This is the root.")
  }

  @Test("Enter cuts the branch under the cursor in two")
  func cutting() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "6 Down Enter")
    let session = try #require(driver.state.session)
    #expect(session.clusterer.id == "linkage")
    let run = session.results.value(ClusteringQuantity(session.basis, session.clusterer))
    #expect(run?.clustering.clusterCount == 2)
    guard case .real(let height)? = session.clusterer.parameters["height"] else {
      Issue.record("no height")
      return
    }
    // Deeper branches are cut lower.
    for key in [KeyPress.down, .down, .enter] { try driver.send(.key(key)) }
    guard case .real(let lower)? = driver.state.session?.clusterer.parameters["height"] else {
      Issue.record("no height")
      return
    }
    #expect(lower < height)
  }

  @Test("zooming is shared with the image")
  func zooming() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "6 Down Down +")
    let window = try #require(driver.state.session?.imageWindow)
    #expect(window.count == 100)
    try driver.send(.key(.character("0")))
    #expect(driver.state.session?.imageWindow == nil)
  }

  @Test("a click goes to the nearest branch")
  func mouse() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "6")
    let area = try #require(Layout(driver.state)?.area(of: .tree))
    try driver.send(.mouse(.press, Point(x: area.x + 40, y: area.y + 3)))
    #expect(places(driver) == 0..<150)
  }

  @Test("bars of the silhouette plot are rows under the cursor")
  func silhouettes() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "6 Tab Tab Down")
    #expect(driver.state.focus == .silhouette)
    guard case .row(let first)? = driver.state.session?.cursor else {
      Issue.record("no row")
      return
    }
    try driver.send(.key(.end))
    guard case .row(let last)? = driver.state.session?.cursor else {
      Issue.record("no row")
      return
    }
    let session = try #require(driver.state.session)
    let profile = try #require(
      session.results.value(SilhouetteProfileQuantity(session.basis, session.clusterer)))
    let labels = try #require(session.currentRun?.labels)
    #expect(labels[first] == 0 && labels[last] == profile.clusterCount - 1)
  }

  @Test("branches and bars can be selected")
  func selection() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "6 Down Down Space")
    #expect(driver.state.session?.selection.count == 100)
    let area = try #require(Layout(driver.state)?.area(of: .silhouette))
    try driver.send(.mouse(.press, Point(x: area.x + 8, y: area.y + 2)))
    try driver.send(.mouse(.drag, Point(x: area.x + 20, y: area.maxY)))
    try driver.send(.mouse(.release, Point(x: area.x + 20, y: area.maxY)))
    #expect(driver.state.session?.selection.count == 150)
  }

  @Test("one cluster has no silhouettes, and it says so")
  func oneCluster() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "6")
    try driver.send(.command(.setParameter("k", .integer(1))))
    #expect(frame(driver.state).lines.contains { $0.contains("silhouettes compare clusters") })
  }

  @Test("a matrix has a tree and no components")
  func matrix() throws {
    let driver = try Driving.driver("eurodist_matrix", 120, 40, keys: "6 Down Down Enter")
    let text = frame(driver.state).lines.joined()
    #expect(text.contains("Tree") && !text.contains("Variance by component"))
  }
}

@Suite("Keys of panes") struct PaneKeyTests {
  @Test("no pane binds a key twice, and help and footer list what the pane knows")
  func bindings() throws {
    for (screen, word) in [("1", "in or out"), ("5", "use run")] {
      let driver = try Driving.driver("iris", 120, 40, keys: screen)
      #expect(frame(driver.state).lines.last?.contains(word) == true)
      let help = try Driving.driver("iris", 120, 40, keys: screen + " ?")
      #expect(frame(help.state).lines.contains { $0.contains("Enter") && $0.contains(word) })
    }
  }

  @Test("a page key without a list says so")
  func pages() throws {
    let driver = try Driving.driver("iris", 120, 40, keys: "3 PageDown")
    #expect(driver.state.notice?.text.contains("there is no list here") == true)
  }
}
