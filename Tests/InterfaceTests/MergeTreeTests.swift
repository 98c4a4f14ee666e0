import Analysis
import Canvas
import Engine
import Interface
import Testing

/// The tree screen shows the tree of merges of the current run, and cuts it.
@Suite("Tree of the current run") struct MergeTreeTests {
  private static func explorer(_ choice: AlgorithmChoice, _ keys: String = "") -> Explorer {
    var explorer = Explorer("iris", Driving.state(120, 40), keys: "6")
    explorer.send(.command(.useClusterer(choice)))
    explorer.send(.command(.focus(.tree)))
    explorer.press(keys)
    return explorer
  }

  private static let ward = AlgorithmChoice("linkage", ParameterValues(["linkage": .choice("ward"), "k": .integer(3)]))

  private static func count(_ explorer: Explorer) -> Int? {
    explorer.state.session?.shownRun?.clustering.clusterCount
  }

  @Test("a Ward run has its own tree, single linkage that of the image")
  func titles() {
    #expect(Driving.text(Self.explorer(Self.ward).state).contains("Tree of ward linkage"))
    #expect(Driving.text(Self.explorer(AlgorithmChoice("genie")).state).contains("Tree of genie"))
    #expect(Driving.text(Self.explorer(AlgorithmChoice("linkage")).state).contains("Tree of single linkage"))
    #expect(Driving.text(Self.explorer(AlgorithmChoice("kmeans")).state).contains("Tree of single linkage"))
  }

  @Test("the root is as high as the last merge")
  func height() throws {
    let explorer = Self.explorer(Self.ward)
    let hierarchy = try #require(explorer.state.session?.shownRun?.clustering.hierarchy)
    var walking = explorer
    walking.press("Up")
    let root = try #require(hierarchy.merges.last)
    #expect(root.size == 150)
    #expect(Driving.text(walking.state).contains("150 rows joined at \(formatNumber(root.height))"))
  }

  @Test("keys leave one cluster more or fewer, Enter cuts a branch in two")
  func cutting() throws {
    var explorer = Self.explorer(Self.ward, "}")
    #expect(Self.count(explorer) == 4)
    explorer.press("{ {")
    #expect(Self.count(explorer) == 2)
    let two = try #require(explorer.state.session?.shownRun?.clustering)
    // The root under the cursor: the cut comes right below it.
    explorer.press("Up Enter")
    let cut = try #require(explorer.state.session?.shownRun?.clustering)
    #expect(cut.clusterCount == 2)
    #expect(cut.labels == two.labels)
    #expect(explorer.state.session?.clusterer.parameters["k"] == nil)
    explorer.press("u u u u")
    #expect(explorer.state.session?.clusterer == Self.ward)
  }

  @Test("each branch is the rows below it")
  func branches() throws {
    var explorer = Self.explorer(Self.ward, "Up Down")
    guard case .rows(let rows)? = explorer.state.session?.cursor else {
      Issue.record("no branch")
      return
    }
    // The larger of the two parts of the whole.
    let two = try #require(explorer.state.session?.shownRun?.clustering.hierarchy).labels(clusters: 2)
    let larger = two.count { $0 == 0 } >= 75 ? 0 : 1
    #expect(rows == two.indices.filter { two[$0] == larger })
    explorer.press("Space")
    #expect(explorer.state.session?.selection.count == rows.count)
  }

  @Test("zooming shows part of the tree, and is undone and saved")
  func zooming() throws {
    var explorer = Self.explorer(Self.ward, "Up Down +")
    let window = try #require(explorer.state.session?.treeWindow)
    #expect(window.count == 100)
    let saved = try #require(explorer.state.logFile)
    #expect(saved.text.contains("window tree \(window.lowerBound):\(window.upperBound)"))
    var again = Explorer(Driving.state(120, 40))
    again.open(saved)
    #expect(again.state.replayProblem == nil)
    #expect(again.state.choices == explorer.state.choices)
    explorer.press("u")
    #expect(explorer.state.session?.treeWindow == nil)
  }

  @Test("linkages whose merges can be lower than those below them are drawn and cut all the same")
  func inversions() throws {
    for linkage in ["centroid", "median"] {
      let choice = AlgorithmChoice("linkage", ParameterValues(["linkage": .choice(linkage), "k": .integer(3)]))
      var explorer = Self.explorer(choice, "Up Down Down Enter")
      #expect(Driving.text(explorer.state).contains("Tree of \(linkage) linkage"))
      #expect((Self.count(explorer) ?? 0) > 1)
      explorer.press("} +")
      #expect(explorer.state.session?.treeWindow != nil)
    }
  }

  @Test("the condensed tree zooms around the cluster under the cursor")
  func condensed() throws {
    var explorer = Explorer("iris", Driving.state(120, 60), keys: "6")
    explorer.send(.command(.useClusterer(AlgorithmChoice("hdbscan"))))
    explorer.send(.command(.focus(.condensed)))
    explorer.press("Up Down +")
    let window = try #require(explorer.state.session?.treeWindow)
    #expect(window.count == 100)
    explorer.press("0")
    #expect(explorer.state.session?.treeWindow == nil)
  }
}
