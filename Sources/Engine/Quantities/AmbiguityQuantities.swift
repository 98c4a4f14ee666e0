import Analysis

/// How much people would disagree about the clusters of a scatterplot.
public struct AmbiguityQuantity: Quantity {
  public let plane: PlaneQuantity
  public init(_ plane: PlaneQuantity) { self.plane = plane }

  public var title: String { "cluster ambiguity" }

  public func compute(in study: Study, context: RunContext) throws -> ClusterAmbiguity {
    try ClusterAmbiguity(
      of: try study.value(plane, context: context), seed: plane.projection.preparation.seed, context: context)
  }
}

/// The component that each row most probably belongs to, of those by which ambiguity is judged; empty where all points
/// coincide.
public struct AmbiguityGroupsQuantity: Quantity {
  public let plane: PlaneQuantity
  public init(_ plane: PlaneQuantity) { self.plane = plane }

  public var title: String { "components of the plane" }

  /// - Throws: as `AmbiguityQuantity`.
  public func compute(in study: Study, context: RunContext) throws -> [Int] {
    let ambiguity = try study.value(AmbiguityQuantity(plane), context: context)
    let points = try study.value(plane, context: context)
    return try ambiguity.mixture?.mostProbable(for: points, context: context) ?? []
  }
}

/// Which views of the rows are the clearest, and which can be trusted.
public struct ViewRankingQuantity: Quantity {
  public let basis: Basis
  public init(_ basis: Basis) { self.basis = basis }

  public var title: String { "views" }

  /// - Throws: as `AmbiguityRanking`.
  public func compute(in study: Study, context: RunContext) throws -> AmbiguityRanking {
    try AmbiguityRanking(study, basis, context: context)
  }
}
