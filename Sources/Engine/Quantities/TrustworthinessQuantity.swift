import Analysis

/// Whether rows that look near each other in a plane are really near.
public struct TrustworthinessQuantity: Quantity {
  public let basis: Basis
  public let view: PlaneView
  public init(_ basis: Basis, _ view: PlaneView) {
    self.basis = basis
    self.view = view
  }

  public var title: String { "trustworthiness" }

  /// - Throws: `AnalysisError` for too few rows, and what the projection throws; `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> Trustworthiness {
    let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
    return try Trustworthiness(
      of: view.picture(in: study, context: context), dissimilarities: dissimilarities, seed: basis.preparation.seed,
      context: context)
  }
}

/// A plane that the rows can be looked at in.
public struct PlaneView: Sendable, Hashable {
  /// What projects, also where the axes are columns.
  public let projection: ProjectionQuantity
  public let horizontal: PlaneAxis
  public let vertical: PlaneAxis

  public init(_ projection: ProjectionQuantity, _ horizontal: PlaneAxis, _ vertical: PlaneAxis) {
    self.projection = projection
    self.horizontal = horizontal
    self.vertical = vertical
  }

  public var plane: PlaneQuantity { PlaneQuantity(projection, horizontal, vertical) }

  /// Whether the axes are columns as they are.
  public var isOfColumns: Bool { if case .column = horizontal { true } else { false } }

  /// n×2: as the plane, but columns scaled, since a plot has room for both.
  func picture(in study: Study, context: RunContext) throws -> Matrix {
    guard case .column(let x) = horizontal, case .column(let y) = vertical else {
      return try study.value(plane, context: context)
    }
    let dataset = try study.value(DatasetQuantity(projection.preparation), context: context)
    let places = [x, y].compactMap { dataset.featureNames.firstIndex(of: $0) }
    return dataset.features.selecting(columns: places)
  }
}
