/// Reads decimal numbers, rounded to the nearest `Double` (ties to even) for any number of digits.
///
/// Up to 19 significant digits make an integer w. w·10^q is then one exact operation when both factors are exact
/// (Clinger, "How to read floating point numbers accurately", 1990), else one multiplication of 64 by 64 bits with a
/// known error: when that could change the rounding, about once in 300 random numbers, the standard library decides.
package struct NumberScanner {
  let decimalMark: UInt8
  private let powers = PowersOfTen.shared

  init(decimalMark: UInt8) { self.decimalMark = decimalMark }

  /// The longest number in digits that begins at `start`: nil when none does. What follows it is the caller's to judge.
  /// - Precondition: eight readable bytes behind the first that is no part of a number.
  @inline(__always)
  func scan(_ start: UnsafePointer<UInt8>) -> (value: Double, end: UnsafePointer<UInt8>)? {
    // No branch on the sign: it is as good as random in most data.
    let isNegative = start.pointee == Byte.minus
    let firstDigit = start + ((isNegative ? 1 : 0) | (start.pointee == Byte.plus ? 1 : 0))
    var w = UInt64(firstDigit.pointee &- Byte.zero)
    var p = firstDigit + 1
    // One digit before the mark is so common that it is worth a branch.
    if w > 9 || p.pointee != decimalMark {
      w = 0
      p = takeDigits(firstDigit, &w)
    }
    var digits = firstDigit.distance(to: p)
    var exponent = 0
    if p.pointee == decimalMark {
      let fraction = p + 1
      p = takeDigits(fraction, &w)
      exponent = p.distance(to: fraction)
      digits -= exponent
    }
    if digits == 0 { return nil }
    if p.pointee | 0x20 == 0x65 {
      guard let (power, end) = NumberScanner.exponent(p + 1) else { return nil }
      exponent += power
      p = end
    }
    if digits > 19, digits - NumberScanner.leadingZeros(firstDigit, decimalMark) > 19 {
      return (roundedByLibrary(start, p), p)
    }
    let magnitude: Double
    if w < 1 << 53, exponent <= 0, exponent >= -22 {
      magnitude = Double(w) / powers.exact[-exponent]
    } else if w < 1 << 53, exponent > 0, exponent <= 22 {
      magnitude = Double(w) * powers.exact[exponent]
    } else if let rounded = product(w, exponent) {
      magnitude = rounded
    } else {
      return (roundedByLibrary(start, p), p)
    }
    let sign: UInt64 = isNegative ? 1 << 63 : 0
    return (Double(bitPattern: magnitude.bitPattern | sign), p)
  }

  /// Appends the digits that begin at `start` to w, which overflows without notice.
  /// - Returns: the first byte that is no digit.
  @inline(__always)
  private func takeDigits(_ start: UnsafePointer<UInt8>, _ w: inout UInt64) -> UnsafePointer<UInt8> {
    var p = start
    while true {
      let bytes = UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
      // Digits are the bytes below 10 now; the top bit of every other is set in `others`.
      let values = bytes ^ 0x3030_3030_3030_3030
      let others = (((values & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080
      let count = others.trailingZeroBitCount >> 3
      // The first digit is the lowest byte. With fewer than eight, zeros come in before it.
      let ones = values << UInt64(64 - 8 * count)
      let pairs = (ones &* 10 &+ (ones >> 8)) & 0x00FF_00FF_00FF_00FF
      let fours = (pairs &* 100 &+ (pairs >> 16)) & 0x0000_FFFF_0000_FFFF
      let eight = (fours &* 10_000 &+ (fours >> 32)) & 0xFFFF_FFFF
      w = w &* powers.integers[count] &+ eight
      p += count
      if count < 8 { return p }
    }
  }

  /// w·10^q, or nil when 64 bits do not tell how to round it.
  @inline(__always)
  private func product(_ w: UInt64, _ q: Int) -> Double? {
    guard w != 0 else { return 0 }
    guard q >= PowersOfTen.range.lowerBound, q <= PowersOfTen.range.upperBound else { return nil }
    let shift = w.leadingZeroBitCount
    let index = q - PowersOfTen.range.lowerBound
    let high = (w &<< UInt64(shift)).multipliedFullWidth(by: powers.mantissas[index]).high
    // The true product lies in [high, high + 2]·2^64, and high has its top bit at 63 or 62.
    let dropped = UInt64(11 - high.leadingZeroBitCount)
    let half = UInt64(1) &<< (dropped - 1)
    let rest = high & (2 * half - 1)
    if rest <= half && rest + 2 >= half { return nil }
    let significand = (high &>> dropped) + (rest > half ? 1 : 0)
    // Of the significand in [2^52, 2^53] the leading one adds itself to the exponent's field.
    let field = Int(powers.exponents[index]) + 64 + Int(dropped) - shift + 1074
    guard field >= 1, field <= 2044 else { return nil }
    return Double(bitPattern: UInt64(field) << 52 + significand)
  }

  @inline(never)
  private func roundedByLibrary(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Double {
    var text = [UInt8](UnsafeBufferPointer(start: start, count: start.distance(to: end)))
    if let mark = text.firstIndex(of: decimalMark) { text[mark] = Byte.point }
    return Double(String(decoding: text, as: UTF8.self)) ?? .nan
  }

  /// The exponent behind an `e`, or nil when there is none. Beyond a million it makes no difference.
  @inline(never)
  private static func exponent(_ start: UnsafePointer<UInt8>) -> (Int, UnsafePointer<UInt8>)? {
    var p = start
    let isNegative = p.pointee == Byte.minus
    if isNegative || p.pointee == Byte.plus { p += 1 }
    let firstDigit = p
    var power = 0
    while case let digit = p.pointee &- Byte.zero, digit < 10 {
      power = min(power * 10 + Int(digit), 1_000_000)
      p += 1
    }
    return p == firstDigit ? nil : (isNegative ? -power : power, p)
  }

  @inline(never)
  private static func leadingZeros(_ start: UnsafePointer<UInt8>, _ decimalMark: UInt8) -> Int {
    var p = start
    var zeros = 0
    while p.pointee == Byte.zero || p.pointee == decimalMark {
      if p.pointee == Byte.zero { zeros += 1 }
      p += 1
    }
    return zeros
  }
}

extension NumberScanner {
  /// The number that exactly these bytes write, or nil: digits, or infinity or not-a-number in words.
  /// - Precondition: as for `scan`.
  @inline(never)
  func number(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Double? {
    if let found = scan(start) { return found.end == end ? found.value : nil }
    var p = start
    let isNegative = p < end && p.pointee == Byte.minus
    if p < end, isNegative || p.pointee == Byte.plus { p += 1 }
    let count = p.distance(to: end)
    guard count == 3 || count == 8 else { return nil }
    let word = (0..<count).map { p[$0] | 0x20 }
    if word == Array("inf".utf8) || word == Array("infinity".utf8) { return isNegative ? -.infinity : .infinity }
    return word == Array("nan".utf8) ? .nan : nil
  }

  /// The number that a whole text writes, by the rules of the readers: nil when it is none.
  package static func number(in text: some StringProtocol, decimalMark: UInt8 = 0x2E) -> Double? {
    var bytes = Array(text.utf8)
    let count = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: ByteWindow.padding))
    return bytes.withUnsafeBufferPointer { bytes in
      let start = bytes.baseAddress!
      return NumberScanner(decimalMark: decimalMark).number(start, start + count)
    }
  }
}
