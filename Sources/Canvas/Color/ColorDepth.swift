/// How many colours a terminal or a file can show.
public enum ColorDepth: String, Sendable, Hashable, CaseIterable {
  case none, eight, sixteen, indexed256, trueColor
}

extension Color {
  /// The colour that xterm gives an index 0…255 by default: 16 named ones, a 6 × 6 × 6 cube, 24 greys. Other indices
  /// are clamped.
  public static func xterm(_ index: Int) -> Color {
    let index = min(max(index, 0), 255)
    if index < 16 { return named[index] }
    if index >= 232 {
      let level = UInt8(8 + 10 * (index - 232))
      return Color(red: level, green: level, blue: level)
    }
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    let place = index - 16
    return Color(red: levels[place / 36], green: levels[place / 6 % 6], blue: levels[place % 6])
  }

  private static let named: [Color] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00,
    0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map { (value: Int) in
    Color(
      red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
      blue: UInt8(truncatingIfNeeded: value))
  }

  private static let indexed: [OKLab] = (0..<256).map { OKLab(xterm($0)) }

  /// The nearest (in Oklab) of the cube and the greys, 16…255; the 16 named colours are the user's to change and
  /// cannot be relied on. Ties go to the lower index. For the terminal's own colour −1.
  /// - Complexity: 240 distances, about a microsecond: keep the answer of a colour that is drawn often.
  public var index256: Int { nearest(in: 16..<256) { $0.distance(to: $1) } }

  /// The nearest of the 16 named colours, by hue before lightness: a colour that is no grey never becomes one, as
  /// clusters have to be told apart. For the terminal's own colour −1.
  public var index16: Int { nearestNamed(in: 0..<16) }

  /// The same among the first eight, which is what a Linux console has.
  public var index8: Int { nearestNamed(in: 0..<8) }

  private func nearestNamed(in indices: Range<Int>) -> Int {
    nearest(in: indices) { color, candidate in
      let isColored = color.chroma > 0.04
      if isColored != (candidate.chroma > 0.04) { return 10 + abs(color.lightness - candidate.lightness) }
      // Lightness counts half: hue is what names a colour.
      let lightness = (color.lightness - candidate.lightness) / 2
      let (da, db) = (color.a - candidate.a, color.b - candidate.b)
      return (lightness * lightness + da * da + db * db).squareRoot()
    }
  }

  private func nearest(in indices: Range<Int>, distance: (OKLab, OKLab) -> Double) -> Int {
    guard !isTerminal else { return -1 }
    let color = OKLab(self)
    var best = indices.lowerBound
    var bestDistance = Double.infinity
    for index in indices {
      let candidate = distance(color, Color.indexed[index])
      if candidate < bestDistance { (best, bestDistance) = (index, candidate) }
    }
    return best
  }

  /// The index of the nearest colour that a depth has; −1 where there are no indices.
  func index(at depth: ColorDepth) -> Int {
    switch depth {
    case .none, .trueColor: -1
    case .eight: index8
    case .sixteen: index16
    case .indexed256: index256
    }
  }

  /// The colour as it would be shown with so many colours.
  public func quantized(to depth: ColorDepth) -> Color {
    if isTerminal || depth == .trueColor { return self }
    return depth == .none ? .terminal : .xterm(index(at: depth))
  }
}
