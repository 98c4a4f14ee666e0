import Canvas
import Testing

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (0.123456, "0.1235"), (3.14159, "3.142"), (12345.6789, "12346"),
    (999_999.4, "999999"), (999_999.6, "1e6"), (1_234_567, "1.235e6"), (0.0001, "0.0001"), (0.00012345, "0.0001235"),
    (0.00001, "1e-5"), (1.5e-7, "1.5e-7"), (9.9996, "10"), (99.996, "100"), (1e308, "1e308"),
    (Double.leastNonzeroMagnitude, "5e-324"),
    (-1.23456e-10, "-1.235e-10"), (100, "100"), (0.1 + 0.2, "0.3"), (2.5, "2.5"),
  ])
  func significantDigits(value: Double, expected: String) {
    #expect(formatNumber(value) == expected)
  }

  @Test func specialValues() {
    #expect(formatNumber(.nan) == "NaN" && formatNumber(.infinity) == "inf" && formatNumber(-.infinity) == "-inf")
    #expect(formatNumber(.nan, decimals: 2) == "NaN")
    #expect(formatNumber(1.26, significant: 2) == "1.3" && formatNumber(1.26, significant: -4) == "1")
    #expect(formatNumber(7, significant: .max) == "7" && formatNumber(7, decimals: .min) == "7")
  }

  @Test(arguments: [
    (3.1, 2, "3.10"), (0, 3, "0.000"), (-0.001, 2, "0.00"), (0.005, 2, "0.01"), (0.995, 2, "1.00"), (9.999, 2, "10.00"),
    (1234.5, 0, "1235"), (-2.345, 1, "-2.3"), (1e20, 2, "1e20"), (0.04, 1, "0.0"), (0.05, 1, "0.1"), (123, 1, "123.0"),
  ])
  func fixedDecimals(value: Double, decimals: Int, expected: String) {
    #expect(formatNumber(value, decimals: decimals) == expected)
  }

  @Test func seventeenDigitsReadBackTheSame() {
    var random = TestRandom(11)
    for _ in 0..<5000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(Double(formatNumber(value, significant: 17)) == value)
    }
  }

  @Test func fourDigitsAreClose() {
    var random = TestRandom(12)
    for _ in 0..<5000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite, value.isNormal, abs(value) < 1e308, let back = Double(formatNumber(value)) else { continue }
      #expect(abs(back - value) <= abs(value) * 0.5001e-3)
    }
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func counts(value: Int, expected: String) { #expect(formatCount(value) == expected) }

  @Test(arguments: [
    (999, "999"), (1000, "1k"), (12_345, "12.3k"), (999_499, "999k"), (999_500, "1M"), (4_500_000, "4.5M"),
    (-1500, "-1.5k"), (Int.max, "9.22E"),
  ])
  func compactCounts(value: Int, expected: String) { #expect(formatCompact(value) == expected) }
}
