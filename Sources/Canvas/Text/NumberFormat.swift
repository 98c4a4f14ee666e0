/// A number's decimal digits, as few as identify it: value = ±0.d₁d₂d₃… × 10^exponent.
struct DecimalDigits {
  var isNegative: Bool
  /// Each 0…9, the first one not 0; empty for zero.
  var digits: [UInt8]
  var exponent: Int

  /// Nil for NaN and infinities. The shortest digits that read back as the same number are in the standard library's
  /// description, whatever its notation.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value < 0
    digits = []
    exponent = 0
    var seesPoint = false
    var written = 0
    var exponentText: [UInt8]? = nil
    for byte in value.description.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if exponentText != nil {
          exponentText?.append(byte)
        } else {
          let digit = byte - UInt8(ascii: "0")
          if !seesPoint {
            if !digits.isEmpty || digit != 0 { exponent += 1 }
          } else if digits.isEmpty, digit == 0 {
            exponent -= 1
          }
          if !digits.isEmpty || digit != 0 { digits.append(digit) }
        }
      case UInt8(ascii: "."): seesPoint = true
      case UInt8(ascii: "e"): exponentText = []
      case UInt8(ascii: "-"):
        if exponentText != nil { exponentText?.append(byte) }
      default: break
      }
      written += 1
    }
    if let exponentText { exponent += Int(String(decoding: exponentText, as: UTF8.self)) ?? 0 }
    trim()
  }

  /// A whole number times a power of ten, exactly.
  init(_ whole: Int, timesTenToThe power: Int) {
    isNegative = whole < 0
    digits = String(whole.magnitude).utf8.map { $0 - UInt8(ascii: "0") }
    exponent = digits.count + power
    if whole == 0 { digits = [] }
    trim()
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (exponent, isNegative) = (0, false) }
  }

  /// Keeps so many digits, halves away from zero; may gain a place (9.96 → 10.0). A count below 0 leaves zero.
  mutating func round(to count: Int) {
    guard count < digits.count else { return }
    let roundsUp = count >= 0 && digits[count] >= 5
    digits.removeLast(digits.count - max(0, count))
    if roundsUp {
      var index = digits.count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        exponent += 1
      }
    }
    trim()
  }

  /// Without an exponent, with so many decimals at least.
  func fixed(decimals: Int = 0) -> String {
    var text = isNegative ? "-" : ""
    if exponent <= 0 { text += "0" }
    for place in 0..<max(0, exponent) { text += digit(place) }
    let places = max(decimals, digits.count - exponent)
    guard places > 0 else { return text }
    text += "."
    for place in exponent..<(exponent + places) { text += digit(place) }
    return text
  }

  private func digit(_ place: Int) -> String {
    place >= 0 && place < digits.count ? String(digits[place]) : "0"
  }

  /// "1.25e-7".
  var scientific: String {
    guard let first = digits.first else { return "0" }
    var text = (isNegative ? "-" : "") + String(first)
    if digits.count > 1 { text += "." + digits.dropFirst().map { String($0) }.joined() }
    return text + "e" + String(exponent - 1)
  }
}

/// A number with so many significant digits, without trailing zeros: "0.1235", "3.2", "1.235e8", "NaN", "-inf".
/// Whole digits are never rounded off below a million ("12346", not "12350"); from a million on, and below 0.0001, the
/// notation is scientific. Rounds the shortest decimal form, halves away from zero.
public func formatNumber(_ value: Double, significant: Int = 4) -> String {
  guard var number = DecimalDigits(value) else { return formatSpecial(value) }
  let count = max(1, significant)
  let whole = number
  number.round(to: number.exponent <= 6 ? max(count, number.exponent) : count)
  if number.digits.isEmpty { return "0" }
  if number.exponent > 6, whole.exponent <= 6 { number.round(to: count) }
  return number.exponent > 6 || number.exponent < -3 ? number.scientific : number.fixed()
}

/// A number with a fixed count of decimals (0…17), for columns: "3.10". From 10¹⁵ on in scientific notation. What
/// rounds to zero has no sign.
public func formatNumber(_ value: Double, decimals: Int) -> String {
  guard var number = DecimalDigits(value) else { return formatSpecial(value) }
  let decimals = min(max(0, decimals), 17)
  guard number.exponent <= 15 else {
    number.round(to: decimals + 1)
    return number.scientific
  }
  number.round(to: number.exponent + decimals)
  return number.fixed(decimals: decimals)
}

private func formatSpecial(_ value: Double) -> String {
  value.isNaN ? "NaN" : value < 0 ? "-inf" : "inf"
}

/// A count with its thousands apart: "12,345".
public func formatCount(_ count: Int) -> String {
  let digits = Array(String(count.magnitude))
  var text = count < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return text
}

/// A count in at most five columns (a sign aside): "999", "12.3k", "4.5M", "120G". Rounded half away from zero.
public func formatCompact(_ count: Int) -> String {
  guard count.magnitude >= 1000 else { return String(count) }
  let units = ["k", "M", "G", "T", "P", "E"]
  var number = DecimalDigits(count, timesTenToThe: 0)
  number.round(to: 3)
  let unit = min(units.count - 1, (number.exponent - 1) / 3 - 1)
  number.exponent -= 3 * (unit + 1)
  return number.fixed() + units[unit]
}
