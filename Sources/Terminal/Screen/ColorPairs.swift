import CNCurses
import Canvas

/// Colours in ncurses come in numbered pairs of foreground and background, defined when first needed. A pair is never
/// defined anew within a frame: that costs ten times as much, and recolours what is on the screen.
struct ColorPairs {
  private struct Colors: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private let depth: ColorDepth
  /// The colour where it was asked for, before the terminal's depth is considered.
  private var ofStyle: [StyleColors: Int32] = [:]
  private var ofColors: [Colors: Int32] = [:]
  private var next: Int32 = 1
  /// A pair was asked for and could not be had; it is shown in a poorer one.
  private(set) var isExhausted = false

  private struct StyleColors: Hashable {
    var foreground: Color
    var background: Color
  }

  init(depth: ColorDepth) { self.depth = depth }

  /// The number of the pair for a style; 0 is the terminal's own colours.
  mutating func pair(for style: Style) -> Int32 {
    if depth == .none || style.foreground.isTerminal && style.background.isTerminal { return 0 }
    let key = StyleColors(foreground: style.foreground, background: style.background)
    if let known = ofStyle[key] { return known }
    let colors = Colors(foreground: index(style.foreground), background: index(style.background))
    let pair = ofColors[colors] ?? define(colors)
    // Ramps and themes have few colours; a picture of 24 bits can have very many.
    if ofStyle.count >= 1 << 17 { ofStyle.removeAll(keepingCapacity: true) }
    if !isExhausted { ofStyle[key] = pair }
    return pair
  }

  /// Forgets all pairs, here and in ncurses, which would look for a pair all over the screen whenever it is defined
  /// otherwise than before (25 µs). What is on the screen has to be painted anew.
  mutating func reset() {
    reset_color_pairs()
    ofStyle.removeAll(keepingCapacity: true)
    ofColors.removeAll(keepingCapacity: true)
    next = 1
    isExhausted = false
  }

  private mutating func define(_ colors: Colors) -> Int32 {
    guard init_extended_pair(next, colors.foreground, colors.background) == OK else {
      isExhausted = true
      // The background carries a picture, the foreground a text.
      return ofColors[Colors(foreground: colors.foreground, background: -1)]
        ?? ofColors[Colors(foreground: -1, background: colors.background)] ?? 0
    }
    defer { next += 1 }
    ofColors[colors] = next
    return next
  }

  private func index(_ color: Color) -> Int32 {
    if color.isTerminal { return -1 }
    switch depth {
    case .none: return -1
    case .eight: return Int32(color.index8)
    case .sixteen: return Int32(color.index16)
    case .indexed256: return Int32(color.index256)
    case .trueColor: return Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)
    }
  }
}
