import Analysis
import Canvas
import Engine

/// What a number on the screen is about.
enum ExplanationTopic: Sendable, Hashable {
  case blocks
  case joins
  case hopkins
  case hopkinsSpread
  case hopkinsChance
  /// Of the catalogue, by its identifier.
  case statistic(String)
  case ambiguity
  case trustworthiness
  case clusterer
  /// Of the clusterer.
  case parameter(String)
  case objective
  case seconds
  /// A validity index, by its key.
  case index(String)
  case sizes
  case selectedRows
  case selectedGroups
  case differences
  case dissimilarities
  case components
  case columns
  case reachability
  case agreement
  case stability
  case contingency
  case leftOut
}

/// What a number on the screen means: what it is, its range, how to read it, and where it comes from.
struct Explanation: Equatable {
  var topic: ExplanationTopic
  var title: String
  /// The value at present; nil where there is none.
  var value: String?
  var text: String
  var source: String
  /// Where it is shown.
  var panes: Set<PaneID>
}

extension Session {
  /// Of everything that is shown anywhere, that of a pane first.
  func explanations(for pane: PaneID) -> [Explanation] {
    let all =
      tendencyExplanations + viewExplanations + clustererExplanations + indexExplanations + selectionExplanations + treeExplanations
      + pictureExplanations
    return all.filter { $0.panes.contains(pane) } + all.filter { !$0.panes.contains(pane) }
  }

  private var tendencyExplanations: [Explanation] {
    var explanations = [
      Explanation(
        topic: .blocks, title: "Blocks in the image", value: suggestion.map { "\($0.suggestedClusters)" },
        text: "How many groups of a fair size the widest gap of the join distances leaves, at least a hundredth of the "
          + "rows each. A whole number from 1; 1 where no gap stands out. It sees what single linkage sees: groups "
          + "that touch count as one.",
        source: "Bezdek & Hathaway, VAT, 2002; Havens & Bezdek, iVAT, 2012", panes: [.scores, .image, .profile, .tree]),
      Explanation(
        topic: .joins, title: "Distance at which each row joins",
        text: "Rows stand in the order in which the minimum spanning tree grows; the profile shows the length of the "
          + "edge by which each joined. Valleys are groups, spikes the gaps between them. Cutting at a height gives "
          + "the single-linkage clusters at that height. From 0, in the units of the metric. The heights of the tree "
          + "are the same distances.",
        source: "Havens & Bezdek, iVAT, 2012; Gower & Ross, 1969", panes: [.profile, .image, .tree]),
    ]
    guard !basis.preparation.isDissimilarityMatrix else { return explanations + statisticExplanations }
    let hopkins = results.valueOrLatest(HopkinsQuantity(basis.preparation))
    let source = "Hopkins & Skellam, 1954; Wright, Will the Real Hopkins Statistic Please Stand Up?, 2022"
    explanations += [
      Explanation(
        topic: .hopkins, title: "Hopkins statistic", value: hopkins.map { formatNumber($0.statistic, decimals: 3) },
        text: "Compares how far random places are from the nearest row with how far rows are from each other, with "
          + "the number of columns as exponent. From 0 to 1: about 0.5 for rows without structure, towards 1 for "
          + "clusters, towards 0 for a regular grid. In many dimensions, and with unequal spreads, it is high without "
          + "clusters too.",
        source: source, panes: [.scores]),
      Explanation(
        topic: .hopkinsSpread, title: "Spread of the Hopkins draws",
        value: hopkins.map { formatNumber($0.standardDeviation, decimals: 3) },
        text: "The statistic is drawn several times, from other rows and places each time; this is the standard "
          + "deviation of the draws. From 0; what is small against the distance from 0.5 can be relied on.",
        source: source, panes: [.scores]),
      Explanation(
        topic: .hopkinsChance, title: "p, if all were random",
        value: hopkins.map { $0.pValue < 0.0001 ? "< 0.0001" : formatNumber($0.pValue, decimals: 4) },
        text: "How often rows spread evenly would reach as high a Hopkins statistic. From 0 to 1: small says that the "
          + "rows are not evenly spread, which clusters are one reason for.",
        source: source, panes: [.scores]),
    ]
    return explanations + statisticExplanations
  }

