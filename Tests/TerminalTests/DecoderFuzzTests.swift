import Terminal
import Testing

@Suite struct DecoderFuzzTests {
  /// SplitMix64, so that a failure can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  /// Bytes that sequences are made of, more often than by chance.
  private static let favourites =
    Array("\u{1B}\u{1B}\u{1B}[[[[OM<;;0123456789~~mMABu?$] P_G\\\u{7}^".utf8) + [0xC3, 0xA9, 0xE2]

  @Test(arguments: 1...4) func noBytesTrap(seed: UInt64) {
    var random = Generator(state: seed)
    let keys: [[UInt8]: Key] = [Array("\u{1B}[3$".utf8): .delete, Array("\u{1B}OA".utf8): .up]
    var decoder = InputDecoder(keys: keys)
    var events = 0
    var time = Duration.zero
    var fed = 0
    while fed < 100_000 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        Bool.random(using: &random)
          ? UInt8.random(in: 0...255, using: &random) : Self.favourites.randomElement(using: &random)!
      }
      fed += bytes.count
      time += .milliseconds(10)
      let new = decoder.feed(bytes, at: time)
      events += new.count
      // No byte can be more than one event; 64 or so may have been held back.
      #expect(new.count <= bytes.count + 70)
      if Int.random(in: 0..<10, using: &random) == 0 {
        _ = decoder.flush(at: time)
        #expect(decoder.pendingDelay == nil)
      }
    }
    #expect(events > 1000)
    // Whatever came before, the decoder is itself again after a pause.
    _ = decoder.flush(at: time)
    #expect(decoder.feed(Array("\u{1B}[Aq".utf8), at: time) == [.key(.up), .key(.character("q"))])
  }
}
