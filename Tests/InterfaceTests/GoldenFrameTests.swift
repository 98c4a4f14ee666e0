import Canvas
import Engine
import Glibc
import Interface
import TestSupport
import Testing

/// Whole screens as drawn, kept as text and read by eye when they change. `PLEIADES_RECORD_GOLDENS=1 swift test`
/// writes them anew.
@Suite("Golden frames")
struct GoldenFrameTests {
  struct Golden: Sendable, CustomTestStringConvertible {
    var name: String
    var sample: String?
    var width: Int
    var height: Int
    var glyphs = GlyphSet.braille
    var depth = ColorDepth.none
    var keys = ""
    var showsStyles = false
    var testDescription: String { name }
  }

  static let goldens: [Golden] = [
    Golden(name: "start-80x24", sample: nil, width: 80, height: 24),
    Golden(name: "start-40x12-ascii", sample: nil, width: 40, height: 12, glyphs: .ascii),
    Golden(name: "iris-120x40", sample: "iris", width: 120, height: 40),
    Golden(name: "iris-120x40-ascii", sample: "iris", width: 120, height: 40, glyphs: .ascii),
    Golden(name: "iris-200x60", sample: "iris", width: 200, height: 60),
    Golden(name: "iris-80x24", sample: "iris", width: 80, height: 24),
    Golden(name: "iris-80x24-scores", sample: "iris", width: 80, height: 24, keys: "Tab Tab"),
    Golden(name: "iris-40x12", sample: "iris", width: 40, height: 12),
    Golden(name: "iris-39x8", sample: "iris", width: 39, height: 8),
    Golden(name: "iris-1x1", sample: "iris", width: 1, height: 1),
    Golden(name: "iris-0x0", sample: "iris", width: 0, height: 0),
    Golden(
      name: "iris-styles", sample: "iris", width: 80, height: 24, depth: .indexed256, keys: "Right", showsStyles: true),
    Golden(name: "iris-help", sample: "iris", width: 100, height: 30, keys: "?"),
    Golden(name: "iris-palette-dbscan", sample: "iris", width: 100, height: 30, keys: ": dbscan"),
    Golden(name: "iris-parameters", sample: "iris", width: 100, height: 30, keys: "p Right"),
    Golden(name: "iris-cursor-image", sample: "iris", width: 120, height: 40, keys: "Tab Right Right Up"),
    Golden(name: "iris-zoomed-vat", sample: "iris", width: 120, height: 40, keys: "Tab v + + +"),
    Golden(name: "iris-details", sample: "iris", width: 80, height: 24, keys: "Right d"),
    Golden(
      name: "eurodist-120x40", sample: "eurodist_matrix", width: 120, height: 40, glyphs: .ascii, keys: "Right Right"),
    Golden(name: "iris-image-120x40", sample: "iris", width: 120, height: 40, keys: "4 } }"),
    Golden(name: "iris-image-80x24-profile", sample: "iris", width: 80, height: 24, keys: "4 Tab } Left"),
    Golden(name: "iris-image-200x60-ascii", sample: "iris", width: 200, height: 60, glyphs: .ascii, keys: "4 Tab Up"),
    Golden(name: "iris-log-120x40", sample: "iris", width: 120, height: 40, keys: "a dbscan Enter s none Enter v 7 u"),
    Golden(
      name: "iris-log-80x24-ascii", sample: "iris", width: 80, height: 24, glyphs: .ascii,
      keys: "a dbscan Enter s none Enter v u 7 Up Up"),
    Golden(name: "iris-log-40x12", sample: "iris", width: 40, height: 12, keys: "a dbscan Enter 7"),
    Golden(name: "iris-explained-100x34", sample: "iris", width: 100, height: 34, keys: "i"),
    Golden(name: "iris-selected-120x40", sample: "iris", width: 120, height: 40, keys: "Right A"),
    Golden(name: "iris-box-80x24", sample: "iris", width: 80, height: 24, keys: "B Right Right Right Down Down"),
    Golden(
      name: "iris-selected-styles", sample: "iris", width: 80, height: 24, depth: .indexed256, keys: "Right A",
      showsStyles: true),
    Golden(
      name: "iris-lasso-80x24", sample: "iris", width: 80, height: 24,
      keys: "F Space Shift-Right Shift-Right Space Shift-Down Space Shift-Left Down"),
    Golden(
      name: "iris-lasso-80x24-ascii", sample: "iris", width: 80, height: 24, glyphs: .ascii,
      keys: "F Space Shift-Right Shift-Right Space Shift-Down Space Shift-Left Down"),
    Golden(name: "iris-palette-120x40", sample: "iris", width: 120, height: 40, keys: "1 : pl"),
    Golden(name: "iris-form-error-80x24", sample: "iris", width: 80, height: 24, keys: "a dbscan Enter p Down 0"),
    Golden(name: "iris-form-40x12-ascii", sample: "iris", width: 40, height: 12, glyphs: .ascii, keys: "p Down"),
    Golden(name: "iris-name-80x24", sample: "iris", width: 80, height: 24, keys: "Right A S"),
    Golden(name: "iris-selections-100x30", sample: "iris", width: 100, height: 30, keys: "Right A S Enter V"),
    Golden(name: "iris-themes-120x40", sample: "iris", width: 120, height: 40, keys: "t Down"),
    Golden(name: "iris-help-40x12-ascii", sample: "iris", width: 40, height: 12, glyphs: .ascii, keys: "? zoom"),
    Golden(name: "iris-pair-80x24", sample: "iris", width: 80, height: 24, keys: "Tab + + + + + + + Right d"),
    Golden(name: "iris-80x24-scores-end", sample: "iris", width: 80, height: 24, keys: "Tab Tab End"),
    Golden(name: "penguins-120x40", sample: "penguins", width: 120, height: 40, glyphs: .ascii),
  ]

  @Test("frames", arguments: goldens)
  func frames(golden: Golden) throws {
    let driver = try Driving.driver(
      golden.sample, golden.width, golden.height, glyphs: golden.glyphs, depth: golden.depth, keys: golden.keys)
    let canvas = frame(driver.state)
    #expect(canvas.size == Size(width: golden.width, height: golden.height))
    let drawn = golden.showsStyles ? canvas.stylePlane() : Driving.text(driver.state)
    if golden.glyphs == .ascii { #expect(drawn.unicodeScalars.allSatisfy { $0.isASCII }) }

    let path = "Tests/InterfaceTests/Goldens/\(golden.name).txt"
    if getenv("PLEIADES_RECORD_GOLDENS") != nil {
      let file = try #require(fopen(Repository.root + "/" + path, "w"))
      fputs(drawn, file)
      fclose(file)
    }
    let expected = try #require(Repository.text(path), "there is no \(path)")
    #expect(drawn == expected, "the frame of \(golden.name) is not the golden one:\n\(drawn)")
  }
}
