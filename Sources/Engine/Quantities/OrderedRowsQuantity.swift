import Analysis

/// Which rows stand in a dissimilarity image, and by what they are ordered.
public enum RowOrdering: Sendable, Hashable {
  /// All rows, by the spanning tree.
  case all
  /// So many rows that reach every part of the data (sVAT); the others belong to the nearest of them (clusiVAT).
  case maximin(Int)
  /// All rows, by a spanning tree that keeps constraints (after ConiVAT).
  case constrained(ConstraintList)
}

/// The order of the rows in a dissimilarity image, and how the rows that it leaves out belong to those that it shows.
public struct OrderedRowsQuantity: Quantity {
  public struct Value: Sendable {
    public let order: VATOrder
    /// For each row of the data the row of the image that it belongs to; nil where each row stands in the image.
    let representatives: [Int]?
    /// What the user should know: whole sentences.
    let remarks: [String]

    /// Labels of all rows, from those of the rows in the image, numbered in order of first appearance. O(n).
    func extended(_ labels: [Int]) -> [Int] {
      representatives.map { canonicalLabels($0.map { labels[$0] }) } ?? labels
    }
  }

  public let basis: Basis
  public let ordering: RowOrdering
  public init(_ basis: Basis, _ ordering: RowOrdering) {
    self.basis = basis
    self.ordering = ordering
  }

  public var title: String { "order of rows" }

  /// - Throws: `AnalysisError` for a sample of no rows, and for constraints that cannot be kept; `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    switch ordering {
    case .all:
      return Value(order: try study.value(VATQuantity(basis), context: context), representatives: nil, remarks: [])
    case .maximin(let size):
      guard size >= 1 else {
        throw AnalysisError.parameter(
          name: "maximin", of: "vat", value: "\(size)", allowed: "a whole number of rows, at least 1")
      }
      let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
      let sampled = try SampledVATOrder(
        of: dissimilarities, size: size, seed: basis.preparation.seed, context: context)
      let order = VATOrder(order: sampled.order, joinDistances: sampled.joinDistances, parents: sampled.parents)
      guard sampled.sample.rows.count < dissimilarities.count else {
        return Value(order: order, representatives: nil, remarks: [])
      }
      return Value(
        order: order,
        representatives: try sampled.sample.nearestSampledRows(in: dissimilarities, context: context),
        remarks: [
          "The image shows \(sampled.sample.rows.count) of \(dissimilarities.count) rows, chosen by maximin sampling; "
            + "each other row is labelled as the nearest of them."
        ])
    case .constrained(let list):
      let dataset = try study.value(DatasetQuantity(basis.preparation), context: context)
      let (constraints, ignored) = try list.resolved(for: dataset)
      let dissimilarities = try study.value(DissimilarityQuantity(basis), context: context).dissimilarities
      let constrained = try ConstrainedVATOrder(
        of: dissimilarities, constraints: constraints,
        plain: try study.value(VATQuantity(basis), context: context), context: context)
      return Value(order: constrained.order, representatives: nil, remarks: remarks(constrained, ignored))
    }
  }

  private func remarks(_ constrained: ConstrainedVATOrder, _ ignored: Int) -> [String] {
    var remarks: [String] = []
    if let distance = constrained.forcedDistance {
      remarks.append(
        "Cannot-links keep at least \(constrained.fewestClusters) groups apart: they are drawn to join at "
          + "\(ParameterValue.real(distance)) or more, whatever their dissimilarity.")
    }
    if ignored > 0 {
      remarks.append(
        ignored == 1
          ? "1 constraint names a row that is not analysed and was left out."
          : "\(ignored) constraints name rows that are not analysed and were left out.")
    }
    return remarks
  }
}
