import Analysis
import Canvas
import Engine
import Interface
import Testing

/// Parameter forms, made from the catalogue.
@Suite("Parameter forms") struct FormTests {
  private func form(_ driver: HeadlessDriver) -> ParameterForm? {
    if case .form(let form)? = driver.state.overlay { form } else { nil }
  }

  @Test("every clusterer's form shows each parameter with its meaning, range, step and default, and changes it")
  func everyClusterer() throws {
    var kinds: Set<String> = []
    for description in Clusterers.all.map({ $0.description }) {
      var driver = try Driving.driver("iris", 120, 40)
      try driver.send(.command(.setClusterer(description.id)))
      try driver.press("p")
      for (index, parameter) in description.parameters.enumerated() {
        let name = "\(description.id) \(parameter.name)"
        #expect(form(driver)?.selected == parameter)
        let text = frame(driver.state).lines.joined(separator: "\n")
        #expect(text.contains(parameter.name), "\(name)")
        // The words may be broken over lines.
        for word in parameter.meaning.split(separator: " ").prefix(3) { #expect(text.contains(word), "\(name)") }
        let shown = parameter.allowed.split(separator: " ").prefix(2).joined(separator: " ")
        #expect(text.contains(shown), "\(name): \(shown)\n\(text)")
        switch parameter.kind {
        case .integer(_, let step): #expect(text.contains("step \(step),"), "\(name)")
        case .real: #expect(text.contains("step "), "\(name)")
        case .choice, .flag: break
        }
        kinds.insert(String(describing: parameter.kind).prefix { $0 != "(" }.description)
        // Changed, what was chosen is what the clusterer has; Delete takes it back.
        let choice = driver.state.session!.clusterer
        try driver.press("Right")
        if driver.state.session!.clusterer == choice { try driver.press("Left") }
        let changed = try #require(driver.state.session?.clusterer.parameters[parameter.name], "\(name)")
        #expect(parameter.admits(changed), "\(name)")
        try driver.press("Delete")
        #expect(driver.state.session?.clusterer.parameters[parameter.name] == nil, "\(name)")
        // What will not do is said at the field, and is not left.
        if case .choice = parameter.kind {
        } else {
          try driver.press("x")
          let line = frame(driver.state).lines.first { $0.contains("x_") }
          #expect(line?.contains(parameter.name) == true && line?.contains("must be") == true, "\(name): \(line ?? "")")
        }
        if form(driver)?.typed != nil { try driver.press("Esc") }
        #expect(form(driver)?.typed == nil)
        if index < description.parameters.count - 1 { try driver.press("Down") }
      }
      try driver.press("Esc")
      #expect(driver.state.overlay == nil)
    }
    #expect(kinds.count == 4, "\(kinds)")
  }

  @Test("typed values: taken by Enter or the next field, refused with the reason, left by Esc")
  func typing() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "p 4")
    #expect(driver.shows("4_") && driver.state.session?.clusterer.parameters["k"] == nil)
    try driver.press("Down")
    #expect(driver.state.session?.clusterer.parameters["k"] == .integer(4) && form(driver)?.selection == 1)
    try driver.press("0 Enter")
    #expect(form(driver)?.typed == "0" && driver.notice.contains("restarts must be a whole number from 1 to 10000"))
    try driver.press("Up")
    #expect(form(driver)?.selection == 1)
    try driver.press("Esc Up a u t o Enter")
    #expect(form(driver)?.typed == nil && driver.state.session?.clusterer.parameters["k"] == nil)
  }

  @Test("the result is there at once, and Enter keeps it; Esc brings back what was before")
  func live() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "p")
    let before = driver.state.session!.clusterer
    try driver.press("Right Right")
    let session = driver.state.session!
    #expect(session.results.value(ClusteringQuantity(session.basis, session.clusterer))?.clustering.clusterCount == 4)
    // The scatterplot is not covered.
    let scatter = try #require(Layout(driver.state)?.area(of: .scatter))
    let overlay = try driver.place(of: "k-means: parameters")
    #expect(overlay.x > scatter.maxX)
    try driver.press("Esc")
    #expect(driver.state.session?.clusterer == before && driver.state.session?.log.entries.isEmpty == true)
    try driver.press("p Right Right Enter")
    #expect(driver.state.session?.clusterer.parameters["k"] == .integer(4))
    #expect(driver.state.session?.log.entries.map(\.text) == ["cluster kmeans k=4"])
  }

  @Test("the last picture stays until the new one is there")
  func lastPicture() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "p")
    // Nothing is computed for this copy.
    var state = driver.state
    let picture = frame(state).lines
    let effects = reduce(&state, .key(.right))
    #expect(!effects.isEmpty)
    let now = frame(state).lines
    let width = try #require(Layout(state)?.area(of: .scatter)).maxX
    for (old, new) in zip(picture, now).dropFirst().prefix(20) { #expect(old.prefix(width) == new.prefix(width)) }
    try driver.press("Esc")
  }

  @Test("the last line takes all back to their defaults")
  func resetting() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "p Right Down Right Down Right End")
    #expect(driver.state.session?.clusterer.parameters.given.count == 3 && form(driver)?.selected == nil)
    #expect(driver.shows("Enter reset all"))
    try driver.press("Enter")
    #expect(driver.state.session?.clusterer.parameters.given.isEmpty == true && form(driver) != nil)
    // On it nothing can be typed.
    try driver.press("3 Right Delete")
    #expect(form(driver)?.typed == nil && driver.state.session?.clusterer.parameters.given.isEmpty == true)
  }

  @Test("by mouse: lines, arrows, the wheel, and a click beside it")
  func byMouse() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: "p")
    let line = try driver.place(of: "restarts", below: 20)
    try driver.click(line)
    #expect(form(driver)?.selection == 1)
    let right = try driver.place(of: "▸", below: line.y)
    try driver.click(right)
    try driver.click(right)
    #expect(driver.state.session?.clusterer.parameters["restarts"] == .integer(12))
    try driver.click(try driver.place(of: "◂", below: line.y))
    #expect(driver.state.session?.clusterer.parameters["restarts"] == .integer(11))
    try driver.send(.mouse(.wheelDown, line))
    #expect(form(driver)?.selection == 2)
    try driver.click(try driver.place(of: "all to their defaults"))
    #expect(driver.state.session?.clusterer.parameters.given.isEmpty == true)
    try driver.click(Point(x: 5, y: 5))
    #expect(form(driver) == nil)
  }

  @Test("metrics have parameters too")
  func metrics() throws {
    var driver = try Driving.driver("iris", 120, 40, keys: ": power Enter Right Enter")
    #expect(driver.state.session?.basis.metric == AlgorithmChoice("minkowski", ParameterValues(["power": .real(2.5)])))
    #expect(driver.state.session?.log.entries.last?.text == "metric minkowski power=2.5")
    try driver.press(": power Enter 0 Enter")
    #expect(driver.notice.contains("power must be a number from 1 to 64"))
    try driver.press("Esc Esc")
    #expect(driver.state.session?.basis.metric.parameters["power"] == .real(2.5))
  }

  @Test("every size", arguments: [(40, 12), (41, 13), (80, 24), (200, 60)])
  func sizes(width: Int, height: Int) throws {
    var driver = try Driving.driver("iris", width, height, keys: "a kmedoids Enter p")
    let count = form(driver)!.algorithm.parameters.count
    for line in 0...count {
      #expect(form(driver)?.selection == line)
      let name = line < count ? form(driver)!.algorithm.parameters[line].name : "all to their defaults"
      #expect(driver.shows(name))
      try driver.press("Down")
    }
  }
}
