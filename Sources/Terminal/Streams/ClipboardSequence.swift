import Canvas

/// Copying through the terminal, which works over a network connection as well: the control sequence OSC 52.
public enum ClipboardSequence {
  /// What terminals take at most: xterm stops at 100,000 bytes of Base64, others a little below.
  static let longest = 74_994

  /// The sequence that puts a text on the clipboard; nil for a text of more than 74,994 bytes, which terminals drop.
  public static func copying(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count <= longest else { return nil }
    return "\u{1B}]52;c;\(Base64.encode(bytes))\u{07}"
  }
}
