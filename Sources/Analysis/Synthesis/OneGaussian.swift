/// A single normal cloud.
public struct OneGaussian: SampleShape {
  public let id = "one_gaussian"
  public let title = "One Gaussian"
  public let summary = "A dense middle and thin edges, but one group: what the tendency tests must not call clusters."
  public let seed: UInt64 = 4

  public init() {}

  public func columns(_ random: inout RandomSource) -> [SampleColumn] {
    var points = LabelledPoints()
    points.addNormal(300, around: (x: 0, y: 0), spread: (x: 1, y: 1), label: "all", &random)
    return points.shuffledColumns(&random)
  }
}
