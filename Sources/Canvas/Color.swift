/// A colour as a theme states it: 24-bit, or what the terminal has by default. How it is shown on a terminal with
/// fewer colours is the presenter's business.
public struct Color: Sendable, Hashable {
  /// 0xRRGGBB, or −1 for the terminal's own.
  let packed: Int32

  /// The terminal's own foreground or background.
  public static let terminal = Color(packed: -1)

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    packed = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
  }

  private init(packed: Int32) { self.packed = packed }

  /// From "#rrggbb"; nil when it is not of that form.
  public init?(hex: String) {
    let digits = hex.utf8.first == UInt8(ascii: "#") ? hex.dropFirst() : hex[...]
    // The standard library's parser would take a sign for a digit.
    guard digits.utf8.count == 6, digits.first != "+", let value = Int32(digits, radix: 16), value >= 0 else {
      return nil
    }
    packed = value
  }

  public var isTerminal: Bool { packed < 0 }
  public var red: UInt8 { UInt8(truncatingIfNeeded: packed >> 16) }
  public var green: UInt8 { UInt8(truncatingIfNeeded: packed >> 8) }
  public var blue: UInt8 { UInt8(truncatingIfNeeded: packed) }
}
