import Analysis
import Canvas
import Engine
import Interface
import Testing

/// The reachability plot is cut at eps, by keys and by the mouse.
@Suite("Cut of the reachability plot") struct ReachabilityCutTests {
  private static func explorer(_ keys: String = "") -> Explorer {
    var explorer = Explorer("iris", Driving.state(120, 40), keys: "6")
    explorer.send(.command(.focus(.reachability)))
    explorer.press(keys)
    return explorer
  }

  private static func eps(_ explorer: Explorer) -> Double? {
    guard let choice = explorer.state.session?.clusterer, choice.id == "optics",
      case .real(let eps)? = choice.parameters["eps"]
    else { return nil }
    return eps
  }

  private static func clusters(_ explorer: Explorer) -> Int? {
    explorer.state.session?.shownRun.map { $0.clustering.clusterCount }
  }

  @Test("each key press lowers the cut and leaves one more cluster, and back again")
  func keys() throws {
    var explorer = Self.explorer("}")
    var last = try #require(Self.eps(explorer))
    #expect(Self.clusters(explorer) == 1)
    explorer.press("}")
    #expect(try #require(Self.eps(explorer)) < last)
    last = try #require(Self.eps(explorer))
    // The two groups of iris that everyone sees.
    #expect(Self.clusters(explorer) == 2)
    explorer.press("}")
    #expect(try #require(Self.eps(explorer)) < last)
    explorer.press("{")
    #expect(Self.eps(explorer) == last)
    #expect(explorer.state.session?.runs.count { $0.id == "optics" } == 1, "a moved cut is one run")
    explorer.press("{ {")
    #expect(explorer.state.notice?.text.contains("one cluster") == true)
    explorer.press("u u")
    #expect(Self.eps(explorer) != nil)
  }

  @Test("the cut is what DBSCAN finds at that eps")
  func dbscan() throws {
    let explorer = Self.explorer("} }")
    let eps = try #require(Self.eps(explorer))
    let cut = try #require(explorer.state.session?.shownRun?.clustering)
    var other = Self.explorer()
    other.send(
      .command(.useClusterer(AlgorithmChoice("dbscan", ParameterValues(["eps": .real(eps), "min-points": .integer(5)])))))
    let found = try #require(other.state.session?.shownRun?.clustering)
    #expect(cut.clusterCount == found.clusterCount)
    // OPTICS may leave border rows as noise; every other row is in the same cluster.
    for (a, b) in zip(cut.labels, found.labels) where a >= 0 { #expect(a == b) }
  }

  @Test("the mouse drags the line of the cut")
  func dragging() throws {
    var explorer = Self.explorer("} }")
    let before = try #require(Self.eps(explorer))
    let layout = try #require(Layout(explorer.state))
    let area = try #require(layout.area(of: .reachability))
    // The one row of the pane from which a drag moves the cut.
    var moved: [Double] = []
    for y in area.y..<area.maxY {
      var trial = explorer
      let x = area.x + area.width / 2
      trial.send(.mouse(.press, Point(x: x, y: y), []))
      trial.send(.mouse(.drag, Point(x: x, y: y - 1), []))
      trial.send(.mouse(.release, Point(x: x, y: y - 1), []))
      if let eps = Self.eps(trial), eps != before { moved.append(eps) }
    }
    #expect(moved.count == 1)
    #expect(moved.allSatisfy { $0 > before })
  }
}
