import Analysis

/// Where the join distances are cut into groups.
public enum TreeCut: Sendable, Hashable {
  /// Where their widest gap is.
  case suggested
  /// Rows that joined at this distance or less stay together.
  case height(Double)
  /// As many groups as asked for, whatever their sizes.
  case clusters(Int)

  /// - Throws: `AnalysisError.parameter` for what cannot cut this order.
  func applied(to order: VATOrder, suggestion: ClusterSuggestion) throws -> (height: Double, runs: [Range<Int>]) {
    switch self {
    case .suggested:
      return (suggestion.suggestedCut, order.runs(cut: suggestion.suggestedCut))
    case .height(let height):
      guard height.isFinite, height >= 0 else {
        throw AnalysisError.parameter(
          name: "cut", of: "vat", value: "\(ParameterValue.real(height))", allowed: "a finite distance, 0 or more")
      }
      return (height, order.runs(cut: height))
    case .clusters(let clusters):
      guard (1...max(1, order.order.count)).contains(clusters) else {
        throw AnalysisError.parameter(
          name: "clusters", of: "vat", value: "\(clusters)",
          allowed: "a whole number from 1 to \(order.order.count), the number of rows in the image")
      }
      return (order.height(clusters: clusters), order.runs(clusters: clusters))
    }
  }
}
