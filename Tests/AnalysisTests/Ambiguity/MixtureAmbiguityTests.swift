import Analysis
import Testing

@Suite("Ambiguity of a given mixture")
struct MixtureAmbiguityTests {
  @Test("features, shares, entropies, neighbours and scores of thirteen mixtures", arguments: AmbiguityReference.names)
  func reference(name: String) throws {
    let expected = try #require(AmbiguityReference.shared.cases[name])
    let ambiguity = MixtureAmbiguity(expected.mixture, points: expected.n)
    #expect(abs(ambiguity.score - expected.score) < 1e-6)
    #expect(abs(ambiguity.scoreByMass - expected.scoreByMass) < 1e-6)
    #expect(ambiguity.pairs.count == expected.k * (expected.k - 1) / 2)
    #expect(ambiguity.pairs.map { [$0.a, $0.b] } == expected.pairs.map { [$0.a, $0.b] })
    for (pair, other) in zip(ambiguity.pairs, expected.pairs) {
      #expect(abs(pair.separation - other.f) < 1e-6)
      #expect(abs(pair.shapeDifference - other.b2) < 1e-6)
      #expect(abs(pair.logarithmicCount - other.L) < 1e-6)
      #expect(abs(pair.mergedShare - other.p) < 1e-6)
      #expect(abs(pair.ambiguity - other.H) < 1e-6)
      #expect(pair.areNeighbors == other.gabriel)
      #expect(pair.separability == 1 - pair.mergedShare)
    }
  }

  @Test("the knee of the criterion is the reference's number of components", arguments: AmbiguityReference.names)
  func knee(name: String) throws {
    let expected = try #require(AmbiguityReference.shared.cases[name])
    #expect(kneeOfFallingConvexCurve(expected.bic) == expected.k - 1)
  }

  @Test("no knee in what does not bend")
  func noKnee() {
    #expect(kneeOfFallingConvexCurve([]) == nil)
    #expect(kneeOfFallingConvexCurve([3]) == nil)
    #expect(kneeOfFallingConvexCurve([2, 2, 2]) == nil)
    #expect(kneeOfFallingConvexCurve([4, 3, 2, 1, 0]) == nil)
    #expect(kneeOfFallingConvexCurve([10, 2, 1.5, 1, 0.5, 0]) == 1)
  }

  @Test("one component, and two with the same mean")
  func degenerate() {
    let unit = Matrix([[1, 0], [0, 1]])
    let one = MixtureAmbiguity(
      GaussianMixture(weights: [1], means: Matrix([[0.0, 0]]), covariances: [unit]), points: 10)
    #expect(one.score == 0 && one.scoreByMass == 0 && one.pairs.isEmpty)
    let same = MixtureAmbiguity(
      GaussianMixture(weights: [0.5, 0.5], means: Matrix([[1.0, 2], [1, 2]]), covariances: [unit, unit]), points: 10)
    #expect(same.pairs[0].separation == 0)
    // 1.5 − 2.5 ln 0.1 − 1.15 (2 − 2.5) is z, which nobody would see as two.
    #expect(same.pairs[0].mergedShare > 0.999)
  }

  @Test("does not change when the plane is moved, turned or scaled")
  func invariance() throws {
    let moons = try #require(AmbiguityReference.shared.cases["moons"])
    let mixture = moons.mixture
    let turned = MixtureAmbiguity(mixture.turned(scale: 7, by: (0.6, 0.8), to: (100, -3)), points: moons.n)
    let still = MixtureAmbiguity(mixture, points: moons.n)
    for (pair, other) in zip(still.pairs, turned.pairs) {
      #expect(abs(pair.ambiguity - other.ambiguity) < 1e-9)
      #expect(pair.areNeighbors == other.areNeighbors)
    }
  }
}

extension GaussianMixture {
  /// Turned by the angle with this cosine and sine, scaled and moved.
  fileprivate func turned(
    scale: Double, by angle: (cosine: Double, sine: Double), to place: (x: Double, y: Double)
  ) -> GaussianMixture {
    let (c, s) = (angle.cosine * scale, angle.sine * scale)
    return GaussianMixture(
      weights: weights,
      means: Matrix(
        (0..<count).map { [c * means[$0, 0] - s * means[$0, 1] + place.x, s * means[$0, 0] + c * means[$0, 1] + place.y] }),
      covariances: covariances.map { m in
        let (xx, xy, yy) = (m[0, 0], m[0, 1], m[1, 1])
        let across = c * s * (xx - yy) + (c * c - s * s) * xy
        return Matrix([
          [c * c * xx - 2 * c * s * xy + s * s * yy, across], [across, s * s * xx + 2 * c * s * xy + c * c * yy],
        ])
      })
  }
}
