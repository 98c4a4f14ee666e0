/// Groups of very different size and density in a thin background.
public struct UnbalancedBlobsWithNoise: SampleShape {
  public let id = "unbalanced_blobs_with_noise"
  public let title = "Unbalanced blobs with noise"
  public let summary = "A large loose, a middling and two small dense groups in uniform noise: density, size and noise."
  public let seed: UInt64 = 6

  public init() {}

  public func columns(_ random: inout RandomSource) -> [SampleColumn] {
    var points = LabelledPoints()
    points.addNormal(320, around: (x: 3, y: 3), spread: (x: 0.9, y: 0.9), label: "large", &random)
    points.addNormal(100, around: (x: 8, y: 3.5), spread: (x: 0.5, y: 0.5), label: "middling", &random)
    points.addNormal(35, around: (x: 6, y: 8), spread: (x: 0.2, y: 0.2), label: "small", &random)
    points.addNormal(25, around: (x: 7.6, y: 8.2), spread: (x: 0.15, y: 0.15), label: "tiny", &random)
    for _ in 0..<60 {
      let x = 10 * random.uniform()
      points.add(x, 10 * random.uniform(), "noise")
    }
    return points.shuffledColumns(&random)
  }
}
