extension Canvas {
  /// The lines of text with colours as a terminal understands them (ECMA-48 SGR), a line feed after each. A style is
  /// written only where it changes, and every line ends without one, so that lines can be cut out and put together.
  /// - Parameter depth: with `.none` there are no colours, but bold, dim, underline and reverse remain.
  public func ansiText(depth: ColorDepth = .trueColor) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(cells.count * 4)
    var codes = ANSICodes(depth: depth)
    for y in 0..<size.height {
      var current = Style.plain
      for x in 0..<visibleWidth(y, depth) {
        let cell = self[x, y]
        if cell.isCovered { continue }
        let style = codes.shown(cell.style, isBlank: cell.scalar == " ")
        if style != current {
          codes.appendChange(from: current, to: style, to: &bytes)
          current = style
        }
        bytes.append(contentsOf: Unicode.UTF8.encode(cell.scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
      }
      if current != .plain { bytes.append(contentsOf: "\u{1B}[0m".utf8) }
      bytes.append(UInt8(ascii: "\n"))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Up to the last cell that shows anything.
  private func visibleWidth(_ y: Int, _ depth: ColorDepth) -> Int {
    for x in stride(from: size.width - 1, through: 0, by: -1) {
      let cell = self[x, y]
      let hasPaper = !cell.style.background.isTerminal && depth != .none
      if cell.scalar != " " || hasPaper || !cell.style.attributes.isDisjoint(with: [.underline, .reverse]) {
        return x + 1
      }
    }
    return 0
  }
}

/// The escape sequences between styles at one colour depth.
private struct ANSICodes {
  let depth: ColorDepth
  /// Finding the nearest colour takes a microsecond, and a frame has few colours.
  private var nearest: [Color: Color] = [:]
  /// Of the colours that the depth has.
  private var indices: [Color: Int] = [:]
  /// The codes of one change, made both ways to take the shorter one; kept to save allocations.
  private var difference: [UInt8] = []
  private var afresh: [UInt8] = []

  init(depth: ColorDepth) { self.depth = depth }

  /// The style with the colours the depth has; a blank needs no foreground of its own.
  mutating func shown(_ style: Style, isBlank: Bool) -> Style {
    var style = style
    style.background = quantized(style.background)
    let isVisible = !isBlank || !style.attributes.isDisjoint(with: [.underline, .reverse])
    style.foreground = isVisible ? quantized(style.foreground) : .terminal
    if !isVisible { style.attributes = [] }
    return style
  }

  private mutating func quantized(_ color: Color) -> Color {
    if depth == .trueColor || color.isTerminal { return color }
    if let known = nearest[color] { return known }
    let index = color.index(at: depth)
    let result = index < 0 ? Color.terminal : .xterm(index)
    nearest[color] = result
    indices[result] = index
    return result
  }

  /// Writes the shorter of changing what differs and starting afresh.
  mutating func appendChange(from old: Style, to new: Style, to bytes: inout [UInt8]) {
    afresh.removeAll(keepingCapacity: true)
    afresh.append(UInt8(ascii: "0"))
    ANSICodes.append(new.attributes, to: &afresh)
    if !new.foreground.isTerminal { append(new.foreground, base: 30, to: &afresh) }
    if !new.background.isTerminal { append(new.background, base: 40, to: &afresh) }

    difference.removeAll(keepingCapacity: true)
    ANSICodes.append(new.attributes.subtracting(old.attributes), to: &difference)
    if new.foreground != old.foreground { append(new.foreground, base: 30, to: &difference) }
    if new.background != old.background { append(new.background, base: 40, to: &difference) }

    bytes.append(0x1B)
    bytes.append(UInt8(ascii: "["))
    // Attributes are only ever taken away all at once.
    let hasLost = !old.attributes.subtracting(new.attributes).isEmpty
    bytes.append(contentsOf: hasLost || afresh.count < difference.count ? afresh : difference)
    bytes.append(UInt8(ascii: "m"))
  }

  private static func append(_ attributes: Style.Attributes, to codes: inout [UInt8]) {
    if attributes.contains(.bold) { append(1, to: &codes) }
    if attributes.contains(.dim) { append(2, to: &codes) }
    if attributes.contains(.underline) { append(4, to: &codes) }
    if attributes.contains(.reverse) { append(7, to: &codes) }
  }

  private func append(_ color: Color, base: Int, to codes: inout [UInt8]) {
    if color.isTerminal || depth == .none { return ANSICodes.append(base + 9, to: &codes) }
    if depth == .trueColor {
      for code in [base + 8, 2, Int(color.red), Int(color.green), Int(color.blue)] {
        ANSICodes.append(code, to: &codes)
      }
      return
    }
    let index = indices[color] ?? color.index(at: depth)
    if depth == .indexed256 {
      for code in [base + 8, 5, index] { ANSICodes.append(code, to: &codes) }
    } else {
      ANSICodes.append(index < 8 ? base + index : base + 60 + index - 8, to: &codes)
    }
  }

  /// A number 0…255, after a semicolon unless it is the first.
  private static func append(_ number: Int, to codes: inout [UInt8]) {
    if !codes.isEmpty { codes.append(UInt8(ascii: ";")) }
    let zero = UInt8(ascii: "0")
    if number >= 100 { codes.append(zero + UInt8(number / 100)) }
    if number >= 10 { codes.append(zero + UInt8(number / 10 % 10)) }
    codes.append(zero + UInt8(number % 10))
  }
}
