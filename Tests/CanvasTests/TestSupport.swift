import Canvas
import Testing

/// A canvas with something drawn on it.
func drawn(_ width: Int, _ height: Int, _ draw: (inout Canvas, Rectangle) -> Void) -> Canvas {
  var canvas = Canvas(Size(width: width, height: height))
  draw(&canvas, canvas.bounds)
  return canvas
}

/// The lines with every trailing blank, framed by `¦`, so that expected pictures show their width.
func framed(_ canvas: Canvas) -> String {
  (0..<canvas.size.height).map { "¦" + canvas.line($0) + "¦" }.joined(separator: "\n")
}

/// A small generator, for tests alone (SplitMix64).
struct TestRandom: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

let red = Color(red: 255, green: 0, blue: 0)
let green = Color(red: 0, green: 255, blue: 0)
let blue = Color(red: 0, green: 0, blue: 255)
let black = Color(red: 0, green: 0, blue: 0)
let white = Color(red: 255, green: 255, blue: 255)
let threeColors = Palette(colors: [red, green, blue], noise: Color(red: 128, green: 128, blue: 128))
