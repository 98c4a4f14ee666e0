import Analysis
import Canvas
import Engine

/// What the scatterplot shows: coordinates on both axes, groups, and what the axes are called.
struct ScatterModel {
  var x: [Double]
  var y: [Double]
  var xTitle: String
  var yTitle: String

  /// Nil while what an axis needs is not known.
  init?(_ session: Session) {
    guard let dataset = session.dataset, !session.basis.preparation.isDissimilarityMatrix else { return nil }
    let projected = session.results.valueOrLatest(session.projectionQuantity)
    guard let horizontal = Self.values(session.horizontal, dataset, projected),
      let vertical = Self.values(session.vertical, dataset, projected)
    else { return nil }
    (x, xTitle) = horizontal
    (y, yTitle) = vertical
  }

  private static func values(
    _ axis: Axis, _ dataset: Dataset, _ projected: ProjectedPoints?
  ) -> ([Double], String)? {
    switch axis {
    case .column(let name):
      guard let index = dataset.featureNames.firstIndex(of: name) else { return nil }
      return (Array(dataset.unscaled.column(index)), name)
    case .component(let index):
      guard let projected, projected.coordinates.rows == dataset.rowCount else { return nil }
      guard index < projected.coordinates.columns else {
        // One column has one component: spread the rows over the other axis.
        return ((0..<dataset.rowCount).map(Double.init), "row")
      }
      let ratios = projected.explainedVarianceRatio
      let share = index < ratios.count ? " (\(formatNumber(ratios[index] * 100, significant: 3)) %)" : ""
      return (Array(projected.coordinates.column(index)), projected.axisNames[index] + share)
    }
  }
}
