import Terminal
import Testing

@Suite struct PasteDecodingTests {
  private let start = e + "[200~"
  private let end = e + "[201~"

  @Test func aPasteIsOneEvent() {
    #expect(decode("a\(start)x\ty\u{3}\(end)b") == [.key(.character("a")), .paste("x\ty\u{3}"), .key(.character("b"))])
    #expect(decode("\(start)\(end)") == [.paste("")])
    #expect(decode("\(start)a\rb\r\nc\nd\(end)") == [.paste("a\nb\nc\nd")])
    #expect(decode("\(start)\(e)[20\(e)[A\(e)\(end)") == [.paste("\(e)[20\(e)[A\(e)")])
    #expect(decode("\(start)日本\(end)") == [.paste("日本")])
  }

  @Test func cutAnywhere() {
    let bytes = Array("\(start)1,2\(e)[2;é\(end)z".utf8)
    for cut in 0...bytes.count {
      var decoder = InputDecoder()
      let events = decoder.feed(bytes[..<cut], at: .zero) + decoder.feed(bytes[cut...], at: .zero)
      #expect(events == [.paste("1,2\(e)[2;é"), .key(.character("z"))], "cut at \(cut)")
    }
  }

  @Test func anEndThatNeverComes() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\(start)abc\(e)[20".utf8), at: .zero) == [])
    #expect(decoder.pendingDelay == .seconds(2))
    #expect(decoder.flush(at: .seconds(2)) == [.paste("abc\(e)[20")])
    #expect(decoder.feed(Array("x".utf8), at: .seconds(3)) == [.key(.character("x"))])
  }

  @Test func aHugePasteIsCut() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array(start.utf8), at: .zero) == [])
    for _ in 0..<40 { #expect(decoder.feed([UInt8](repeating: 0x61, count: 100_000), at: .zero) == []) }
    #expect(
      decoder.feed(Array("\(end)z".utf8), at: .zero)
        == [.paste(String(repeating: "a", count: 1 << 20)), .key(.character("z"))])
  }
}