  /// Those of the catalogue that have lines of their own, and why one cannot be given.
  private var statisticExplanations: [Explanation] {
    ScoresPane.furtherStatistics(self).compactMap { quantity in
      guard let statistic = try? TendencyStatistics.named(quantity.id) else { return nil }
      let description = statistic.description
      let finding = results.value(quantity)
      let failure = finding?.failure.map { " It cannot be given here: \($0)" } ?? ""
      return Explanation(
        topic: .statistic(quantity.id), title: description.title,
        value: finding?.reading?.value.map { formatNumber($0) },
        text: "It says \(description.summary). Range: \(statistic.range). Reading: \(statistic.reading).\(failure)",
        source: description.reference, panes: [.scores])
    }
  }

  private var clustererExplanations: [Explanation] {
    guard let description = clustererDescription else { return [] }
    let run = results.valueOrLatest(clusteringQuantity)
    var explanations = [
      Explanation(
        topic: .clusterer, title: description.title, text: "\(description.summary). Takes \(description.cost).",
        source: description.reference, panes: [.scores, .runs, .gallery])
    ]
    if let objective = clustering?.objective {
      explanations.append(
        Explanation(
          topic: .objective, title: "Objective: \(objective.name)", value: formatNumber(objective.value),
          text: "What \(description.title) makes as good as it can, or reports of its result. It compares runs of this "
            + "algorithm on the same data with the same number of clusters, and nothing else.",
          source: description.reference, panes: [.scores]))
    }
    explanations += description.parameters.map { parameter in
      let used = clustering?.parameters[parameter.name] ?? clusterer.parameters[parameter.name] ?? parameter.standard
      return Explanation(
        topic: .parameter(parameter.name), title: "\(parameter.name), of \(description.title)",
        value: used.map(Session.shown),
        text: "\(parameter.meaning). Range: \(parameter.allowed). "
          + (parameter.standard.map { "Default: \($0)." } ?? "Default: \(parameter.automatic ?? "chosen")."),
        source: description.reference, panes: [.scores])
    }
    return explanations + [
      Explanation(
        topic: .sizes, title: "Clusters and noise", value: clustering.map { "\($0.clusterCount)" },
        text: "How many rows each cluster or class has; the bar is the share of the largest. Clusters are numbered in "
          + "the order in which their first rows stand in the table. Noise are rows that the algorithm puts into none.",
        source: "counted", panes: [.scores, .runs, .gallery, .log]),
      Explanation(
        topic: .seconds, title: "Seconds", value: run.map { formatNumber($0.elapsedSeconds, significant: 2) },
        text: "How long the algorithm took for these rows, in seconds of the clock, without what other algorithms "
          + "share with it, such as the spanning tree where it was there already. It is measured anew each time.",
        source: "measured", panes: [.scores, .runs, .log]),
    ]
  }

  private var indexExplanations: [Explanation] {
    let inside = results.valueOrLatest(InternalIndicesQuantity(basis, .clusterer(clusterer))) ?? []
    let hasLabels = basis.preparation.labels != nil
    let outside = hasLabels ? results.valueOrLatest(ExternalIndicesQuantity(basis, clusterer)) ?? [] : []
    func explain(
      _ description: AlgorithmDescription, _ key: String, _ range: String, _ direction: IndexDirection,
      _ values: [IndexValue], _ panes: Set<PaneID>
    ) -> Explanation {
      Explanation(
        topic: .index(key), title: description.title,
        value: values.first { $0.title == description.title }.flatMap { $0.value.map { formatNumber($0) } },
        text: "\(description.summary). Range: \(range); \(direction.rawValue).", source: description.reference,
        panes: panes)
    }
    return ValidityIndices.allInternal.map { index in
      let isSilhouette = index.key == Silhouette.key
      return explain(
        index.description, index.key, index.range, index.direction, inside,
        isSilhouette ? [.scores, .runs, .silhouette] : [.scores, .runs])
    }
      + ValidityIndices.allExternal.filter { hasLabels || $0.key == AdjustedRand.key }.map { index in
        // Runs are compared with each other by the first of them.
        let isRand = index.key == AdjustedRand.key
        return explain(
          index.description, index.key, index.range, index.direction, outside,
          isRand ? [.scores, .runs, .agreement] : [.scores])
      }
  }

