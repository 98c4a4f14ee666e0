import Analysis
import Engine

// The cut that the user moves over the join distances. It is the single-linkage clustering at a height, so that every
// pane, the scores and the command line show the same thing.
extension Session {
  /// The height at which the tree is cut by hand; nil while another clustering is shown.
  var cutHeight: Double? {
    guard clusterer.id == Linkage.description.id, case .real(let height)? = clusterer.parameters["height"] else {
      return nil
    }
    if case .choice(let method)? = clusterer.parameters["linkage"], method != Linkage.singleLinkage { return nil }
    return height
  }

  var suggestion: ClusterSuggestion? { results.valueOrLatest(ClusterSuggestionQuantity(basis)) }
}

extension State {
  /// Cuts at a height: blocks that are too small to count stay without a cluster.
  mutating func cut(at height: Double) {
    guard let session, let suggestion = session.suggestion, height.isFinite, height >= 0 else { return }
    if session.clusterer.id != Linkage.description.id { setClusterer(Linkage.description.id) }
    self.session!.clusterer.parameters = ParameterValues([
      "linkage": .choice(Linkage.singleLinkage), "height": .real(height),
      "min-cluster-size": .integer(suggestion.support),
    ])
    self.session!.colouring = .cluster
  }

  /// Moves the cut to the next that leaves more blocks that count (1), or fewer (−1); begins at the suggested cut,
  /// where one is suggested.
  mutating func stepCut(_ step: Int) {
    guard let session, let suggestion = session.suggestion else { return }
    if session.cutHeight == nil, suggestion.best != nil { return cut(at: suggestion.suggestedCut) }
    let current = session.cutHeight ?? suggestion.suggestedCut
    let cuts = (1...suggestion.splits.count + 1).compactMap(suggestion.cut(clusters:))
    // Falling heights: the next lower leaves more blocks.
    guard let next = step > 0 ? cuts.first(where: { $0 < current }) : cuts.last(where: { $0 > current }) else {
      tell(step > 0 ? "No lower cut leaves more blocks of a fair size." : "All rows are one block here already.")
      return
    }
    cut(at: next)
  }
}
