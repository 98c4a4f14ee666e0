extension GaussianMixture {
  /// Points on the ellipse of equal density about the mean of a component, anticlockwise: those whose Mahalanobis
  /// distance from the mean is `deviations`. O(corners) time.
  /// - Precondition: the mixture has two dimensions, and the component.
  public func ellipse(of component: Int, deviations: Double, corners: Int = 64) -> [(x: Double, y: Double)] {
    precondition(dimension == 2, "a mixture in the plane")
    let covariance = covariances[component]
    let (x, y) = (means[component, 0], means[component, 1])
    // A circle, stretched by the Cholesky factor.
    let width = max(0, covariance[0, 0]).squareRoot()
    let slope = width > 0 ? covariance[1, 0] / width : 0
    let height = max(0, covariance[1, 1] - slope * slope).squareRoot()
    return (0..<corners).map { step in
      let angle = 2 * Double.pi * Double(step) / Double(corners)
      let (across, up) = (deviations * cosine(angle), deviations * sine(angle))
      return (x + width * across, y + slope * across + height * up)
    }
  }
}
