extension Canvas {
  /// The same picture with nothing but ASCII: every other scalar gives way to the nearest look-alike, or `?`. Drawing
  /// with the ASCII glyph set looks better; this is for pictures that have been drawn already.
  public func convertedToASCII() -> Canvas {
    var result = Canvas(size)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let cell = self[x, y]
        result[x, y] = Cell(cell.isCovered ? "?" : ASCIILookAlike.of(cell.scalar), cell.style)
      }
    }
    return result
  }
}

enum ASCIILookAlike {
  static func of(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.isASCII { return scalar }
    if let known = table[scalar] { return known }
    switch scalar.value {
    // Braille: the more dots, the darker.
    case 0x2800...0x28FF:
      let shades: [Unicode.Scalar] = [" ", ".", ":", ":", "*", "*", "#", "#", "@"]
      return shades[(scalar.value & 0xFF).nonzeroBitCount]
    // Line drawing: what is neither horizontal nor vertical is a crossing or corner.
    case 0x2500...0x257F: return "+"
    case 0x2580...0x259F: return "#"
    default: return "?"
    }
  }

  private static let table: [Unicode.Scalar: Unicode.Scalar] = [
    "─": "-", "━": "-", "┄": "-", "┈": "-", "╌": "-", "═": "-", "│": "|", "┃": "|", "┆": "|", "┊": "|", "╎": "|",
    "║": "|", "╴": "-", "╶": "-", "╵": "|", "╷": "|", "╱": "/", "╲": "\\", "╳": "x", "▀": "\"", "▄": "_", "▁": "_",
    "▂": "_", "▃": "_", "░": ".", "▒": ":", "▓": "#", "▖": ".", "▗": ".", "▘": "'", "▝": "'", "▌": "|", "▐": "|",
    "▏": "|", "▎": "|", "▍": "|", "·": ".", "•": "o", "●": "o", "○": "o", "■": "#", "□": "#", "▲": "^", "△": "^",
    "▼": "v", "▽": "v", "◆": "*", "◇": "*", "♦": "*", "★": "*", "☆": "*", "✚": "+", "▸": ">", "►": ">", "◄": "<",
    "◂": "<", "→": ">", "←": "<", "↑": "^", "↓": "v", "…": "~", "–": "-", "—": "-", "‘": "'", "’": "'", "“": "\"",
    "”": "\"", "×": "x", "−": "-", "±": "~", "≈": "~", "≤": "<", "≥": ">", "»": ">", "«": "<", "✓": "v", "✗": "x",
  ]
}
