import Canvas

/// Letters everywhere, and on the first lines text, braille, half blocks in many colours, wide scalars. The last line
/// has the names of the last events.
func picture(_ size: Size, events: [String], phase: Int) -> Canvas {
  var canvas = Canvas(size)
  for y in 0..<size.height {
    for x in 0..<size.width { canvas[x, y] = Cell(Unicode.Scalar(UInt8(65 + (x + y) % 26))) }
  }
  guard size.width >= 8, size.height >= 6 else { return canvas }
  let last = size.height - 1
  for y in [0, 3, last - 1] { canvas.fill(Rectangle(x: 0, y: y, width: size.width, height: 1), with: Cell()) }
  canvas.write("Probe \(size.width)x\(size.height)", x: 0, y: 0, style: Style(attributes: .bold))
  canvas.write("日本 wide 語", x: 0, y: 3, style: Style(attributes: .underline))
  for x in 0..<size.width {
    canvas[x, 1] = Cell(Unicode.Scalar(0x2800 + UInt32(x * 7 % 255) + 1)!)
    let level = UInt8(x * 255 / size.width)
    let shift = UInt8(truncatingIfNeeded: phase * 16)
    let style = Style(
      foreground: Color(red: level, green: shift, blue: 255 - level),
      background: Color(red: 0, green: level, blue: shift))
    canvas[x, 2] = Cell("▀", style)
  }
  canvas.write(events.suffix(3).joined(separator: " | "), x: 0, y: last - 1)
  return canvas
}

/// A picture in half blocks, as of dissimilarities: 64 greys above and below, every cell another one each time.
func ramp(_ size: Size, phase: Int) -> Canvas {
  var canvas = Canvas(size)
  func grey(_ value: Int) -> Color {
    let level = UInt8((value % 64) * 4)
    return Color(red: level, green: level, blue: level)
  }
  for y in 0..<size.height {
    for x in 0..<size.width {
      let style = Style(foreground: grey(x * 7 + y * 13 + phase), background: grey(x * 11 + y * 5 + phase * 3))
      canvas[x, y] = Cell("▀", style)
    }
  }
  return canvas
}

/// More pairs of colours than fit into one frame's share, to see the table overflow.
func manyColors(_ size: Size, phase: Int) -> Canvas {
  var canvas = Canvas(size)
  for y in 0..<size.height {
    for x in 0..<size.width {
      let value = (y * size.width + x) * 3 + phase * 40_000
      let style = Style(
        foreground: Color(red: UInt8(value >> 16 & 255), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255)),
        background: Color(red: UInt8(x & 255), green: UInt8(y & 255), blue: UInt8(phase & 255)))
      canvas[x, y] = Cell("▀", style)
    }
  }
  return canvas
}
