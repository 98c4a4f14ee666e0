extension Color {
  static let middleGrey = Color(red: 119, green: 119, blue: 119)
  public static let black = Color(red: 0, green: 0, blue: 0)
  public static let white = Color(red: 255, green: 255, blue: 255)

  /// "#rrggbb", or "terminal".
  public var hex: String {
    guard !isTerminal else { return "terminal" }
    let digits = [red, green, blue].map { component in
      let text = String(component, radix: 16)
      return text.utf8.count == 1 ? "0" + text : text
    }
    return "#" + digits.joined()
  }

  /// The colour a part (0…1, clamped; NaN as 0) of the way to another, evenly to the eye (in Oklab). The terminal's
  /// own colour is unknown and cannot be mixed: the result is then the nearer of the two.
  public func mixed(with other: Color, by fraction: Double) -> Color {
    let fraction = fraction > 0 ? min(fraction, 1) : 0
    if fraction == 0 || self == other { return self }
    if fraction == 1 { return other }
    if isTerminal || other.isTerminal { return fraction < 0.5 ? self : other }
    return OKLab(self).mixed(with: OKLab(other), by: fraction).color
  }
}
