/// What the tests of tendency say together, in plain words.
public struct Verdict: Sendable, Equatable {
  /// How far the evidence for separate groups goes.
  public enum Evidence: String, Sendable {
    /// Tests of two kinds find groups.
    case good
    /// One kind finds groups, another does not.
    case mixed
    /// Rows are not spread evenly, and nothing shows more than one group.
    case oneGroup
    /// Nothing differs from rows spread at random.
    case none
    /// Too little data, or all rows equal.
    case unknown
  }

  /// What is known; nil where a test could not be made.
  public struct Findings: Sendable {
    public var rows: Int
    /// Mean of the Hopkins statistic, and the p-value against rows spread at random.
    public var hopkins: (statistic: Double, pValue: Double)?
    /// p-value of the dip test on the distances between rows.
    public var dipPValue: Double?
    /// p-value of the dip test along the first principal component.
    public var componentDipPValue: Double?
    /// Groups that the widest gap of the spanning tree leaves; 1 for none.
    public var groups: Int
    public var intrinsicDimension: Double?

    public init(
      rows: Int, hopkins: (statistic: Double, pValue: Double)? = nil, dipPValue: Double? = nil,
      componentDipPValue: Double? = nil, groups: Int, intrinsicDimension: Double? = nil
    ) {
      self.rows = rows
      self.hopkins = hopkins
      self.dipPValue = dipPValue
      self.componentDipPValue = componentDipPValue
      self.groups = groups
      self.intrinsicDimension = intrinsicDimension
    }
  }

  public let evidence: Evidence
  /// One paragraph.
  public let text: String

  /// Below this p-value a test counts as having found something.
  public static let significance = 0.05
  private static let fewRows = 30

  public init(_ findings: Findings) {
    let isUneven = findings.hopkins.map { $0.pValue < Self.significance }
    let hasModes: Bool? = findings.dips.isEmpty ? nil : findings.dips.contains { $0.pValue < Self.significance }
    let hasGap = findings.groups > 1
    evidence =
      switch (hasModes, hasGap, isUneven) {
      case (nil, false, nil): .unknown
      case (true, true, _): .good
      case (true, false, _), (false, true, _), (nil, true, _): .mixed
      case (_, false, true): .oneGroup
      case (_, false, _): .none
      }
    text = [Self.lead(evidence, findings), Self.aboutHopkins(evidence, findings), Self.caution(findings)]
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func lead(_ evidence: Evidence, _ findings: Findings) -> String {
    let gap = "the widest gap of the spanning tree leaves \(findings.groups) groups"
    let modes = findings.modes
    switch evidence {
    case .unknown:
      return "There are too few distinct rows to test for clusters."
    case .good:
      return "The evidence for clusters is good: \(modes), and \(gap). More groups may hide inside them."
    case .mixed where findings.groups > 1 && findings.dips.isEmpty:
      return "The evidence is mixed: \(gap), but no dip test could be made, so nothing else speaks for them."
    case .mixed where findings.groups > 1:
      return "The evidence is mixed: \(gap), but \(modes). The gap may only set a small group or scattered rows apart."
    case .mixed:
      return "The evidence is mixed: \(modes), which speaks for groups, but no wide gap of the spanning tree separates "
        + "them. Groups that touch or overlap look like this."
    case .oneGroup:
      return "Nothing shows more than one group: \(modes.isEmpty ? "" : "\(modes), and ")the spanning tree has no wide "
        + "gap. One dense region, or groups that overlap much, look like this."
    case .none:
      return "There is no evidence of clusters: \(modes.isEmpty ? "" : "\(modes), ")the spanning tree has no wide gap, "
        + "and nothing says that rows crowd together. An algorithm would return clusters all the same."
    }
  }

  private static func aboutHopkins(_ evidence: Evidence, _ findings: Findings) -> String {
    guard let hopkins = findings.hopkins else { return "" }
    let value = "The Hopkins statistic (\(rounded(hopkins.statistic)), \(probability(hopkins.pValue)))"
    switch (evidence, hopkins.pValue < significance) {
    case (.good, true):
      return "\(value) agrees that rows crowd together; alone it would not tell one crowd from several."
    case (.mixed, true), (.oneGroup, true):
      return "\(value) says that rows crowd together, which one crowd does as well as several."
    case (.good, false), (.mixed, false):
      return "\(value) disagrees: the rows fill their range about as evenly as random ones."
    case (.none, _):
      return "\(value) is that of rows spread at random."
    case (.unknown, _), (.oneGroup, false):
      return ""
    }
  }

  private static func caution(_ findings: Findings) -> String {
    if findings.rows < fewRows { return "With so few rows (\(findings.rows)) these tests have little power." }
    if let dimension = findings.intrinsicDimension, dimension > 10 {
      return "In about \(Int(min(dimension, 1e6).rounded())) effective dimensions distances grow alike, which weakens "
        + "every test."
    }
    return ""
  }

  fileprivate static func probability(_ value: Double) -> String {
    value < 0.001 ? "p < 0.001" : "p = \(rounded(value))"
  }

  private static func rounded(_ value: Double) -> String {
    "\((value * 1000).rounded() / 1000)"
  }
}

extension Verdict.Findings {
  /// The dip tests that were made.
  fileprivate var dips: [(of: String, pValue: Double)] {
    [("the distances between rows", dipPValue), ("the first principal component", componentDipPValue)]
      .compactMap { name, pValue in pValue.map { (name, $0) } }
  }

  /// "the distances between rows have more than one mode (dip test, p < 0.001), the first principal component one
  /// (p = 0.3)"; empty without a test.
  fileprivate var modes: String {
    let found = dips.filter { $0.pValue < Verdict.significance }
    let others = dips.filter { $0.pValue >= Verdict.significance }
    func list(_ dips: [(of: String, pValue: Double)]) -> String {
      dips.map { "\($0.of) (dip test, \(Verdict.probability($0.pValue)))" }.joined(separator: " and ")
    }
    switch (found.isEmpty, others.isEmpty) {
    case (true, true): return ""
    case (false, true): return "there is more than one mode in \(list(found))"
    case (true, false): return "there is a single mode in \(list(others))"
    case (false, false): return "there is more than one mode in \(list(found)), though one in \(list(others))"
    }
  }
}
