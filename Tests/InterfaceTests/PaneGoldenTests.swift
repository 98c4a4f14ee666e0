import Canvas
import Engine
import Glibc
import Interface
import TestSupport
import Testing

/// The screens Data, Compare and Tree as drawn; `PLEIADES_RECORD_GOLDENS=1 swift test` writes them anew.
@Suite("Golden frames of panes") struct PaneGoldenTests {
  typealias Golden = GoldenFrameTests.Golden

  static let goldens: [Golden] = [
    Golden(name: "data-120x40", sample: "iris", width: 120, height: 40, keys: "1 Down"),
    Golden(name: "data-80x24-ascii", sample: "penguins", width: 80, height: 24, glyphs: .ascii, keys: "1 End"),
    Golden(name: "data-200x60", sample: "penguins", width: 200, height: 60, keys: "1 Down Enter Tab Down Down Right"),
    Golden(name: "data-40x12", sample: "wine", width: 40, height: 12, keys: "1"),
    Golden(
      name: "data-styles", sample: "iris", width: 80, height: 24, depth: .indexed256, keys: "1 Tab Down",
      showsStyles: true),
    Golden(name: "compare-120x40", sample: "iris", width: 120, height: 40, keys: "5 ] Down"),
    Golden(name: "compare-80x24-ascii", sample: "iris", width: 80, height: 24, glyphs: .ascii, keys: "5 Tab Right"),
    Golden(name: "compare-200x60", sample: "iris", width: 200, height: 60, keys: "5 ] ] Up"),
    Golden(name: "compare-40x12", sample: "iris", width: 40, height: 12, keys: "5"),
    Golden(name: "compare-matrix", sample: "eurodist_matrix", width: 120, height: 30, keys: "5"),
    Golden(
      name: "compare-styles", sample: "iris", width: 120, height: 30, depth: .indexed256, keys: "5 Down",
      showsStyles: true),
    Golden(name: "tree-120x40", sample: "iris", width: 120, height: 40, keys: "6 Down Down"),
    Golden(name: "tree-80x24-ascii", sample: "iris", width: 80, height: 24, glyphs: .ascii, keys: "6 Down Right Enter"),
    Golden(name: "tree-200x60", sample: "iris", width: 200, height: 60, keys: "6 ] Down + +"),
    Golden(
      name: "tree-hdbscan-120x40", sample: "penguins", width: 120, height: 40, keys: "a hdbscan Enter 6 Tab Right Up"),
    Golden(
      name: "tree-hdbscan-80x24-ascii", sample: "penguins", width: 80, height: 24, glyphs: .ascii,
      keys: "a hdbscan Enter 6 Tab Tab Down Down Space"),
    Golden(name: "pair-120x40", sample: "iris", width: 120, height: 40, keys: "] 5 Home Space Tab Tab Tab Down Down"),
    Golden(name: "pair-80x24-ascii", sample: "iris", width: 80, height: 24, glyphs: .ascii, keys: "] 5 Home Space Tab"),
    Golden(
      name: "pair-styles", sample: "iris", width: 120, height: 30, depth: .indexed256, keys: "] 5 Home Down Space",
      showsStyles: true),
    Golden(name: "ambiguity-120x30", sample: "wine", width: 120, height: 30, keys: "3 O Tab Down Right"),
    Golden(
      name: "ambiguity-80x24-ascii", sample: "wine", width: 80, height: 24, glyphs: .ascii, keys: "3 O Tab Down Right"),
    Golden(
      name: "ambiguity-styles", sample: "wine", width: 120, height: 30, depth: .indexed256, keys: "3 O Tab Down Right",
      showsStyles: true),
    Golden(name: "views-120x30", sample: "iris", width: 120, height: 30, keys: "3 N N"),
    Golden(name: "panes-100x30", sample: "iris", width: 100, height: 30, keys: "6 W P"),
    Golden(name: "data-penguins-80x24", sample: "penguins", width: 80, height: 24, keys: "1"),
    Golden(name: "tree-40x12", sample: "iris", width: 40, height: 12, keys: "6 Tab"),
    Golden(
      name: "tree-styles", sample: "iris", width: 120, height: 30, depth: .indexed256, keys: "6 Down Down Tab Down",
      showsStyles: true),
  ]

  @Test("frames", arguments: goldens)
  func frames(golden: Golden) throws {
    let driver = try Driving.driver(
      golden.sample, golden.width, golden.height, glyphs: golden.glyphs, depth: golden.depth, keys: golden.keys)
    let canvas = frame(driver.state)
    #expect(canvas.size == Size(width: golden.width, height: golden.height))
    let drawn =
      golden.showsStyles ? canvas.stylePlane() : Self.withoutTimes(canvas.lines).joined(separator: "\n")
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

  /// Blanks the table's column of seconds, which differ each time.
  static func withoutTimes(_ lines: [String]) -> [String] {
    var end: Int?
    return lines.map { line in
      if let word = line.firstRange(of: "seconds") {
        end = line.distance(from: line.startIndex, to: word.upperBound)
        return line
      }
      if line.hasPrefix("└") || line.hasPrefix("+--") { end = nil }
      guard let end, line.count >= end, end >= 7 else { return line }
      let characters = Array(line)
      // No more than the number: other columns keep their distance.
      return String(characters[..<(end - 7)]) + "       " + String(characters[end...])
    }
  }
}
