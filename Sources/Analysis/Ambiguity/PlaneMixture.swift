/// A Gaussian mixture in the plane, as the fitting of thousands of small ones needs it.
struct PlaneMixture: Sendable, Equatable {
  struct Component: Sendable, Equatable {
    var weight: Double
    var x: Double
    var y: Double
    var xx: Double
    var xy: Double
    var yy: Double
  }

  var components: [Component]

  var count: Int { components.count }

  /// −2 ln L + (6k − 1) ln n.
  func bayesianInformation(meanLogLikelihood: Double, points n: Int) -> Double {
    -2 * meanLogLikelihood * Double(n) + Double(6 * count - 1) * naturalLogarithm(Double(n))
  }

  /// The mixture of B·p + c for points p.
  func mapped(
    by b: (xx: Double, xy: Double, yx: Double, yy: Double), to center: (x: Double, y: Double) = (0, 0)
  ) -> GaussianMixture {
    GaussianMixture(
      weights: components.map(\.weight),
      means: Matrix(
        components.map { [center.x + b.xx * $0.x + b.xy * $0.y, center.y + b.yx * $0.x + b.yy * $0.y] }),
      covariances: components.map { c in
        // B · C, then · Bᵀ.
        let top = (b.xx * c.xx + b.xy * c.xy, b.xx * c.xy + b.xy * c.yy)
        let bottom = (b.yx * c.xx + b.yy * c.xy, b.yx * c.xy + b.yy * c.yy)
        let across = top.0 * b.yx + top.1 * b.yy
        return Matrix([[top.0 * b.xx + top.1 * b.xy, across], [across, bottom.0 * b.yx + bottom.1 * b.yy]])
      })
  }
}
