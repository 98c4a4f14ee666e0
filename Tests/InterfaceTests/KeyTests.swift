import Canvas
import Engine
import Interface
import Tabular
import TestSupport
import Testing

@Suite("Keys")
struct KeyTests {
  @Test("no key is bound twice")
  func noKeyTwice() {
    var seen: [KeyPress: String] = [:]
    for binding in KeyMap.bindings {
      for key in binding.keys {
        #expect(seen[key] == nil, "\(key.name) does both \(seen[key] ?? "") and \(binding.title)")
        seen[key] = binding.title
      }
    }
  }

  @Test("every key's name reads back as the key")
  func namesReadBack() {
    for key in KeyMap.bindings.flatMap(\.keys) { #expect(KeyPress(name: key.name) == key) }
    #expect(KeyPress(name: "Ctrl-C") == .control("c"))
    #expect(KeyPress(name: "space") == .character(" "))
    #expect(KeyPress(name: "F12") == .function(12))
    #expect(KeyPress(name: "F99") == nil)
    #expect(KeyPress(name: "nonsense") == nil)
  }

  @Test("a script is keys and typed words")
  func scripts() {
    #expect(KeyScript.parse("a Down Enter") == [.character("a"), .down, .enter])
    #expect(KeyScript.parse("dbscan Enter") == "dbscan".map(KeyPress.character) + [.enter])
    #expect(KeyScript.parse("") == [])
  }

  @Test("every key without data does something or says why not")
  func everyKeyAnswersWithoutData() {
    // An arrow at the end of a list has nowhere to go.
    for binding in KeyMap.bindings where binding.group != .cursor && binding.command != .focusNext(1) {
      for key in binding.keys {
        var state = State(size: Size(width: 100, height: 30))
        let before = frame(state)
        let effects = reduce(&state, .key(key))
        #expect(!effects.isEmpty || frame(state) != before, "\(key.name) is silent")
      }
    }
  }

  @Test("the README's table of keys is the key map")
  func readme() throws {
    let readme = try #require(Repository.text("README.md"))
    #expect(readme.contains(KeyMap.markdownTable), "put this into the README:\n\(KeyMap.markdownTable)")
  }
}
