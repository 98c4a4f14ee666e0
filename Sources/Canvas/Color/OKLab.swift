/// A colour in Oklab, where equal distances look about equally different. Source: B. Ottosson, "A perceptual color
/// space for image processing" (2020).
public struct OKLab: Sendable, Hashable {
  /// 0 black … 1 white.
  public var lightness: Double
  /// Green (below 0) to red, about ±0.3.
  public var a: Double
  /// Blue (below 0) to yellow, about ±0.3.
  public var b: Double

  public init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  /// The terminal's own colour, which is unknown, counts as a middle grey.
  public init(_ color: Color) {
    let color = color.isTerminal ? Color.middleGrey : color
    let r = LinearLight.of(color.red)
    let g = LinearLight.of(color.green)
    let b = LinearLight.of(color.blue)
    let l = LinearLight.cubeRoot(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    let m = LinearLight.cubeRoot(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    let s = LinearLight.cubeRoot(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    self.init(
      lightness: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
  }

  /// The nearest 24-bit colour, component by component; what the screen cannot show is clipped.
  public var color: Color {
    let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    return Color(
      red: LinearLight.component(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
      green: LinearLight.component(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
      blue: LinearLight.component(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s))
  }

  private func cube(_ value: Double) -> Double { value * value * value }

  /// How far from grey.
  public var chroma: Double { (a * a + b * b).squareRoot() }

  /// The Euclidean distance: 0 for the same, 1 from black to white, about 0.02 just noticeable.
  public func distance(to other: OKLab) -> Double {
    let (dl, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
    return (dl * dl + da * da + db * db).squareRoot()
  }

  /// The point a part of the way to another colour.
  public func mixed(with other: OKLab, by fraction: Double) -> OKLab {
    OKLab(
      lightness: lightness + (other.lightness - lightness) * fraction, a: a + (other.a - a) * fraction,
      b: b + (other.b - b) * fraction)
  }
}
