import Analysis
import Canvas
import Engine
import Interface
import Testing

@Suite("Screens") struct ScreenTests {
  @Test("digits go to screens, and what does not fit is reached by Tab")
  func digits() throws {
    var driver = try Driving.driver("iris", 120, 40)
    #expect(driver.state.screen == .overview)
    #expect(frame(driver.state).lines[1].contains("┌ Scatter ─"))
    try driver.send(.key(.character("4")))
    #expect(driver.state.screen == .image)
    #expect(driver.state.focus == .image)
    #expect(frame(driver.state).lines[1].contains("┌ Join distances ─"))
    try driver.send(.key(.tab))
    #expect(driver.state.focus == .profile)
    try driver.send(.key(.character("3")))
    #expect(driver.state.screen == .scatter && driver.state.focus == .scatter)
    try driver.send(.key(.character("2")))
    #expect(driver.state.screen == .overview && driver.state.focus == .scatter)
  }

  @Test("a matrix has no scatterplot to go to, and says so")
  func matrix() throws {
    var driver = try Driving.driver("eurodist_matrix", 120, 40)
    try driver.send(.key(.character("3")))
    #expect(driver.state.screen == .overview)
    #expect(driver.state.notice?.text.contains("no points to draw") == true)
    try driver.send(.key(.character("4")))
    #expect(driver.state.screen == .image)
  }

  @Test("every screen at every size", arguments: ScreenID.allCases)
  func sizes(screen: ScreenID) throws {
    var driver = try Driving.driver("iris", 200, 60)
    try driver.send(.command(.show(screen)))
    for (width, height) in [(0, 0), (1, 1), (39, 8), (40, 12), (60, 20), (80, 24), (120, 30), (200, 60), (300, 20)] {
      try driver.send(.resize(Size(width: width, height: height)))
      #expect(frame(driver.state).size == Size(width: width, height: height))
    }
  }
}

@Suite("Cutting by hand") struct HandCutTests {
  private func clusters(_ driver: HeadlessDriver) -> Int? {
    driver.state.session?.results.value(
      ClusteringQuantity(driver.state.session!.basis, driver.state.session!.clusterer))?.clustering.clusterCount
  }

  @Test("{ and } go from cut to cut, each with one block fewer or more")
  func steps() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "4 }")
    let suggested = driver.state.session!.results.value(ClusterSuggestionQuantity(driver.state.session!.basis))!
    #expect(driver.state.session?.clusterer.id == "linkage")
    #expect(clusters(driver) == suggested.suggestedClusters)
    try driver.send(.key(.character("}")))
    #expect(clusters(driver) == 2)
    try driver.send(.key(.character("}")))
    #expect(clusters(driver) == 3)
    try driver.send(.key(.character("{")))
    #expect(clusters(driver) == 2)
    for _ in 0..<3 { try driver.send(.key(.character("{"))) }
    #expect(clusters(driver) == 1)
    #expect(driver.state.notice?.text == "All rows are one block here already.")
  }

  @Test("the arrows and the mouse move the line")
  func line() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "4 Tab Down")
    func height() -> Double {
      if case .real(let height)? = driver.state.session?.clusterer.parameters["height"] { height } else { .nan }
    }
    let start = height()
    try driver.send(.key(.up))
    #expect(height() > start)
    try driver.send(.key(.down))
    try driver.send(.key(.down))
    #expect(height() < start)
    let area = try #require(Layout(driver.state)?.area(of: .profile))
    try driver.send(.mouse(.press, Point(x: area.x + 20, y: area.y + 4)))
    let high = height()
    try driver.send(.mouse(.drag, Point(x: area.x + 20, y: area.maxY - 5)))
    #expect(height() < high)
  }
}
