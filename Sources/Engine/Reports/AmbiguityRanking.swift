import Analysis

/// Which view of the rows is the clearest, and which can be trusted: the command `ambiguity --best`. A clear picture in
/// which rows that look near are not near is of no use, so both are told.
public struct AmbiguityRanking: Report {
  public static let command = AmbiguityReport.command
  public let subject: ReportSubject
  /// The clearest first; ties to the more trustworthy, then in the order in which they were tried.
  public let views: [View]
  /// The clearest of those that reach `trusted`, or where none does the most trustworthy; nil without a view that has
  /// both numbers.
  public let best: Int?
  public let warnings: [String]

  public struct View: Sendable {
    public let plane: PlaneView
    /// Nil for two columns as they are.
    public let method: AlgorithmDescription?
    /// Those that were used.
    public let parameters: ParameterValues
    /// Those that differ from the defaults.
    public let given: ParameterValues
    public let axisNames: [String]
    public let ambiguity: ClusterAmbiguity
    /// Nil where there are too few rows.
    public let trustworthiness: Trustworthiness?
    /// From 1: places by ambiguity and by trustworthiness.
    public fileprivate(set) var ambiguityRank = 0
    public fileprivate(set) var trustRank: Int?
    /// Whether no other view is both clearer and more trustworthy.
    public fileprivate(set) var isUnbeaten = false
  }

  /// From here on a picture counts as trustworthy.
  public static let trusted = 0.9
  /// Pairs of columns are looked at up to so many columns.
  public static let mostColumns = 6
  /// Principal components whose planes are looked at.
  private static let mostComponents = 3

  /// Places of the views that are worth stepping through: the clearest of those that can be trusted, or where there
  /// are none the most trustworthy; at most `fewViews`.
  public var bestFew: [Int] {
    let trusted = views.indices.filter { (views[$0].trustworthiness?.value ?? 0) >= Self.trusted }
    if !trusted.isEmpty { return Array(trusted.prefix(Self.fewViews)) }
    return views.indices.sorted { (views[$0].trustRank ?? .max, $0) < (views[$1].trustRank ?? .max, $1) }
      .prefix(Self.fewViews).map { $0 }
  }

  private static let fewViews = 6

  /// - Parameter finished: is handed each view as soon as it is known, without its ranks.
  /// - Throws: `PreparationError`, `AnalysisError` when only dissimilarities are given or no view can be made,
  ///   `CancellationError`.
  public init(_ study: Study, _ basis: Basis, context: RunContext, finished: (View) -> Void = { _ in }) throws {
    subject = try ReportSubject(study, basis, context: context)
    _ = try requireFeatures(basis.preparation, "a ranking of projections", in: study, context: context)
    var warnings: [String] = []
    var views: [View] = []
    var refusals: [AnalysisError] = []
    let candidates = try Self.candidates(study, basis, subject.dataset, &warnings, context)
    for (place, candidate) in candidates.enumerated() {
      context.report("views", place, of: candidates.count)
      do {
        let view = try Self.view(study, basis, candidate, context)
        finished(view)
        views.append(view)
      } catch let error as AnalysisError {
        refusals.append(error)
        warnings.append("\(candidate.view.projection.title) was left out: \(error)")
      }
    }
    if views.isEmpty, let refusal = refusals.first { throw refusal }
    let ranked = Self.ranked(views)
    func trust(_ place: Int) -> Double { ranked[place].trustworthiness?.value ?? 0 }
    let judged = ranked.indices.filter { ranked[$0].trustworthiness != nil }
    let best = judged.first { trust($0) >= Self.trusted } ?? judged.first { ranked[$0].trustRank == 1 }
    if best == nil {
      warnings.append("There are too few rows to tell whether a view can be trusted.")
    } else if let best, trust(best) < Self.trusted {
      warnings.append("No view reaches a trustworthiness of \(Self.trusted): what looks near is often not near.")
    }
    self.views = ranked
    self.best = best
    self.warnings = warnings
  }

  private struct Candidate {
    let view: PlaneView
    let method: AlgorithmDescription?
    let given: ParameterValues
  }

