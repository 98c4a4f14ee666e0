import Canvas

/// Colours for everything, as a theme file states them.
public struct Theme: Sendable, Equatable {
  public var name: String
  public var isLight: Bool
  public var background: Color
  public var text: Color
  public var dim: Color
  public var border: Color
  public var focus: Color
  public var accent: Color
  public var warning: Color
  public var error: Color
  public var selectionText: Color
  public var selectionBackground: Color
  /// The row under the cursor, and the second row of a pair.
  public var cursor: Color
  public var partner: Color
  public var clusters: [Color]
  public var noise: Color
  /// From similar to dissimilar.
  public var rampStops: [Color]

  public init(
    name: String, isLight: Bool, background: Color, text: Color, dim: Color, border: Color, focus: Color,
    accent: Color, warning: Color, error: Color, selectionText: Color, selectionBackground: Color, cursor: Color,
    partner: Color, clusters: [Color], noise: Color, rampStops: [Color]
  ) {
    self.name = name
    self.isLight = isLight
    self.background = background
    self.text = text
    self.dim = dim
    self.border = border
    self.focus = focus
    self.accent = accent
    self.warning = warning
    self.error = error
    self.selectionText = selectionText
    self.selectionBackground = selectionBackground
    self.cursor = cursor
    self.partner = partner
    self.clusters = clusters
    self.noise = noise
    self.rampStops = rampStops
  }

  /// What stands in when no theme file is found: the terminal's own ground and primary colours.
  public static let plain = Theme(
    name: "plain", isLight: false, background: .terminal, text: .terminal,
    dim: Color(red: 128, green: 128, blue: 128), border: Color(red: 128, green: 128, blue: 128),
    focus: Color(red: 0, green: 255, blue: 255), accent: Color(red: 0, green: 255, blue: 255),
    warning: Color(red: 255, green: 255, blue: 0), error: Color(red: 255, green: 0, blue: 0),
    selectionText: Color(red: 0, green: 0, blue: 0), selectionBackground: Color(red: 0, green: 255, blue: 255),
    cursor: Color(red: 255, green: 255, blue: 255), partner: Color(red: 255, green: 255, blue: 0),
    clusters: [(0, 205, 0), (0, 160, 255), (255, 0, 255), (255, 255, 0), (0, 255, 255), (255, 90, 90)].map {
      Color(red: $0.0, green: $0.1, blue: $0.2)
    },
    noise: Color(red: 128, green: 128, blue: 128),
    rampStops: [Color(red: 0, green: 0, blue: 0), Color(red: 255, green: 255, blue: 255)])
}

/// The styles that the panes use. Where there is no colour, attributes carry the meaning.
extension State {
  func style(_ foreground: Color, _ attributes: Style.Attributes = []) -> Style {
    Style(foreground: foreground, background: theme.background, attributes: attributes)
  }

  var ground: Style { style(theme.text) }
  var strong: Style { style(theme.text, .bold) }
  var dim: Style { colorDepth == .none ? ground : style(theme.dim) }
  var border: Style { style(theme.border) }
  var focusBorder: Style { style(theme.focus, colorDepth == .none ? .bold : []) }
  var accent: Style { style(theme.accent, .bold) }
  var warningStyle: Style { style(theme.warning, colorDepth == .none ? .bold : []) }
  var errorStyle: Style { style(theme.error, .bold) }
  var selectionStyle: Style {
    colorDepth == .none
      ? Style(attributes: .reverse)
      : Style(foreground: theme.selectionText, background: theme.selectionBackground, attributes: .bold)
  }
  var palette: Palette { Palette(colors: theme.clusters, noise: theme.noise) }
  var ramp: Ramp { Ramp(stops: theme.rampStops) }
}
