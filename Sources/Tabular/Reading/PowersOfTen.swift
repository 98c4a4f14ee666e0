/// 10^q for −342 ≤ q ≤ 308 as m·2^e with 2^63 ≤ m < 2^64 and m rounded down: 10^q/2^e lies in [m, m + 1].
///
/// Made by repeated multiplication and division by 5 in 128 bits. Each of the at most 342 steps loses less than one
/// unit of the lowest of them, so the upper 64 bits are right to one unit.
struct PowersOfTen: @unchecked Sendable {
  static let shared = PowersOfTen()
  static let range = -342...308

  // Written once, never freed: pointers spare the scanner a check at every number.
  let mantissas: UnsafePointer<UInt64>
  let exponents: UnsafePointer<Int32>
  /// 10^0 to 10^22, which doubles hold exactly.
  let exact: UnsafePointer<Double>
  /// 10^0 to 10^8.
  let integers: UnsafePointer<UInt64>

  private init() {
    let offset = -PowersOfTen.range.lowerBound
    let mantissas = UnsafeMutablePointer<UInt64>.allocate(capacity: PowersOfTen.range.count)
    let exponents = UnsafeMutablePointer<Int32>.allocate(capacity: PowersOfTen.range.count)
    // 5^power = value·2^exponent; at first 2^127·2^(−127).
    var value = UInt128(1) << 127
    var exponent = -127
    for power in 0...PowersOfTen.range.upperBound {
      mantissas[offset + power] = UInt64(truncatingIfNeeded: value >> 64)
      exponents[offset + power] = Int32(exponent + 64 + power)
      // Times 5/8, so that it fits, then back to a leading one.
      let next = (value >> 3) * 5 + (((value & 7) * 5) >> 3)
      let shift = next.leadingZeroBitCount
      value = next << shift
      exponent += 3 - shift
    }
    value = UInt128(1) << 127
    exponent = -127
    for power in 1...offset {
      // Divided by 5, with the bits that come in with the shift back to a leading one.
      let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 5)
      let shift = quotient.leadingZeroBitCount
      value = (quotient << shift) + (remainder << shift) / 5
      exponent -= shift
      mantissas[offset - power] = UInt64(truncatingIfNeeded: value >> 64)
      exponents[offset - power] = Int32(exponent + 64 - power)
    }
    let exact = UnsafeMutablePointer<Double>.allocate(capacity: 23)
    exact[0] = 1
    for power in 1...22 { exact[power] = exact[power - 1] * 10 }
    let integers = UnsafeMutablePointer<UInt64>.allocate(capacity: 9)
    integers[0] = 1
    for power in 1...8 { integers[power] = integers[power - 1] * 10 }
    self.mantissas = UnsafePointer(mantissas)
    self.exponents = UnsafePointer(exponents)
    self.exact = UnsafePointer(exact)
    self.integers = UnsafePointer(integers)
  }
}
