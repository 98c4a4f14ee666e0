import Analysis
import Canvas
import Engine

// Stepping through the views of the rows that are clear and can be trusted.
extension Session {
  var viewsQuantity: ViewRankingQuantity { ViewRankingQuantity(basis) }

  fileprivate func shows(_ view: AmbiguityRanking.View) -> Bool {
    guard horizontal == view.plane.horizontal, vertical == view.plane.vertical else { return false }
    return view.plane.isOfColumns || projection == view.choice
  }
}

extension AmbiguityRanking.View {
  /// What projects, without the number of components, which follows from the axes.
  fileprivate var choice: AlgorithmChoice? { method.map { AlgorithmChoice($0.id, given) } }
}

extension State {
  /// To the next of the clearest views (1) or back (−1). Where they are not known yet, that is found out first, and
  /// the step is made as soon as it is.
  mutating func stepView(_ steps: Int, fromFirst: Bool = false) {
    guard let session, !session.basis.preparation.isDissimilarityMatrix else {
      return complain("Only dissimilarities are given, so there is no plane to look at the rows in.")
    }
    let quantity = session.viewsQuantity
    guard let ranking = session.results.value(quantity) else {
      if session.results.isCancelled(quantity) { self.session!.results.forget([AnyQuantity(quantity)]) }
      if let reason = self.session!.results.failure(quantity) { return complain(reason) }
      self.session!.awaitedViews = quantity
      return tell("Looking for the clearest views; Esc stops it.")
    }
    let few = ranking.bestFew
    guard !few.isEmpty else { return complain("There is no view to step to.") }
    let place: Int
    if !fromFirst, let current = few.firstIndex(where: { session.shows(ranking.views[$0]) }) {
      place = ((current + steps) % few.count + few.count) % few.count
    } else {
      place = steps > 0 ? 0 : few.count - 1
    }
    let view = ranking.views[few[place]]
    if let choice = view.choice { setProjection(choice) }
    self.session!.horizontal = view.plane.horizontal
    self.session!.vertical = view.plane.vertical
    self.session!.plotWindow = nil
    let name = view.plane.isOfColumns ? view.axisNames.joined(separator: " × ") : view.method?.title ?? ""
    let axes = view.plane.isOfColumns ? "" : " \(view.axisNames.joined(separator: " × "))"
    let settings = view.settings.isEmpty ? "" : " \(view.settings)"
    let trust = view.trustworthiness.map { ", trustworthiness \(formatNumber($0.value, decimals: 2))" } ?? ""
    tell(
      "View \(place + 1) of \(few.count): \(name)\(settings)\(axes): ambiguity "
        + "\(formatNumber(view.ambiguity.score, decimals: 2))\(trust)")
  }

  /// Makes the step that was waiting for a ranking of the views.
  mutating func settleViews(_ quantity: AnyQuantity) {
    guard let awaited = session?.awaitedViews, quantity == AnyQuantity(awaited) else { return }
    session!.awaitedViews = nil
    guard awaited == session!.viewsQuantity, overlay == nil else { return }
    stepView(1, fromFirst: true)
    recordChange()
  }
}
