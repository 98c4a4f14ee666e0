/// Three long groups side by side.
public struct AnisotropicBlobs: SampleShape {
  public let id = "anisotropic_blobs"
  public let title = "Anisotropic blobs"
  public let summary = "Three long, slanted normal groups: full covariances fit them, k-means cuts them into halves."
  public let seed: UInt64 = 3

  public init() {}

  public func columns(_ random: inout RandomSource) -> [SampleColumn] {
    var points = LabelledPoints()
    let angle = 0.9
    for (label, offset) in [("left", -2.4), ("centre", 0.0), ("right", 2.4)] {
      // Side by side across their long axis, each moved a little along it.
      let center = (x: offset * sine(angle) + 0.4 * offset, y: -offset * cosine(angle) + 0.4 * offset)
      points.addNormal(150, around: center, spread: (x: 2.2, y: 0.35), angle: angle, label: label, &random)
    }
    return points.shuffledColumns(&random)
  }
}
