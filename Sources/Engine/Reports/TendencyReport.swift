import Analysis

/// Whether there is cluster structure at all: the command `tendency`. A statistic that cannot be given on the data is
/// nil, and a warning says why.
public struct TendencyReport: Report {
  public static let command = "tendency"
  public let subject: ReportSubject
  /// Every statistic of the catalogue, in its order.
  public let findings: [TendencyFinding]
  public let hopkins: Hopkins?
  /// On the distances between rows.
  public let distanceDip: DipTest?
  /// On the coordinates along the first principal component.
  public let componentDip: DipTest?
  public let intrinsicDimension: IntrinsicDimension?
  public let suggestion: ClusterSuggestion
  /// How many clusters each criterion suggests.
  public let counts: ClusterCounts
  public let verdict: Verdict
  public let warnings: [String]

  /// - Parameters:
  ///   - isTorus: whether Hopkins' statistic joins opposite sides of the rows' box.
  ///   - finished: is handed each statistic as soon as it is known.
  /// - Throws: `PreparationError`, `AnalysisError`, `CancellationError`.
  public init(
    _ study: Study, _ basis: Basis, isTorus: Bool = false, context: RunContext,
    finished: (TendencyFinding) -> Void = { _ in }
  ) throws {
    subject = try ReportSubject(study, basis, context: context)
    var findings: [TendencyFinding] = []
    var values: [String: any Sendable] = [:]
    func make<Q: TendencyQuantity>(_ quantity: Q) throws {
      let outcome = try quantity.finding(in: study, context: context)
      findings.append(outcome.finding)
      values[Q.statistic.description.id] = outcome.value
      finished(outcome.finding)
    }
    for quantity in TendencyPanel.all {
      if quantity.statistic == Hopkins.self {
        try make(HopkinsQuantity(basis.preparation, isTorus: isTorus))
      } else {
        try make(quantity.init(basis))
      }
    }
    suggestion = try study.value(BlocksQuantity(basis), context: context)
    counts = try study.value(ClusterCountsQuantity(basis), context: context)
    self.findings = findings
    hopkins = values[Hopkins.description.id] as? Hopkins
    distanceDip = values[DistanceDip.description.id] as? DipTest
    componentDip = values[ComponentDip.description.id] as? DipTest
    intrinsicDimension = values[IntrinsicDimension.description.id] as? IntrinsicDimension
    let gap = values[GapStatistic.description.id] as? GapStatistic
    verdict = Verdict(
      Verdict.Findings(
        rows: subject.dataset.rowCount, hopkins: hopkins.map { ($0.statistic, $0.pValue) },
        dipPValue: distanceDip?.pValue, componentDipPValue: componentDip?.pValue,
        silvermanPValue: (values[SilvermanTest.description.id] as? SilvermanTest)?.pValue,
        histogramPValue: (values[SpatialHistogram.description.id] as? SpatialHistogram)?.pValue,
        groups: suggestion.suggestedClusters, gapClusters: gap?.suggestedClusters,
        intrinsicDimension: intrinsicDimension?.twoNN, choices: counts.choices))
    var warnings: [String] = []
    if suggestion.objects < subject.dataset.rowCount {
      warnings.append("The blocks are those of \(suggestion.objects) rows drawn at random; vat has those of all.")
    }
    var reasons = Set<String>()
    for finding in findings {
      if let failure = finding.failure {
        reasons.insert(failure)
        warnings.append("No \(finding.statistic.description.title): \(failure)")
      }
      warnings += finding.reading?.notes ?? []
    }
    for entry in counts.entries {
      // What a criterion shares with a statistic has been said.
      if let failure = entry.failure, !reasons.contains(failure) {
        warnings.append("No \(entry.criterion.description.title): \(failure)")
      }
      warnings += entry.profile?.notes ?? []
    }
    self.warnings = warnings
  }

  public var result: [JSON.Member] {
    func members(_ statistic: any TendencyStatistic.Type) -> JSON {
      findings.first { $0.statistic == statistic }?.reading.map { .object($0.members) } ?? .null
    }
    // In a place of their own for scripts; the list says what each means.
    return TendencyStatistics.all.map { statistic in
      statistic == IntrinsicDimension.self
        ? JSON.Member(statistic.key, intrinsicDimension == nil ? ["twoNN": .null, "mle": .null] : members(statistic))
        : JSON.Member(statistic.key, members(statistic))
    } + [
      JSON.Member("suggestedClusters", .integer(suggestion.suggestedClusters)),
      JSON.Member("suggestedCut", .number(suggestion.suggestedCut)),
      JSON.Member("clusterCounts", counts.json),
      JSON.Member("statistics", .array(findings.map(\.json))),
      JSON.Member("evidence", .string(verdict.evidence.rawValue)),
      JSON.Member("verdict", .string(verdict.text)),
    ]
  }

  public var records: Records {
    var rows: [[String]] = []
    for finding in findings {
      let numbers = finding.reading?.members.compactMap { member -> [String]? in
        if case .number(let value) = member.value { return ["\(finding.statistic.key).\(member.key)", Records.cell(value)] }
        return nil
      }
      rows += numbers ?? [[finding.statistic.key, ""]]
    }
    rows.append(["suggestedCut", Records.cell(suggestion.suggestedCut)])
    rows.append(["suggestedClusters", "\(suggestion.suggestedClusters)"])
    for entry in counts.entries {
      rows.append(["clusterCounts.\(entry.criterion.key)", entry.profile?.choice.map { "\($0)" } ?? ""])
    }
    return Records(header: ["statistic", "value"], rows: rows)
  }
}
