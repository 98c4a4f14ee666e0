/// How people would judge two components of a mixture in a scatterplot: as one cluster, or as two.
///
/// A logistic model of three features, fitted on 35 pairs that 34 people each judged (Abbas et al., "ClustMe: A visual
/// quality measure for ranking monochrome scatterplots based on cluster patterns", 2019). It predicts the share of
/// people who see one cluster; how much they disagree is the entropy of that share (Jeon et al., "CLAMS: A cluster
/// ambiguity measure for estimating perceptual variability in visual clustering", 2023).
public struct PairJudgement: Sendable, Equatable {
  /// Components of the mixture, a < b.
  public let a: Int
  public let b: Int
  /// Distance of the means in standard deviations along the direction v = (Ca + Cb)⁻¹(mb − ma) that tells the two
  /// apart best: v·(mb − ma) / (√(v'Ca v) + √(v'Cb v)); 0 where the means coincide.
  public let separation: Double
  /// ½ ln(det((Ca + Cb)/2) / √(det Ca · det Cb)), from 0: how much the covariances differ.
  public let shapeDifference: Double
  /// log10 of the points that the two hold together, held within 2…3.
  public let logarithmicCount: Double
  /// Whether no other mean lies within the circle whose diameter joins the two means.
  public let areNeighbors: Bool

  /// Share of people who see one cluster, within 1e-5 … 1 − 1e-5.
  public var mergedShare: Double {
    let z =
      1.5 - 2.5 * naturalLogarithm(separation + 0.1) - 0.64 * shapeDifference - 1.15 * (logarithmicCount - 2.5)
    return min(max(1 / (1 + exponential(-z)), 1e-5), 1 - 1e-5)
  }

  /// Share of people who see two clusters.
  public var separability: Double { 1 - mergedShare }

  /// The entropy of the judgement in bits: 0 where people agree, 1 where they are of two minds.
  public var ambiguity: Double { binaryEntropy(mergedShare) }

  /// Whether the pair counts: someone might merge it, or nothing lies between.
  public var counts: Bool { mergedShare > 0.05 || areNeighbors }

  /// - Parameters:
  ///   - mixture: of two dimensions, with positive definite covariances.
  ///   - points: how many points the mixture was fitted to.
  init(_ mixture: GaussianMixture, _ a: Int, _ b: Int, points: Int) {
    let first = PlaneCovariance(mixture.covariances[a])
    let second = PlaneCovariance(mixture.covariances[b])
    let sum = first + second
    let offset = (x: mixture.means[b, 0] - mixture.means[a, 0], y: mixture.means[b, 1] - mixture.means[a, 1])
    let direction = sum.solving(offset)
    let spread = first.deviation(along: direction) + second.deviation(along: direction)
    self.a = a
    self.b = b
    separation = spread > 0 ? (direction.x * offset.x + direction.y * offset.y) / spread : 0
    shapeDifference =
      0.5
      * (naturalLogarithm(sum.determinant / 4)
        - 0.5 * (naturalLogarithm(first.determinant) + naturalLogarithm(second.determinant)))
    let count = Double(points) * (mixture.weights[a] + mixture.weights[b])
    logarithmicCount = min(max(naturalLogarithm(count) / naturalLogarithm(10), 2), 3)
    areNeighbors = (0..<mixture.count).allSatisfy { other in
      if other == a || other == b { return true }
      // Within the circle, the diameter is seen at an obtuse angle.
      let toFirst = (x: mixture.means[a, 0] - mixture.means[other, 0], y: mixture.means[a, 1] - mixture.means[other, 1])
      let toSecond = (x: mixture.means[b, 0] - mixture.means[other, 0], y: mixture.means[b, 1] - mixture.means[other, 1])
      return toFirst.x * toSecond.x + toFirst.y * toSecond.y >= 0
    }
  }
}

/// −p log2 p − (1 − p) log2 (1 − p), 0 at both ends.
func binaryEntropy(_ p: Double) -> Double {
  guard p > 0, p < 1 else { return 0 }
  return -(p * naturalLogarithm(p) + (1 - p) * naturalLogarithm(1 - p)) / naturalLogarithm(2)
}

/// A symmetric 2×2 matrix.
private struct PlaneCovariance {
  var xx: Double
  var xy: Double
  var yy: Double

  init(_ matrix: Matrix) {
    xx = matrix[0, 0]
    xy = matrix[0, 1]
    yy = matrix[1, 1]
  }

  static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.xx += right.xx
    sum.xy += right.xy
    sum.yy += right.yy
    return sum
  }

  var determinant: Double { xx * yy - xy * xy }

  /// The v with this · v = the offset.
  func solving(_ offset: (x: Double, y: Double)) -> (x: Double, y: Double) {
    ((yy * offset.x - xy * offset.y) / determinant, (xx * offset.y - xy * offset.x) / determinant)
  }

  /// √(v' this v).
  func deviation(along v: (x: Double, y: Double)) -> Double {
    max(0, xx * v.x * v.x + 2 * xy * v.x * v.y + yy * v.y * v.y).squareRoot()
  }
}
