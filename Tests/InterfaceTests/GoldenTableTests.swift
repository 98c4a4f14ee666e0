import Canvas
import Engine
import Interface
import Testing

/// Every screen at every size, in Unicode with 256 colours and in ASCII without any: a file for each screen and kind.
/// A new screen comes in by itself, as it is opened; `keys` says what else is to be seen on it.
@Suite("Golden table") struct GoldenTableTests {
  static let sizes = [(0, 0), (1, 1), (39, 8), (40, 12), (80, 24), (120, 40), (200, 60)]

  /// What is done on a screen before it is drawn: a cursor, a selection, a cut, something undone.
  static let keys: [ScreenID: String] = [
    .data: "Down Enter", .overview: "Right Right", .scatter: "Right A", .image: "} Tab", .compare: "Down",
    .tree: "Down Down", .log: "a dbscan Enter s none Enter v u",
  ]

  static let kinds: [(name: String, glyphs: GlyphSet, depth: ColorDepth)] = [
    ("unicode", .braille, .indexed256), ("ascii", .ascii, .none),
  ]

  @Test("screens", arguments: ScreenID.allCases, kinds.map(\.name))
  func screens(_ screen: ScreenID, kind: String) {
    check("frames/\(screen.name)-\(kind)", kind) { state in
      var explorer = Explorer("iris", state)
      explorer.send(.command(.show(screen)))
      explorer.press(Self.keys[screen] ?? "")
      return explorer.state
    }
  }

  @Test("the start screen", arguments: kinds.map(\.name))
  func start(kind: String) {
    check("frames/start-\(kind)", kind) { $0 }
  }

  private func check(_ name: String, _ kind: String, _ made: (State) -> State) {
    let (_, glyphs, depth) = Self.kinds.first { $0.name == kind }!
    var text = ""
    for (width, height) in Self.sizes {
      let state = made(Driving.state(width, height, glyphs: glyphs, depth: depth))
      let canvas = frame(state)
      #expect(canvas.size == Size(width: width, height: height))
      if glyphs == .ascii { #expect(canvas.cells.allSatisfy { $0.scalar.isASCII }) }
      if depth == .none {
        #expect(canvas.cells.allSatisfy { $0.style.attributes.isSubset(of: [.bold, .reverse, .underline]) })
      }
      text += "== \(width)x\(height)\n" + FrameText.of(canvas)
    }
    GoldenFile.expect(text, is: name)
  }
}

/// Where the panes of each screen lie, as a drawing: four columns and two lines of the screen are one of its cells.
@Suite("Golden layouts") struct GoldenLayoutTests {
  static let sizes = [(40, 12), (79, 24), (80, 24), (119, 40), (120, 29), (120, 30), (120, 40), (200, 60)]

  @Test("layouts", arguments: ["iris", "eurodist_matrix"])
  func layouts(sample: String) throws {
    var text = ""
    for screen in ScreenID.allCases {
      for (width, height) in Self.sizes {
        var explorer = Explorer(sample, Driving.state(width, height))
        explorer.take(.command(.show(screen)))
        guard explorer.state.screen == screen else { continue }
        let layout = try #require(Layout(explorer.state))
        text += "== \(screen.name) \(width)x\(height)\n\(Self.drawing(layout, width, height))"
      }
    }
    GoldenFile.expect(text, is: "layouts/\(sample)")
  }

  private static func drawing(_ layout: Layout, _ width: Int, _ height: Int) -> String {
    var canvas = Canvas(Size(width: (width + 3) / 4 + 1, height: (height + 1) / 2 + 1))
    for placed in layout.panes {
      let area = placed.area
      let small = Rectangle(
        x: area.x / 4, y: area.y / 2, width: area.maxX / 4 - area.x / 4 + 1, height: area.maxY / 2 - area.y / 2 + 1)
      Box(title: "", glyphs: .ascii).draw(into: &canvas, in: small)
      canvas.write(placed.pane.rawValue, x: small.x + 1, y: small.y + 1, width: small.width - 2)
      canvas.write("\(area.width)x\(area.height)", x: small.x + 1, y: small.y + 2, width: small.width - 2)
    }
    return canvas.lines.map { line in
      String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }
}
