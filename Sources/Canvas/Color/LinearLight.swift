/// The sRGB transfer function (IEC 61966-2-1), without a mathematics library: its exponent 2.4 is 12/5, so fifth and
/// third roots by Newton's method are all it takes.
enum LinearLight {
  /// A component 0…255 as linear light 0…1.
  static func of(_ component: UInt8) -> Double { table[Int(component)] }

  /// Linear light as a component 0…255, rounded; what lies outside 0…1 is clipped.
  static func component(_ light: Double) -> UInt8 {
    guard light > 0 else { return 0 }
    guard light < 1 else { return 255 }
    // light^(1/2.4) = light^(5/12), and 12 = 3·2·2.
    let power = light * light * light * light * light
    let encoded = light <= 0.0031308 ? 12.92 * light : 1.055 * cubeRoot(power.squareRoot().squareRoot()) - 0.055
    return UInt8(min(max((encoded * 255).rounded(), 0), 255))
  }

  private static let table: [Double] = (0...255).map { component in
    let value = Double(component) / 255
    if value <= 0.04045 { return value / 12.92 }
    let base = (value + 0.055) / 1.055
    // base^2.4 = base²·(base²)^(1/5).
    return base * base * root(base * base, degree: 5)
  }

  static func cubeRoot(_ value: Double) -> Double {
    value < 0 ? -root(-value, degree: 3) : root(value, degree: 3)
  }

  /// The root of a number in 0…8 or so, by Newton's method from above, where it falls until it has arrived.
  private static func root(_ value: Double, degree: Int) -> Double {
    guard value > 0 else { return 0 }
    var guess = max(1, value)
    let n = Double(degree)
    for _ in 0..<200 {
      var power = 1.0
      for _ in 1..<degree { power *= guess }
      let next = guess - (guess - value / power) / n
      if !(next < guess) { break }
      guess = next
    }
    return guess
  }
}
