import Canvas
import Engine
import Interface
import Tabular
import TestSupport

/// A headless explorer on sample data, for the tests.
enum Driving {
  static let themes: ThemeLibrary = ThemeLibrary(
    files: Repository.names(in: "Themes").filter { $0.hasSuffix(".toml") }.map {
      ($0, Repository.text("Themes/\($0)") ?? "")
    })

  static func state(
    _ width: Int, _ height: Int, glyphs: GlyphSet = .braille, depth: ColorDepth = .indexed256, basis: Basis = Basis()
  ) -> State {
    State(
      size: Size(width: width, height: height), glyphs: glyphs, colorDepth: depth, themes: themes,
      listing: [
        ListedFile(path: sample("iris"), title: "iris.csv", summary: "three species of iris", origin: .sample),
        ListedFile(path: sample("wine"), title: "wine.csv", summary: "three growers' wines", origin: .sample),
      ], basis: basis)
  }

  static func sample(_ name: String) -> String { Repository.root + "/SampleData/\(name).csv" }

  /// A driver after opening a sample and pressing keys.
  static func driver(
    _ name: String?, _ width: Int, _ height: Int, glyphs: GlyphSet = .braille, depth: ColorDepth = .indexed256,
    keys: String = "", basis: Basis = Basis()
  ) throws -> HeadlessDriver {
    var driver = HeadlessDriver(state(width, height, glyphs: glyphs, depth: depth, basis: basis))
    if let name { try driver.send(.command(.open(sample(name)))) }
    for key in KeyScript.parse(keys) { try driver.send(.key(key)) }
    return driver
  }

  /// The lines of a frame, without the time that a run took, which is different each time.
  static func text(_ state: State) -> String { masked(frame(state).lines).joined(separator: "\n") }

  static func masked(_ lines: [String]) -> [String] {
    lines.map { line in
      // In the log: eight characters and the unit, before the border.
      if let unit = ["s │", "s |"].compactMap({ line.firstRange(of: $0) }).first, line.contains(" cluster") {
        let start = line.index(unit.lowerBound, offsetBy: -9, limitedBy: line.startIndex) ?? line.startIndex
        return line[..<start] + String(repeating: " ", count: 9) + line[unit.lowerBound...]
      }
      guard let word = line.firstRange(of: "seconds ") else { return line }
      let tail = line[word.upperBound...]
      let end = tail.lastIndex { "│|".contains($0) } ?? tail.endIndex
      return line[..<word.upperBound] + String(repeating: " ", count: tail[..<end].count) + tail[end...]
    }
  }
}
