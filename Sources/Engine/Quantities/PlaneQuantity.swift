import Analysis

/// What one axis of a scatterplot shows.
public enum PlaneAxis: Sendable, Hashable {
  /// A component of the projection, from 0.
  case component(Int)
  /// A column, in its own units.
  case column(String)
}

/// The rows as points of the plane: n×2, as a scatterplot draws them.
public struct PlaneQuantity: Quantity {
  public let projection: ProjectionQuantity
  public let horizontal: PlaneAxis
  public let vertical: PlaneAxis

  public init(
    _ projection: ProjectionQuantity, _ horizontal: PlaneAxis = .component(0), _ vertical: PlaneAxis = .component(1)
  ) {
    self.projection = projection
    self.horizontal = horizontal
    self.vertical = vertical
  }

  public var title: String { "points of the plane" }

  /// O(n) once the projection is there, which is asked for only where an axis shows it.
  /// - Throws: `AnalysisError.notApplicable` for a column that is no feature, or a component that there is not.
  public func compute(in study: Study, context: RunContext) throws -> Matrix {
    let dataset = try study.value(DatasetQuantity(projection.preparation), context: context)
    func values(_ axis: PlaneAxis) throws -> ArraySlice<Double> {
      switch axis {
      case .column(let name):
        guard let index = dataset.featureNames.firstIndex(of: name) else {
          throw AnalysisError.notApplicable("column \"\(name)\" is no feature", advice: "choose another axis")
        }
        return dataset.unscaled.column(index)
      case .component(let index):
        let projected = try study.value(projection, context: context)
        guard index < projected.coordinates.columns else {
          throw AnalysisError.notApplicable(
            "the projection has \(projected.coordinates.columns) \(projected.coordinates.columns == 1 ? "axis" : "axes")",
            advice: "a plane needs two; give more columns")
        }
        return projected.coordinates.column(index)
      }
    }
    return Matrix(
      rows: dataset.rowCount, columns: 2, values: Array(try values(horizontal)) + Array(try values(vertical)))
  }
}
