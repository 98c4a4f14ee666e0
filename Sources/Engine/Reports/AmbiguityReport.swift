import Analysis

/// How much people would disagree about the clusters of a scatterplot: the command `ambiguity`.
public struct AmbiguityReport: Report {
  public static let command = "ambiguity"
  public let subject: ReportSubject
  /// Nil for two columns as they are.
  public let method: AlgorithmDescription?
  public let parameters: ParameterValues
  public let axisNames: [String]
  /// n×2: the points judged.
  public let plane: Matrix
  public let ambiguity: ClusterAmbiguity
  /// The most probable component of each row.
  public let groups: [Int]

  /// What the score is, and no more.
  public static let meaning = "predicts how much people would disagree; fitted on 35 pairs judged by 34 people each"
  /// How many people judged each pair that the model was fitted on.
  public static let judges = 34

  /// - Parameter choice: a projection; nil for the two columns themselves.
  /// - Throws: `PreparationError`, `AnalysisError`, `CancellationError`.
  public init(_ study: Study, _ basis: Basis, _ choice: AlgorithmChoice?, context: RunContext) throws {
    subject = try ReportSubject(study, basis, context: context)
    let projection = ProjectionQuantity(
      basis.preparation, choice ?? AlgorithmChoice(PrincipalComponents.description.id))
    let quantity: PlaneQuantity
    if let choice {
      method = try Projections.named(choice.id).description
      let points = try study.value(projection, context: context)
      parameters = points.parameters
      axisNames = Array(points.axisNames.prefix(2))
      quantity = PlaneQuantity(projection)
    } else {
      method = nil
      parameters = ParameterValues()
      axisNames = subject.dataset.featureNames
      guard axisNames.count == 2 else {
        throw AnalysisError.notApplicable(
          "a plane of columns needs two, and \(axisNames.count) are given", advice: "name two with --columns x,y")
      }
      quantity = PlaneQuantity(projection, .column(axisNames[0]), .column(axisNames[1]))
    }
    plane = try study.value(quantity, context: context)
    ambiguity = try study.value(AmbiguityQuantity(quantity), context: context)
    groups = try study.value(AmbiguityGroupsQuantity(quantity), context: context)
  }

  public var warnings: [String] { ambiguity.notes }

  public var result: [JSON.Member] {
    [
      JSON.Member("score", .number(ambiguity.score)),
      JSON.Member("interval", .numbers([ambiguity.interval.lowerBound, ambiguity.interval.upperBound])),
      JSON.Member("components", .integer(ambiguity.components)),
      JSON.Member("pairs", .array((ambiguity.judgement?.pairs ?? []).map(\.json))),
      JSON.Member("scoreOfMixture", JSON(ambiguity.judgement?.score)),
      JSON.Member("scoreByMass", JSON(ambiguity.judgement?.scoreByMass)),
      JSON.Member(
        "candidates",
        .array(
          ambiguity.candidates.map {
            ["components": .integer($0.components), "weight": .number($0.weight), "score": .number($0.score)]
          })),
      JSON.Member("mixture", JSON(ambiguity.mixture)),
      JSON.Member("sampleSize", .integer(ambiguity.sampleSize)),
      JSON.Member("method", method.map { .string($0.id) } ?? .null),
      JSON.Member("parameters", method.map { JSON(parameters, of: $0) } ?? .null),
      JSON.Member("axes", JSON(axisNames)),
      JSON.Member("meaning", .string(Self.meaning)),
    ]
  }

  public var records: Records {
    Records(
      header: ["a", "b", "separation", "separability", "ambiguity", "neighbors"],
      rows: (ambiguity.judgement?.pairs ?? []).map {
        [
          "\($0.a)", "\($0.b)", Records.cell($0.separation), Records.cell($0.separability), Records.cell($0.ambiguity),
          "\($0.areNeighbors)",
        ]
      })
  }
}

extension PairJudgement {
  fileprivate var json: JSON {
    [
      "a": .integer(a), "b": .integer(b), "separability": .number(separability), "merged": .number(mergedShare),
      "ambiguity": .number(ambiguity), "separation": .number(separation), "shapeDifference": .number(shapeDifference),
      "logarithmicCount": .number(logarithmicCount), "neighbors": .flag(areNeighbors), "counts": .flag(counts),
    ]
  }
}

extension JSON {
  init(_ mixture: GaussianMixture?) {
    guard let mixture else {
      self = .null
      return
    }
    self = [
      "weights": .numbers(mixture.weights), "means": .matrix(mixture.means),
      "covariances": .array(mixture.covariances.map { .matrix($0) }),
    ]
  }
}
