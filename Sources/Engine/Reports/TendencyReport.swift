import Analysis

/// Whether there is cluster structure at all: the command `tendency`. A test that cannot be made on the data is nil,
/// and a warning says why.
public struct TendencyReport: Report {
  public static let command = "tendency"
  public let subject: ReportSubject
  public let hopkins: Hopkins?
  /// On the distances between rows.
  public let distanceDip: DipTest?
  /// On the coordinates along the first principal component.
  public let componentDip: DipTest?
  public let intrinsicDimension: IntrinsicDimension?
  public let suggestion: ClusterSuggestion
  public let verdict: Verdict
  public let warnings: [String]

  /// - Throws: `PreparationError`, `AnalysisError`, `CancellationError`.
  public init(_ study: Study, _ basis: Basis, context: RunContext) throws {
    subject = try ReportSubject(study, basis, context: context)
    var warnings: [String] = []
    func attempt<Q: Quantity>(_ quantity: Q) throws -> Q.Value? {
      do { return try study.value(quantity, context: context) } catch let error as AnalysisError {
        warnings.append("No \(quantity.title): \(error)")
        return nil
      }
    }
    suggestion = try study.value(ClusterSuggestionQuantity(basis), context: context)
    hopkins = try attempt(HopkinsQuantity(basis.preparation))
    distanceDip = try attempt(DistanceDipQuantity(basis))
    componentDip = try attempt(ComponentDipQuantity(basis.preparation))
    intrinsicDimension = try attempt(IntrinsicDimensionQuantity(basis.preparation))
    verdict = Verdict(
      Verdict.Findings(
        rows: subject.dataset.rowCount, hopkins: hopkins.map { ($0.statistic, $0.pValue) },
        dipPValue: distanceDip?.pValue, componentDipPValue: componentDip?.pValue,
        groups: suggestion.suggestedClusters, intrinsicDimension: intrinsicDimension?.twoNN))
    warnings += hopkins?.notes ?? []
    if let distanceDip, distanceDip.isSampled {
      warnings.append("The dip of the distances is that of \(distanceDip.sampleSize) pairs of rows drawn at random.")
    }
    self.warnings = warnings
  }

  public var result: [JSON.Member] {
    [
      JSON.Member("hopkins", JSON(hopkins)),
      JSON.Member("dipTest", JSON(distanceDip, of: "distances between rows")),
      JSON.Member("componentDipTest", JSON(componentDip, of: "first principal component")),
      JSON.Member(
        "intrinsicDimension",
        ["twoNN": JSON(intrinsicDimension?.twoNN), "mle": JSON(intrinsicDimension?.maximumLikelihood)]),
      JSON.Member("suggestedClusters", .integer(suggestion.suggestedClusters)),
      JSON.Member("suggestedCut", .number(suggestion.suggestedCut)),
      JSON.Member("evidence", .string(verdict.evidence.rawValue)),
      JSON.Member("verdict", .string(verdict.text)),
    ]
  }

  public var records: Records {
    let values: [(String, Double?)] = [
      ("hopkins.statistic", hopkins?.statistic),
      ("hopkins.standardDeviation", hopkins?.standardDeviation),
      ("hopkins.pValue", hopkins?.pValue),
      ("dipTest.statistic", distanceDip?.statistic),
      ("dipTest.pValue", distanceDip?.pValue),
      ("componentDipTest.statistic", componentDip?.statistic),
      ("componentDipTest.pValue", componentDip?.pValue),
      ("intrinsicDimension.twoNN", intrinsicDimension?.twoNN),
      ("intrinsicDimension.mle", intrinsicDimension?.maximumLikelihood),
      ("suggestedCut", suggestion.suggestedCut),
    ]
    return Records(
      header: ["statistic", "value"],
      rows: values.map { [$0.0, Records.cell($0.1)] } + [["suggestedClusters", "\(suggestion.suggestedClusters)"]])
  }
}

extension JSON {
  init(_ hopkins: Hopkins?) {
    self =
      hopkins.map {
        [
          "statistic": .number($0.statistic), "standardDeviation": .number($0.standardDeviation),
          "pValue": .number($0.pValue), "sampleSize": .integer($0.sampleSize), "repeats": .integer($0.repeats),
        ]
      } ?? .null
  }

  init(_ dip: DipTest?, of what: String) {
    self =
      dip.map {
        ["statistic": .number($0.statistic), "pValue": .number($0.pValue), "of": .string(what)]
      } ?? .null
  }
}
