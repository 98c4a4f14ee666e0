/// What the covariances of a mixture may be.
public enum CovarianceShape: String, Sendable, CaseIterable {
  /// Any, one for each component.
  case full
  /// Any, the same for all components.
  case tied
  /// Diagonal: axes along the columns.
  case diagonal
  /// A multiple of the identity.
  case spherical

  public var meaning: String {
    switch self {
    case .full: "any ellipsoids"
    case .tied: "one ellipsoid for all"
    case .diagonal: "ellipsoids along the columns"
    case .spherical: "balls"
    }
  }

  /// Numbers that describe the covariances of `components` components in `dimension` columns.
  func parameterCount(components: Int, dimension: Int) -> Int {
    switch self {
    case .full: components * dimension * (dimension + 1) / 2
    case .tied: dimension * (dimension + 1) / 2
    case .diagonal: components * dimension
    case .spherical: components
    }
  }

  /// Whether covariances have entries beside the diagonal.
  var isDense: Bool { self == .full || self == .tied }
}
