import Glibc
import Tabular
import Testing

/// Numbers must be the doubles nearest to what is written: compared with the C library, which is exact.
@Suite struct NumberTests {
  /// SplitMix64, as a source of test cases.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private func expectExact(_ text: String) {
    let expected = strtod(text, nil)
    let number = NumberScanner.number(in: text)
    if number?.bitPattern != expected.bitPattern {
      Issue.record("\(text) gives \(String(describing: number)), not \(expected)")
    }
  }

  @Test func randomDigitsAndExponents() {
    var random = Generator(state: 1)
    for _ in 0..<200_000 {
      let digits = String(random.next() % UInt64(pow(10, Double(Int.random(in: 1...19, using: &random)))))
      let point = Int.random(in: 0...digits.count, using: &random)
      var text = Bool.random(using: &random) ? "-" : ""
      text += digits.prefix(point) + "." + digits.dropFirst(point)
      if Bool.random(using: &random) { text += "e\(Int.random(in: -340...310, using: &random))" }
      expectExact(text)
    }
  }

  @Test func shortestAndSeventeenDigitsOfRandomDoubles() {
    var random = Generator(state: 2)
    for _ in 0..<100_000 {
      let number = Double(bitPattern: random.next())
      guard number.isFinite else { continue }
      let shortest = number.description
      #expect(NumberScanner.number(in: shortest)?.bitPattern == number.bitPattern)
      let ordinary = Double(Int64(bitPattern: random.next())) * 0x1p-61
      let text = ordinary.description
      #expect(NumberScanner.number(in: text) == ordinary)
    }
  }

  /// Decimals halfway between two doubles, and beside them: the hardest to round.
  @Test func halfways() {
    var random = Generator(state: 3)
    for _ in 0..<20_000 {
      // Odd numbers of 54 bits lie between two doubles; with 17 or 18 digits they are written exactly.
      let half = (random.next() >> 10) | 1 | 1 << 53
      expectExact("\(half)")
      expectExact("\(half)0e-1")
      expectExact("\(half - 1)9999999999999999999e-19")
      expectExact("\(half).000000000000000000001")
    }
  }

  @Test(arguments: [
    "0", "-0", "0.0", "-0.0e5", "1", "+1", "5.", ".5", "-.5", "1e5", "1E5", "1e+5", "1e-5", "9007199254740992",
    "9007199254740993", "9007199254740993.0000000000000000000001", "18446744073709551615", "18446744073709551616",
    "99999999999999999999", "123456789012345678901234567890", "0.000000000000000000000000000001234567890123456789",
    "00000000000000000000000000012.5", "1e22", "1e23", "1e-22", "1e-23", "8.5e22", "4.9406564584124654e-324",
    "2.4703282292062327e-324", "2.4703282292062328e-324", "2.2250738585072011e-308", "2.2250738585072014e-308",
    "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e308",
    "1e309", "1e-400", "0e999999999",
    "1e999999999999999999999", "1e-99999999999999999999", "123456789.123456789", "12345678.12345678", "1234567.1234567",
    "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798214808651",
    "6.9294956446009195e15", "2.7755575615628914e-17", "9.5367431640625e-07", "7.2057594037927933e16",
  ])
  func notations(text: String) {
    expectExact(text)
  }

  @Test(arguments: [
    "", " ", "1 ", " 1", "e5", "1e", "1e+", ".", "-", "+", "+-1", "1,5", "1_000", "0x10", "1.2.3", "1d5", "1f", "in",
    "infinit", "--1", "1e5.5", "½", "１",
  ])
  func noNumbers(text: String) {
    #expect(NumberScanner.number(in: text) == nil)
  }

  @Test func words() {
    for text in ["inf", "Inf", "+INF", "infinity", "Infinity"] {
      #expect(NumberScanner.number(in: text) == .infinity)
      #expect(NumberScanner.number(in: "-" + text.filter { $0 != "+" }) == -.infinity)
    }
    #expect(NumberScanner.number(in: "NaN")?.isNaN == true)
    #expect(NumberScanner.number(in: "1,5", decimalMark: UInt8(ascii: ",")) == 1.5)
    #expect(NumberScanner.number(in: "0,1234567890123456789012", decimalMark: UInt8(ascii: ",")) == 0.12345678901234568)
  }
}