  private var selectionExplanations: [Explanation] {
    [
      Explanation(
        topic: .selectedRows, title: "Selected rows", value: "\(formatCount(selection.count))",
        text:
          "How many rows are selected, and what share that is of those looked at. Selected rows that are not looked "
          + "at at present, since others are looked at alone, are counted apart.",
        source: "counted", panes: [.scores]),
      Explanation(
        topic: .selectedGroups, title: "Groups of the selected rows",
        text: "How many of the selected rows each cluster or class has, of how many that it has in all; the three with "
          + "most of them.",
        source: "counted", panes: [.scores]),
      Explanation(
        topic: .differences, title: "How the selection differs",
        text: "For the features that differ most: the mean of the selected rows, that of the others, both in the "
          + "feature's own units, and how many standard deviations of all rows they are apart (the effect size). "
          + "0 is no difference; 0.2 is called small, 0.5 medium, 0.8 large. Positive where the selected rows have "
          + "more.",
        source: "Cohen, Statistical Power Analysis for the Behavioral Sciences, 1988", panes: [.scores]),
    ]
  }

  private var pictureExplanations: [Explanation] {
    var explanations = [
      Explanation(
        topic: .dissimilarities, title: "Dissimilarity", value: basis.metric.id,
        text:
          "How different two rows are under the chosen metric, after scaling; m and s choose them. From 0 for equal "
          + "rows. The image shows it dark for small and light for large, from the least to the largest on it as the "
          + "legend says; the iVAT image shows instead the largest step on the path that keeps steps smallest. "
          + "Sampled: a cell stands for more pairs than were looked at.",
        source: "Bezdek & Hathaway, VAT, 2002; Havens & Bezdek, iVAT, 2012", panes: [.image, .tree]),
      Explanation(
        topic: .contingency, title: "Which became which",
        text: "How many rows are in a cluster of the one run and in one of the other. Whole numbers from 0; a row or a "
          + "column with one number in it is a cluster that both have.",
        source: "counted", panes: [.contingency, .pair]),
      Explanation(
        topic: .columns, title: "Columns",
        text:
          "The least, the middle and the largest value of each column as they are in the table; the spread shows how "
          + "often values occur between the least and the largest, or how many rows the commonest texts have. Missing "
          + "values are in none of them.",
        source: "counted", panes: [.table, .rows]),
      Explanation(
        topic: .leftOut, title: "Rows left out, sampled, values filled in",
        value: dataset.map { formatCount($0.droppedRows) },
        text:
          "In the line above: how many rows have missing values and are left out, or how many values were filled in "
          + "instead (n chooses), and whether all rows are looked at or a part of them.",
        source: "counted", panes: [.rows]),
    ]
    if !basis.preparation.isDissimilarityMatrix {
      let shares = results.valueOrLatest(projectionQuantity)?.explainedVarianceRatio ?? []
      explanations.append(
        Explanation(
          topic: .components, title: "Principal components",
          value: shares.isEmpty ? nil : "PC1 \(formatNumber(shares[0] * 100, significant: 3)) %",
          text:
            "Directions in which the scaled features vary most, each at right angles to those before. The number at "
            + "an axis is the share of the variance along it, from 0 to 100 %: where two have nearly all of it, the "
            + "scatterplot shows distances as they are; where they have little, rows that look near may be far apart.",
          source: "Pearson, 1901; Hotelling, 1933; Jolliffe, Principal Component Analysis, 2002",
          panes: [.scatter, .scree, .gallery]))
    }
    return explanations
  }
}
