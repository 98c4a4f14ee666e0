/// Three rings around one centre.
public struct Rings: SampleShape {
  public let id = "rings"
  public let title = "Rings"
  public let summary = "Three groups with the same mean: connectedness tells them apart, distance to a centre cannot."
  public let seed: UInt64 = 2

  public init() {}

  public func columns(_ random: inout RandomSource) -> [SampleColumn] {
    var points = LabelledPoints()
    for (label, radius, count) in [("inner", 1.0, 80), ("middle", 3.0, 160), ("outer", 5.0, 240)] {
      for _ in 0..<count {
        let angle = 2 * .pi * random.uniform()
        let distance = radius + 0.15 * random.normal()
        points.add(distance * cosine(angle), distance * sine(angle), label)
      }
    }
    return points.shuffledColumns(&random)
  }
}
