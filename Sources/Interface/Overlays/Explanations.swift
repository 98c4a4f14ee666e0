import Analysis
import Canvas
import Engine

/// What the numbers on the screen mean: what each is, its range, how to read it, and where it comes from.
struct Explanation: Equatable {
  var title: String
  /// The value at present; nil where there is none.
  var value: String?
  var text: String
  var source: String
}

extension Session {
  /// Of everything that the scores show, in their order.
  var explanations: [Explanation] {
    tendencyExplanations + [clustererExplanation].compactMap(\.self) + indexExplanations + treeExplanations
  }

  private var tendencyExplanations: [Explanation] {
    var explanations = [
      Explanation(
        title: "Blocks in the image", value: suggestion.map { "\($0.suggestedClusters)" },
        text: "How many groups of a fair size the widest gap of the join distances leaves, at least a hundredth of the "
          + "rows each. A whole number from 1; 1 where no gap stands out. It sees what single linkage sees: groups "
          + "that touch count as one.",
        source: "Bezdek & Hathaway, VAT, 2002; Havens & Bezdek, iVAT, 2012"),
      Explanation(
        title: "Distance at which each row joins",
        text: "Rows stand in the order in which the minimum spanning tree grows; the profile shows the length of the "
          + "edge by which each joined. Valleys are groups, spikes the gaps between them. Cutting at a height gives "
          + "the single-linkage clusters at that height. From 0, in the units of the metric.",
        source: "Havens & Bezdek, iVAT, 2012; Gower & Ross, 1969"),
    ]
    if !basis.preparation.isDissimilarityMatrix {
      let hopkins = results.valueOrLatest(HopkinsQuantity(basis.preparation))
      explanations.append(
        Explanation(
          title: "Hopkins statistic", value: hopkins.map { formatNumber($0.statistic, decimals: 3) },
          text: "Compares how far random places are from the nearest row with how far rows are from each other, with "
            + "the number of columns as exponent. From 0 to 1: about 0.5 for rows without structure, towards 1 for "
            + "clusters, towards 0 for a regular grid. p says how often rows spread evenly would reach as much. In "
            + "many dimensions, and with unequal spreads, it is high without clusters too.",
          source: "Hopkins & Skellam, 1954; Wright, Will the Real Hopkins Statistic Please Stand Up?, 2022"))
    }
    return explanations
  }

  private var clustererExplanation: Explanation? {
    clustererDescription.map { description in
      let objective = clustering?.objective.map { "\($0.name) \(formatNumber($0.value))" }
      let parameters = description.parameters.map { "\($0.name): \($0.meaning)." }.joined(separator: " ")
      return Explanation(
        title: description.title, value: objective,
        text: "\(description.summary). \(parameters) Takes \(description.cost).", source: description.reference)
    }
  }

  private var indexExplanations: [Explanation] {
    let inside = results.valueOrLatest(InternalIndicesQuantity(basis, .clusterer(clusterer))) ?? []
    let outside =
      basis.preparation.labels == nil ? [] : results.valueOrLatest(ExternalIndicesQuantity(basis, clusterer)) ?? []
    func explain(
      _ description: AlgorithmDescription, _ range: String, _ direction: IndexDirection, _ values: [IndexValue]
    ) -> Explanation {
      Explanation(
        title: description.title,
        value: values.first { $0.title == description.title }.flatMap { $0.value.map { formatNumber($0) } },
        text: "\(description.summary). Range: \(range); \(direction.rawValue).", source: description.reference)
    }
    return ValidityIndices.allInternal.map { explain($0.description, $0.range, $0.direction, inside) }
      + (basis.preparation.labels == nil
        ? [] : ValidityIndices.allExternal.map { explain($0.description, $0.range, $0.direction, outside) })
  }
}
