import Analysis
import Canvas
import Engine
import Interface
import Testing

@Suite("How clear the view is") struct ViewClarityTests {
  private static func ranking(_ driver: HeadlessDriver) throws -> AmbiguityRanking {
    let session = try #require(driver.state.session)
    return try #require(session.results.value(ViewRankingQuantity(session.basis)))
  }

  @Test("beside the scatterplot stand score and interval, as far as there is room")
  func note() throws {
    for (keys, width) in [("3", 120), ("2", 120), ("3", 80), ("3 x sepal_length Enter", 120)] {
      let driver = try Driving.driver("iris", width, 40, keys: keys)
      let session = try #require(driver.state.session)
      let plane = PlaneQuantity(
        ProjectionQuantity(session.basis.preparation, AlgorithmChoice("pca", ParameterValues(["components": .integer(2)]))),
        session.horizontal, session.vertical)
      let ambiguity = try #require(session.results.value(AmbiguityQuantity(plane)))
      let interval = [ambiguity.interval.lowerBound, ambiguity.interval.upperBound]
        .map { formatNumber($0, decimals: 2) }.joined(separator: "–")
      let top = try #require(frame(driver.state).lines.first { $0.contains("Scatter") })
      #expect(top.contains(interval), "\(top)")
      if width == 120 { #expect(top.contains("ambiguity \(formatNumber(ambiguity.score, decimals: 2)) (")) }
    }
  }

  @Test("one key goes through the clearest views, and comes back to the first")
  func steps() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "N")
    let ranking = try Self.ranking(driver)
    let few = ranking.bestFew
    #expect(few.count > 2)
    #expect(few.allSatisfy { ranking.views[$0].trustworthiness!.value >= AmbiguityRanking.trusted })
    #expect(few == few.sorted())
    for place in few + [few[0]] {
      let view = ranking.views[place]
      #expect(driver.state.session?.horizontal == view.plane.horizontal)
      #expect(driver.state.session?.vertical == view.plane.vertical)
      #expect(driver.state.notice?.text.contains(formatNumber(view.ambiguity.score, decimals: 2)) == true)
      try driver.press("N")
    }
    // Each is a step that can be undone.
    let before = driver.state.choices
    try driver.press("N u")
    #expect(driver.state.choices == before)
    try driver.send(.command(.stepView(-1)))
    #expect(driver.state.choices != before)
  }

  @Test("ellipses are drawn on demand, and are a choice")
  func ellipses() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "3")
    let plain = frame(driver.state)
    try driver.press("O")
    #expect(driver.state.session?.showsEllipses == true)
    let area = try #require(Layout(driver.state)?.area(of: .scatter))
    let changed = (area.y..<area.maxY).reduce(0) { count, y in
      count + (area.x..<area.maxX).count { frame(driver.state)[$0, y] != plain[$0, y] }
    }
    #expect(changed > 40)
    try driver.press("u")
    #expect(driver.state.session?.showsEllipses == false)
  }

  @Test("a pair of components is the cursor of all panes, and Space selects its rows")
  func pairs() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "3 Tab Down Right")
    #expect(driver.state.focus == .ambiguity)
    let session = try #require(driver.state.session)
    #expect(session.cursor == .rows(Array(0..<150)))
    try driver.press("Up Left Space")
    let first = driver.selected
    #expect(!first.isEmpty && first.count < 150)
    try driver.press("Esc Esc Down Right Space")
    #expect(Set(driver.selected).isSuperset(of: first) || Set(driver.selected).isDisjoint(with: first))
    try driver.press("PageUp PageDown Home End")
    try driver.click(Point(x: 119, y: 3))
  }

  @Test("where there is no plane, nothing is judged")
  func noPlane() throws {
    var driver = try Driving.driver("eurodist_matrix", 120, 40)
    #expect(!driver.shows("How clear"))
    try driver.press("N")
    #expect(driver.state.notice?.isError == true)
  }

  @Test("an ellipse goes round its mean at its distance")
  func outline() throws {
    let covariance = Matrix([[4, 1.5], [1.5, 1]])
    let mixture = GaussianMixture(weights: [1], means: Matrix([[3, -2]]), covariances: [covariance])
    let determinant = 4.0 * 1 - 1.5 * 1.5
    for point in mixture.ellipse(of: 0, deviations: 2) {
      let (x, y) = (point.x - 3, point.y + 2)
      let distance = (x * x * 1 - 2 * x * y * 1.5 + y * y * 4) / determinant
      #expect(abs(distance - 4) < 1e-9)
    }
  }
}
