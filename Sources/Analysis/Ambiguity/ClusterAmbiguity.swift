/// How much people would disagree about the clusters in a scatterplot, from its points alone.
///
/// Gaussian mixtures of 1, 2, … components are fitted to the points; the number of components is at the knee of their
/// Bayesian information criterion, and the pairs of components are judged as `PairJudgement` says (Jeon et al., "CLAMS",
/// 2023). The published score rests on one fit and jumps when one component more or less is chosen. Here the score is
/// the mean over that number and its neighbours, weighted by their evidence exp(−BIC/2), each fit being the best of
/// several starts; fits to half of the points, drawn several times, give the interval.
///
/// The score does not change when the points are moved, turned, scaled in both directions alike, or put in another order.
public struct ClusterAmbiguity: Sendable, Equatable {
  /// A number of components, and what it says.
  public struct Candidate: Sendable, Equatable {
    public let components: Int
    /// Share of the evidence, adding up to 1.
    public let weight: Double
    public let score: Double
  }

  /// From 0 (everyone sees the same clusters) to 1 (two minds about each pair).
  public let score: Double
  /// Where the score lies for 90 % of the half samples.
  public let interval: ClosedRange<Double>
  /// The mixture with the number of components at the knee, in the coordinates of the points; nil where the points
  /// differ along no axis.
  public let mixture: GaussianMixture?
  /// Of that mixture.
  public let judgement: MixtureAmbiguity?
  /// That number of components and its neighbours.
  public let candidates: [Candidate]
  /// The Bayesian information criterion for 1, 2, … components, up to a constant.
  public let criterion: [Double]
  /// Whether the criterion has a knee; without one the least criterion decides.
  public let hasKnee: Bool
  /// How many points it was computed from: all, or `mostPoints`.
  public let sampleSize: Int
  /// What the user should know: whole sentences.
  public let notes: [String]

  public var components: Int { mixture?.count ?? 1 }

  /// More points are sampled.
  public static let mostPoints = 5000
  private static let mostComponents = 17
  private static let halfSamples = 20
  /// Half samples below and above the interval.
  private static let tail = 1

  /// O(k·n) time a step of EM, for n up to `mostPoints` and k up to 17.
  /// - Parameter plane: n×2, finite: the points as drawn.
  /// - Throws: `AnalysisError.tooFewRows` under 2 points, `.notApplicable` for a number of columns other than 2;
  ///   `CancellationError`.
  public init(of plane: Matrix, seed: UInt64 = 42, context: RunContext) throws {
    guard plane.columns == 2 else {
      throw AnalysisError.notApplicable(
        "cluster ambiguity is that of a scatterplot, and \(plane.columns) columns are given", advice: "give two")
    }
    guard plane.rows >= 2 else {
      throw AnalysisError.tooFewRows(needed: 2, given: plane.rows, for: "cluster ambiguity")
    }
    var frame = try PlaneFrame(plane, context: context)
    var notes: [String] = []
    if plane.rows > Self.mostPoints {
      var random = RandomSource(seed: seed)
      let rows = random.sample(Self.mostPoints, of: plane.rows).sorted()
      frame = frame.selecting(rows)
      notes.append("Cluster ambiguity is that of \(Self.mostPoints) points drawn at random from \(plane.rows).")
    }
    sampleSize = frame.points.rows
    guard frame.rank > 0 else {
      score = 0
      interval = 0...0
      mixture = nil
      judgement = nil
      candidates = []
      criterion = []
      hasKnee = false
      self.notes = notes + ["All points coincide, so there is nothing to disagree about."]
      return
    }
    if frame.rank == 1 { notes.append("The points lie on a line.") }
    let search = AmbiguitySearch(frame: frame, seed: seed)
    let fits = try search.fits(upTo: Self.mostComponents(points: sampleSize), context: context)
    let criterion = fits.map(\.criterion)
    let knee = kneeOfFallingConvexCurve(criterion)
    let chosen = knee ?? criterion.indices.min { criterion[$0] < criterion[$1] }!
    let around = Array(fits[max(0, chosen - 1)...min(fits.count - 1, chosen + 1)])
    let whole = search.weigh(around)
    let halves = try search.halfSamples(Self.halfSamples, around: around, context: context).sorted()
    score = whole.score
    interval = min(score, halves[Self.tail])...max(score, halves[halves.count - 1 - Self.tail])
    mixture = frame.original(fits[chosen].mixture)
    judgement = search.judge(fits[chosen].mixture)
    candidates = whole.candidates
    self.criterion = criterion
    hasKnee = knee != nil
    self.notes = notes
  }

  /// Up to one component fewer than the root of the number of points, at least one.
  private static func mostComponents(points n: Int) -> Int {
    max(1, min(mostComponents + 1, Int(Double(n).squareRoot())) - 1)
  }
}
