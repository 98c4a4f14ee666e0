import Analysis
import Canvas
import Engine

// What the numbers about the scatterplot's plane mean.
extension Session {
  var viewExplanations: [Explanation] {
    guard !ViewClarity.needs(self).isEmpty else { return [] }
    let trust = results.value(trustworthinessQuantity)
    return [
      Explanation(
        topic: .ambiguity, title: "Cluster ambiguity",
        value: results.value(ambiguityQuantity).map(ViewClarity.scoreText),
        text: "How much people would disagree about the clusters of the scatterplot: from 0, all see the same, to 1, "
          + "half of them see one cluster where the others see two. A mixture of normal distributions is fitted to the "
          + "points (O draws it), and each pair of its components is judged by a model of what people said; it "
          + "\(AmbiguityReport.meaning). In brackets where the score lies when half of the points are looked at. N "
          + "steps through the clearest views.",
        source: "Jeon et al., CLAMS, 2023; Abbas et al., ClustMe, 2019", panes: [.scatter, .ambiguity, .scores]),
      Explanation(
        topic: .trustworthiness, title: "Trustworthiness of the view",
        value: trust.map { formatNumber($0.value, decimals: 3) },
        text: "Whether rows that look near each other are near in all features: from 0 to 1, where the "
          + "\(trust?.neighbors ?? 10) nearest neighbours in the plane are among the nearest there are. About 0.5 for "
          + "a plane that has nothing to do with the data; from \(formatNumber(AmbiguityRanking.trusted)) on a picture "
          + "can mostly be trusted. A clear picture that is not trustworthy shows clusters that are not there.",
        source: "Venna & Kaski, Neighborhood preservation in nonlinear projection methods, 2001",
        panes: [.scatter, .ambiguity, .scores]),
    ]
  }
}
