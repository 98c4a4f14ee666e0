extension Color {
  /// Relative luminance, 0 black … 1 white. Source: WCAG 2.2. The terminal's own colour counts as a middle grey.
  public var relativeLuminance: Double {
    let color = isTerminal ? Color.middleGrey : self
    return 0.2126 * LinearLight.of(color.red) + 0.7152 * LinearLight.of(color.green)
      + 0.0722 * LinearLight.of(color.blue)
  }

  /// The contrast ratio, 1 (none) … 21 (black on white), the same both ways. Text needs 4.5, shapes need 3 (WCAG 2.2,
  /// level AA).
  public func contrastRatio(with other: Color) -> Double {
    let (one, two) = (relativeLuminance, other.relativeLuminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// Black or white, whichever can be read better on this colour.
  public var readableText: Color {
    contrastRatio(with: .white) >= contrastRatio(with: .black) ? .white : .black
  }
}
