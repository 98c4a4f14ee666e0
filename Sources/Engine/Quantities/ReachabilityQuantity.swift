import Analysis

/// The reachability plot of an OPTICS run.
public struct ReachabilityQuantity: Quantity {
  public let run: ClusteringQuantity
  public init(_ run: ClusteringQuantity) { self.run = run }

  public var title: String { "reachability plot" }

  /// - Throws: `AnalysisError.notApplicable` for a run of another algorithm; what the run throws.
  public func compute(in study: Study, context: RunContext) throws -> ReachabilityPlot {
    guard let plot = try study.value(run, context: context).clustering.reachability else {
      throw AnalysisError.notApplicable(
        "\(run.clusterer.id) has no reachability plot", advice: "choose \(OPTICS.description.id)")
    }
    return plot
  }
}

/// The highest reachabilities over a part of the plot, one for each step of a picture.
public struct ReachabilityWindowQuantity: Quantity {
  public struct Value: Sendable {
    /// All rows in the order of the visit.
    public let order: [Int]
    /// The reachability at each place of that order; infinite where the visit began anew.
    public let profile: [Double]
    /// Places of the order, ascending: where the highest of each step is, ties to the first.
    public let positions: [Int]
    /// The highest of all that are finite; 0 where none is.
    public let highest: Double
  }

  public let run: ClusteringQuantity
  /// Places of the order; nil for all.
  public let window: Range<Int>?
  /// A window of fewer places gives each of them.
  public let steps: Int

  public init(_ run: ClusteringQuantity, window: Range<Int>?, steps: Int) {
    self.run = run
    self.window = window
    self.steps = steps
  }

  public var title: String { "reachability plot" }

  /// O(n) once the run is there.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    let plot = try study.value(ReachabilityQuantity(run), context: context)
    let profile = plot.profile
    let window = window?.clamped(to: profile.indices) ?? profile.indices
    let positions =
      window.count <= steps
      ? Array(window)
      : (0..<steps).map { step in
        let places = DissimilarityImage.places(of: window, inCell: step, of: steps)
        return places.dropFirst().reduce(places.lowerBound) { profile[$1] > profile[$0] ? $1 : $0 }
      }
    return Value(
      order: plot.order, profile: profile, positions: positions,
      highest: profile.lazy.filter(\.isFinite).max() ?? 0)
  }
}