  private static func candidates(
    _ study: Study, _ basis: Basis, _ dataset: Dataset, _ warnings: inout [String], _ context: RunContext
  ) throws -> [Candidate] {
    var candidates: [Candidate] = []
    let components = min(mostComponents, dataset.featureNames.count, dataset.rowCount)
    for projection in Projections.all {
      let description = projection.description
      let isLinear = description.id == PrincipalComponents.description.id
      for given in description.settingsToTry {
        var choice = AlgorithmChoice(description.id, given)
        if isLinear { choice.parameters["components"] = .integer(max(2, components)) }
        let quantity = ProjectionQuantity(basis.preparation, choice)
        // Only axes that mean something by themselves can be looked at in pairs.
        let planes = isLinear ? pairs(of: components) : [(0, 1)]
        candidates += planes.map {
          Candidate(view: PlaneView(quantity, .component($0), .component($1)), method: description, given: given)
        }
      }
    }
    let names = dataset.featureNames
    if names.count <= mostColumns {
      let quantity = ProjectionQuantity(basis.preparation, AlgorithmChoice(PrincipalComponents.description.id))
      candidates += pairs(of: names.count).map {
        Candidate(
          view: PlaneView(quantity, .column(names[$0]), .column(names[$1])), method: nil, given: ParameterValues())
      }
    } else {
      warnings.append("Pairs of columns are looked at up to \(mostColumns) columns; there are \(names.count).")
    }
    return candidates
  }

  private static func pairs(of count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { a in (a + 1..<max(count, a + 1)).map { (a, $0) } }
  }

  private static func view(
    _ study: Study, _ basis: Basis, _ candidate: Candidate, _ context: RunContext
  ) throws -> View {
    let view = candidate.view
    let ambiguity = try study.value(AmbiguityQuantity(view.plane), context: context)
    var trust: Trustworthiness?
    do { trust = try study.value(TrustworthinessQuantity(basis, view), context: context) } catch is AnalysisError {}
    func name(_ axis: PlaneAxis, _ names: [String]) -> String {
      switch axis {
      case .column(let name): name
      case .component(let index): names[index]
      }
    }
    let projected = view.isOfColumns ? nil : try study.value(view.projection, context: context)
    return View(
      plane: view, method: candidate.method, parameters: projected?.parameters ?? ParameterValues(), given: candidate.given,
      axisNames: [view.horizontal, view.vertical].map { name($0, projected?.axisNames ?? []) }, ambiguity: ambiguity,
      trustworthiness: trust)
  }

  private static func ranked(_ views: [View]) -> [View] {
    func trust(_ view: View) -> Double { view.trustworthiness?.value ?? -.infinity }
    var ranked = views.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.ambiguity.score != y.ambiguity.score { return x.ambiguity.score < y.ambiguity.score }
      return trust(x) != trust(y) ? trust(x) > trust(y) : a.offset < b.offset
    }.map(\.element)
    for place in ranked.indices {
      let (score, value) = (ranked[place].ambiguity.score, trust(ranked[place]))
      ranked[place].ambiguityRank = 1 + ranked.count { $0.ambiguity.score < score }
      ranked[place].trustRank = ranked[place].trustworthiness == nil ? nil : 1 + ranked.count { trust($0) > value }
      ranked[place].isUnbeaten = !ranked.contains {
        $0.ambiguity.score <= score && trust($0) >= value && ($0.ambiguity.score < score || trust($0) > value)
      }
    }
    return ranked
  }

  public var result: [JSON.Member] {
    [
      JSON.Member("views", .array(views.map(\.json))), JSON.Member("best", JSON(best)),
      JSON.Member("trusted", .number(Self.trusted)), JSON.Member("meaning", .string(AmbiguityReport.meaning)),
    ]
  }

  public var records: Records {
    Records(
      header: [
        "method", "parameters", "x", "y", "score", "low", "high", "components", "trustworthiness", "ambiguityRank",
        "trustRank", "unbeaten",
      ],
      rows: views.map { view in
        [
          view.method?.id ?? "columns", view.settings, view.axisNames[0], view.axisNames[1],
          Records.cell(view.ambiguity.score), Records.cell(view.ambiguity.interval.lowerBound),
          Records.cell(view.ambiguity.interval.upperBound), "\(view.ambiguity.components)",
          Records.cell(view.trustworthiness?.value), "\(view.ambiguityRank)", view.trustRank.map { "\($0)" } ?? "",
          "\(view.isUnbeaten)",
        ]
      })
  }
}

extension AmbiguityRanking.View {
  /// "perplexity=15": what differs from the defaults.
  public var settings: String {
    (method?.parameters ?? []).compactMap { parameter in given[parameter.name].map { "\(parameter.name)=\($0)" } }
      .joined(separator: " ")
  }

  fileprivate var json: JSON {
    [
      "method": JSON(method?.id), "parameters": method.map { JSON(parameters, of: $0) } ?? .null,
      "axes": JSON(axisNames), "score": .number(ambiguity.score),
      "interval": .numbers([ambiguity.interval.lowerBound, ambiguity.interval.upperBound]),
      "components": .integer(ambiguity.components), "trustworthiness": JSON(trustworthiness?.value),
      "neighbors": JSON(trustworthiness?.neighbors), "ambiguityRank": .integer(ambiguityRank),
      "trustRank": JSON(trustRank), "unbeaten": .flag(isUnbeaten),
    ]
  }
}
