/// Points spread evenly.
public struct UniformSquare: SampleShape {
  public let id = "uniform_square"
  public let title = "Uniform square"
  public let summary = "No structure at all: the Hopkins statistic is near one half and the VAT image shows no blocks."
  public let seed: UInt64 = 5

  public init() {}

  public func columns(_ random: inout RandomSource) -> [SampleColumn] {
    var points = LabelledPoints()
    for _ in 0..<300 {
      let x = random.uniform()
      points.add(x, random.uniform(), "all")
    }
    return points.shuffledColumns(&random)
  }
}
