import Analysis

extension Session {
  /// Of what the screens with trees and compared runs show.
  var treeExplanations: [Explanation] {
    var explanations = [
      Explanation(
        topic: .reachability, title: "Reachability",
        text: "OPTICS visits the rows so that each comes soon after those near which it lies. A bar is the distance at "
          + "which a row was reached: low in dense places, high on the way to the next. Valleys are clusters, valleys "
          + "in valleys clusters of clusters. The line below has the colours of the run's own clusters, by eps or "
          + "by the steepness xi. From 0, in the units of the metric; a bar to the top is where the visit began.",
        source: OPTICS.description.reference, panes: [.reachability]),
      Explanation(
        topic: .agreement, title: "Agreement of two runs",
        text: "The adjusted Rand index counts the pairs of rows that both runs put together, or both apart, corrected "
          + "for chance: 1 for the same clusters, about 0 for unrelated ones. Rows agree where they lie in two "
          + "clusters that are paired, each with the one of the other run that it shares most rows with.",
        source: AdjustedRand.description.reference, panes: [.agreement, .contingency, .pair]),
    ]
    if clusterer.id == HDBSCAN.description.id {
      explanations.append(
        Explanation(
          topic: .stability, title: "Stability of a group",
          text: "Rows count for as long as they stay in a group while the distance falls, measured in 1 over distance: "
            + "large groups that last are stable. A group is a cluster of the run unless the groups within it are "
            + "more stable together. From 0.",
          source: HDBSCAN.description.reference, panes: [.condensed]))
    }
    return explanations
  }
}
