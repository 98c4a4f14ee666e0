import Analysis
import Engine
import Interface
import Testing

@Suite("Every command as text") struct CommandRoundTripTests {
  @Test("whatever a command holds, its text is a line that reads back to it", arguments: CommandKind.allCases)
  func roundTrip(_ kind: CommandKind) throws {
    var generator = CommandGenerator(seed: 11)
    for _ in 0..<200 {
      let command = generator.make(kind)
      #expect(CommandKind(command) == kind)
      let text = command.text
      #expect(!text.unicodeScalars.contains { CommandRoundTripTests.endsLine($0) }, "\(text.debugDescription)")
      #expect(try Command(text: text) == command, "\(text.debugDescription)")
    }
  }

  private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || Character(scalar).isNewline
  }

  @Test("a file of them reads back, also as editors of other systems write it", arguments: ["\n", "\r\n", "\r"])
  func files(newline: String) throws {
    var generator = CommandGenerator(seed: 5)
    var commands: [Command] = []
    for kind in CommandKind.allCases { for _ in 0..<5 { commands.append(generator.make(kind)) } }
    let text = LogFile(commands).text
    #expect(text.split(separator: "\n").count == commands.count + 1)
    let read = try LogFile(text: "\u{FEFF}" + text.replacing("\n", with: newline))
    #expect(read.lines.map(\.command) == commands)
  }

  @Test("nothing is taken for what it is not")
  func likeness() throws {
    #expect(try Command(text: "select add none") == .setSelection(.add, []))
    #expect(try Command(text: "select none") == .clearSelection)
    #expect(try Command(text: "features none") == .setFeatures([]))
    #expect(try Command(text: "features \"none\"") == .setFeatures(["none"]))
    #expect(try Command(text: "open \"\u{301}\"") == .open("\u{301}"))
    #expect(try Command(text: "open a\"\\u{2028}\"") == .open("a\u{2028}"))
    // Not a scalar: it stands for itself.
    #expect(try Command(text: "open \"\\u{D800}\"") == .open("u{D800}"))
    #expect(try Command(text: "open \"\\u\"") == .open("u"))
    #expect(throws: CommandTextError.openQuote) { try Command(text: "open \"\\") }
  }

  @Test(
    "rows as an option writes them",
    arguments: [
      ("0:50,60,70:80", [0..<50, 60..<61, 70..<80]), ("5", [5..<6]), ("3,2,1,0", [0..<4]), ("0:2,1:9", [0..<9]),
    ] as [(String, [Range<Int>])])
  func rowLists(text: String, stretches: [Range<Int>]) throws {
    let list = try #require(RowList(text: text))
    #expect(list.stretches == stretches)
    #expect(RowList(text: list.text) == list)
  }

  @Test(
    "what are no rows",
    arguments: ["", ",", "a", "1:", ":1", "3:3", "4:3", "-1", "1:2:3", "1,,2", "9223372036854775807", "1 2"])
  func noRows(text: String) { #expect(RowList(text: text) == nil) }
}
