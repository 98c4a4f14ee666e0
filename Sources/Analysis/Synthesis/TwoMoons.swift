/// Two half circles that reach into each other.
public struct TwoMoons: SampleShape {
  public let id = "two_moons"
  public let title = "Two moons"
  public let summary = "Two bent groups that chaining methods separate and centre-based methods cut across."
  public let seed: UInt64 = 1

  public init() {}

  public func columns(_ random: inout RandomSource) -> [SampleColumn] {
    var points = LabelledPoints()
    for index in 0..<300 {
      let isUpper = index < 150
      let angle = .pi * random.uniform()
      let (x, y) = (cosine(angle), sine(angle))
      let (u, v) = (0.07 * random.normal(), 0.07 * random.normal())
      points.add(isUpper ? x + u : 1 - x + u, isUpper ? y + v : 0.5 - y + v, isUpper ? "upper" : "lower")
    }
    return points.shuffledColumns(&random)
  }
}
