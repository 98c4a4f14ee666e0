/// The cluster ambiguity of a scatterplot that is described by a Gaussian mixture: how much people would disagree about
/// its clusters (Jeon et al., "CLAMS", 2023, with the pair judgements of `PairJudgement`).
public struct MixtureAmbiguity: Sendable, Equatable {
  /// All pairs of components, by the first and then the second.
  public let pairs: [PairJudgement]
  /// Mean ambiguity of the pairs that count, 0 (clear) … 1 (ambiguous); 0 for a single component.
  public let score: Double
  /// Mean ambiguity of neighbouring pairs, each weighted by the lesser of its two masses.
  public let scoreByMass: Double

  /// O(k³) time.
  /// - Parameters:
  ///   - mixture: k components in the plane, with positive definite covariances.
  ///   - points: how many points the mixture was fitted to.
  /// - Precondition: the mixture has two dimensions.
  public init(_ mixture: GaussianMixture, points: Int) {
    precondition(mixture.dimension == 2, "a mixture in the plane")
    var pairs: [PairJudgement] = []
    for a in 0..<mixture.count {
      for b in (a + 1)..<max(a + 1, mixture.count) { pairs.append(PairJudgement(mixture, a, b, points: points)) }
    }
    let counted = pairs.filter(\.counts)
    var total = 0.0
    var weighted = 0.0
    var mass = 0.0
    for pair in counted { total += pair.ambiguity }
    for pair in pairs where pair.areNeighbors {
      let share = min(mixture.weights[pair.a], mixture.weights[pair.b])
      weighted += share * pair.ambiguity
      mass += share
    }
    self.pairs = pairs
    score = counted.isEmpty ? 0 : total / Double(counted.count)
    scoreByMass = mass > 0 ? weighted / mass : 0
  }
}
