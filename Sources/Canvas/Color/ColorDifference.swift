extension Color {
  /// How different two colours look: the distance in Oklab × 100. 0 for the same, 100 from black to white; about 2 is
  /// just noticeable, 10 is told apart at a glance.
  public func difference(from other: Color) -> Double {
    100 * OKLab(self).distance(to: OKLab(other))
  }

  /// ΔE*76: the Euclidean distance in CIE L*a*b* under D65 (CIE 15). About 2.3 is just noticeable.
  public func differenceCIE76(from other: Color) -> Double {
    let (one, two) = (cieLab, other.cieLab)
    let (dl, da, db) = (one.0 - two.0, one.1 - two.1, one.2 - two.2)
    return (dl * dl + da * da + db * db).squareRoot()
  }

  /// L* 0…100, a*, b*; sRGB primaries, D65 white.
  var cieLab: (Double, Double, Double) {
    let color = isTerminal ? Color.middleGrey : self
    let r = LinearLight.of(color.red)
    let g = LinearLight.of(color.green)
    let b = LinearLight.of(color.blue)
    let x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    let y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    let z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
    func f(_ t: Double) -> Double {
      t > 216.0 / 24389.0 ? LinearLight.cubeRoot(t) : (24389.0 / 27.0 * t + 16) / 116
    }
    return (116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z)))
  }
}
