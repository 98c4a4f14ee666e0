import Synchronization

/// The mixtures behind a cluster ambiguity: fits for every number of components, and again to halves of the points.
struct AmbiguitySearch: Sendable {
  struct Fit: Sendable {
    let mixture: PlaneMixture
    let criterion: Double
  }

  let frame: PlaneFrame
  let seed: UInt64

  /// Starts, and how many of them are followed to the end. More than `manyComponents` only bend the criterion's curve.
  private static let manyComponents = 8
  private static func effort(components k: Int) -> (starts: Int, followed: Int, steps: Int) {
    k == 1 ? (1, 1, mostSteps) : k <= manyComponents ? (8, 2, mostSteps) : (3, 1, 2 * mostSteps / 5)
  }
  private static let screeningSteps = 6
  /// Rise of the mean log-likelihood below which EM has converged.
  private static let tolerance = 1e-4
  private static let mostSteps = 100
  private static let mostHalfSampleSteps = 14
  /// Added to variances, in units of the points' own variance.
  private static let regularization = 1e-6

  /// The best fit for each number of components, from 1.
  func fits(upTo count: Int, context: RunContext) throws -> [Fit] {
    let done = ChunkCounter()
    return try parallelMap(count, context) { index in
      let fit = try fit(components: index + 1, context)
      context.report("cluster ambiguity", done.take() + 1, of: count)
      return fit
    }
  }

  /// Several starts take a few steps; the likeliest are followed, and the best of these counts (ties: the earlier).
  private func fit(components k: Int, _ context: RunContext) throws -> Fit {
    let effort = Self.effort(components: k)
    let points = PlanePoints(frame.points)
    var random = RandomSource(seed: seed, stream: k)
    var screened: [(mixture: PlaneMixture, meanLogLikelihood: Double)] = []
    for _ in 0..<effort.starts {
      let start = points.start(components: k, regularization: Self.regularization, random: &random)
      screened.append(try climb(start, over: points, steps: Self.screeningSteps, context))
    }
    let order = screened.indices.sorted {
      let (a, b) = (screened[$0].meanLogLikelihood, screened[$1].meanLogLikelihood)
      return a != b ? a > b : $0 < $1
    }
    var best: (mixture: PlaneMixture, meanLogLikelihood: Double)?
    for index in order.prefix(effort.followed) {
      let end = try climb(screened[index].mixture, over: points, steps: effort.steps, context)
      if best == nil || end.meanLogLikelihood > best!.meanLogLikelihood { best = end }
    }
    return fit(best!.mixture, best!.meanLogLikelihood)
  }

  private func fit(_ mixture: PlaneMixture, _ meanLogLikelihood: Double) -> Fit {
    Fit(
      mixture: mixture,
      criterion: mixture.bayesianInformation(meanLogLikelihood: meanLogLikelihood, points: frame.points.rows))
  }

  /// EM until it has converged, or for so many steps.
  private func climb(
    _ start: PlaneMixture, over points: PlanePoints, steps: Int, _ context: RunContext
  ) throws -> (mixture: PlaneMixture, meanLogLikelihood: Double) {
    var mixture = start
    var before = -Double.infinity
    for _ in 0..<steps {
      try context.checkCancellation()
      let (value, next) = points.step(mixture, regularization: Self.regularization)
      if value - before < Self.tolerance { return (mixture, value) }
      before = value
      mixture = next
    }
    return (mixture, points.meanLogLikelihood(mixture))
  }

  func judge(_ mixture: PlaneMixture) -> MixtureAmbiguity {
    MixtureAmbiguity(frame.proportioned(mixture), points: frame.points.rows)
  }

  /// The score over several numbers of components, each by its evidence exp(−BIC/2).
  ///
  /// One component beside two is a pair that everyone merges: there the shares of people are averaged before their
  /// entropy is taken.
  func weigh(_ fits: [Fit]) -> (score: Double, candidates: [ClusterAmbiguity.Candidate]) {
    let least = fits.map(\.criterion).min() ?? 0
    let evidence = fits.map { exponential(-($0.criterion - least) / 2) }
    let total = evidence.reduce(0, +)
    let judgements = fits.map { judge($0.mixture) }
    let candidates = fits.indices.map {
      ClusterAmbiguity.Candidate(
        components: fits[$0].mixture.count, weight: evidence[$0] / total, score: judgements[$0].score)
    }
    var score = candidates.reduce(0) { $0 + $1.weight * $1.score }
    if let one = fits.firstIndex(where: { $0.mixture.count == 1 }),
      let two = fits.firstIndex(where: { $0.mixture.count == 2 })
    {
      let shared = candidates[one].weight + candidates[two].weight
      if shared > 0, let pair = judgements[two].pairs.first {
        let merged = (candidates[one].weight + candidates[two].weight * pair.mergedShare) / shared
        score += shared * binaryEntropy(merged) - candidates[two].weight * candidates[two].score
      }
    }
    return (score, candidates)
  }

  /// The scores of fits to halves of the points, drawn without replacement: half samples vary about the fit to all as
  /// that varies about the truth. Evidence is that of all points.
  func halfSamples(_ count: Int, around fits: [Fit], context: RunContext) throws -> [Double] {
    let n = frame.points.rows
    return try parallelMap(count, context) { index in
      var random = RandomSource(seed: seed, stream: Int.max - index)
      let all = PlanePoints(frame.points)
      let half = PlanePoints(frame.points.selecting(rows: random.sample(max(1, n / 2), of: n).sorted()))
      let refits = try fits.map { whole in
        let mixture = try climb(whole.mixture, over: half, steps: Self.mostHalfSampleSteps, context).mixture
        return fit(mixture, all.meanLogLikelihood(mixture))
      }
      return weigh(refits).score
    }
  }

  /// The results of independent parts, in order.
  private func parallelMap<Value: Sendable>(
    _ count: Int, _ context: RunContext, _ part: @Sendable (Int) throws -> Value
  ) throws -> [Value] {
    let values = Mutex<[Value?]>(Array(repeating: nil, count: count))
    try context.forEachChunk(count) { index in
      let value = try part(index)
      values.withLock { $0[index] = value }
    }
    return values.withLock { $0.map { $0! } }
  }
}
