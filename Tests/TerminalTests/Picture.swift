/// What the program shows before any event, made independently of its canvas.
enum Picture {
  static func lines(width: Int, height: Int, event: String = "") -> [String] {
    var lines = (0..<height).map { y in
      String((0..<width).map { x in Character(Unicode.Scalar(UInt8(65 + (x + y) % 26))) })
    }
    guard width >= 8, height >= 6 else { return lines }
    lines[0] = "Probe \(width)x\(height)"
    lines[1] = String((0..<width).map { x in Character(Unicode.Scalar(UInt32(0x2801 + x * 7 % 255))!) })
    lines[2] = String(repeating: "▀", count: width)
    lines[3] = "日本 wide 語"
    lines[height - 2] = event
    return lines
  }
}
