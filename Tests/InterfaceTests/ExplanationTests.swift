import Analysis
import Canvas
import Engine
import Interface
import Testing

/// Every number explains itself.
@Suite("Explanations") struct ExplanationTests {
  /// The lines of the window that stand in it whole.
  private func window(_ driver: HeadlessDriver) -> [String] {
    frame(driver.state).lines.compactMap { line in
      let parts = line.split(separator: "│", omittingEmptySubsequences: false)
      return parts.count >= 3 ? parts.max { $0.count < $1.count }.map(String.init) : nil
    }
  }

  /// The line with the cursor: without colours it is reversed.
  private func marked(_ driver: HeadlessDriver, _ area: Rectangle) -> String? {
    let canvas = frame(driver.state)
    for y in area.y..<area.maxY where canvas[area.x + 1, y].style.attributes.contains(.reverse) {
      var text = ""
      for x in area.x + 1..<area.maxX - 1 { text.unicodeScalars.append(canvas[x, y].scalar) }
      return text
    }
    return nil
  }

  @Test(
    "each number of the scores leads to its own explanation",
    arguments: [
      ("iris", ""), ("iris", "a dbscan Enter"), ("iris", "a gmm Enter"), ("iris", "a linkage Enter"),
      ("iris", "a hdbscan Enter Right A"), ("eurodist_matrix", "a kmedoids Enter"), ("penguins", "L none Enter b b"),
    ])
  func scores(sample: String, keys: String) throws {
    var driver = try Driving.driver(sample, 120, 60, depth: .none, keys: keys)
    try driver.send(.command(.focus(.scores)))
    let area = try #require(Layout(driver.state)?.area(of: .scores))
    var seen: [String] = []
    for _ in 0..<60 {
      try driver.press("Down")
      let line = try #require(marked(driver, area))
      if line == seen.last { break }
      seen.append(line)
      // A cluster is selected instead.
      if line.contains("cluster ") || line.contains("noise  ") || line.contains("no label") || line.contains("█") {
        continue
      }
      try driver.press("Enter")
      let overlay = Rectangle(x: 18, y: 1, width: 82, height: 50)
      let title = try #require(marked(driver, overlay), "\(line)")
      let word = line.split(separator: " ").first { $0.count > 1 || $0 == "k" || $0 == "p" }.map(String.init) ?? ""
      #expect(
        title.lowercased().contains(word.lowercased().prefix(4))
          || ["rows", "of", "spread", "not", "blocks"].contains(word) || title.contains("selection differs"),
        "\(line) leads to \(title)")
      try driver.press("Esc")
    }
    #expect(seen.count > 8, "\(seen)")
    #expect(seen.contains { $0.contains("Silhouette") })
  }

  @Test("the focused pane's come first, and typing finds the others")
  func order() throws {
    for (pane, first) in [
      (PaneID.scatter, "Cluster ambiguity"), (.ambiguity, "Cluster ambiguity"), (.image, "Blocks in the image"), (.profile, "Blocks in the image"),
      (.table, "Columns"), (.silhouette, "Silhouette"), (.scree, "Principal components"), (.log, "Clusters and noise"),
      (.contingency, "Agreement of two runs"), (.reachability, "Reachability"),
      (.condensed, "Stability of a group"),
    ] {
      // Some panes show what one algorithm finds.
      let algorithm = pane == .condensed ? "hdbscan" : pane == .reachability ? "optics" : "kmeans"
      var driver = try Driving.driver("iris", 120, 40, keys: "a \(algorithm) Enter")
      try driver.send(.command(.focus(pane)))
      #expect(driver.state.focus == pane)
      try driver.press("i")
      #expect(window(driver).dropFirst(1).first?.contains(first) == true, "\(pane): \(window(driver))")
    }
    var driver = try Driving.driver("iris", 120, 40, keys: "i dunn")
    #expect(window(driver).dropFirst(1).first?.contains("Dunn") == true)
    try driver.press("Ctrl-U effect")
    #expect(driver.shows("Cohen"))
    try driver.press("Ctrl-U zzz")
    #expect(driver.shows("nothing matches"))
    try driver.press("Ctrl-U Down Down Up PageDown End Home Enter")
    #expect(driver.state.overlay == nil)
  }

  @Test("every index, every parameter of the clusterer, and what they say")
  func complete() throws {
    var driver = try Driving.driver("iris", 120, 60, keys: "a optics Enter")
    let indices =
      ValidityIndices.allInternal.map { ($0.description, $0.range) }
      + ValidityIndices.allExternal.map { ($0.description, $0.range) }
    func check(_ title: String, _ typed: String, _ words: [String]) throws {
      try driver.press("i")
      for character in typed { try driver.send(.key(.character(character))) }
      // Lines are padded, and words that wrap stand apart.
      let text = window(driver).joined(separator: " ").split(separator: " ").joined(separator: " ")
      #expect(text.contains(title), "\(typed): \(text)")
      for word in words { #expect(text.contains(word), "\(typed): \(word)") }
      try driver.press("Esc")
    }
    for (description, range) in indices {
      let source = description.reference.split(separator: " ").prefix(1).map(String.init)
      try check(description.title, description.title.lowercased(), ["Range: \(range.prefix(6))"] + source)
    }
    for parameter in try Clusterers.named("optics").description.parameters {
      try check("\(parameter.name), of", "\(parameter.name) of", ["Range: "])
    }
    for title in ["Hopkins", "Dissimilarity", "Seconds", "Rows left out", "How the selection differs"] {
      try check(title, title.lowercased(), [])
    }
  }

  @Test("the scores scroll where they do not fit, and begin at the top")
  func scrolling() throws {
    var driver = try Driving.driver("iris", 80, 24, keys: "Tab Tab")
    #expect(driver.shows("Is there structure?") && !driver.shows("cluster 1 "))
    try driver.press("End")
    #expect(driver.shows("IsoScore") && !driver.shows("Is there structure?"))
    // Up to the group, which Enter selects.
    for _ in 0..<10 { try driver.press("Up") }
    try driver.press("Enter")
    #expect(driver.selected.count == 100)
    try driver.press("Home")
    #expect(driver.shows("┌ Scores") && driver.shows("Selection"))
    for _ in 0..<80 { try driver.send(.mouse(.wheelDown, Point(x: 60, y: 10))) }
    #expect(driver.shows("IsoScore"))
  }
}
