import Analysis

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
    /// p-value of Silverman's test of one mode along the first principal component.
    public var silvermanPValue: Double?
    /// p-value of the spatial histogram against rows spread at random.
    public var histogramPValue: Double?
    /// Groups that the widest gap of the spanning tree leaves; 1 for none.
    public var groups: Int
    /// What the gap statistic suggests, 1 for no clusters; nil also where it suggests nothing.
    public var gapClusters: Int?
    public var intrinsicDimension: Double?
    /// What each criterion for the number of clusters chooses.
    public var choices: [(criterion: String, clusters: Int)]

    public init(
      rows: Int, hopkins: (statistic: Double, pValue: Double)? = nil, dipPValue: Double? = nil,
      componentDipPValue: Double? = nil, silvermanPValue: Double? = nil, histogramPValue: Double? = nil, groups: Int,
      gapClusters: Int? = nil, intrinsicDimension: Double? = nil, choices: [(criterion: String, clusters: Int)] = []
    ) {
      self.rows = rows
      self.hopkins = hopkins
      self.dipPValue = dipPValue
      self.componentDipPValue = componentDipPValue
      self.silvermanPValue = silvermanPValue
      self.histogramPValue = histogramPValue
      self.groups = groups
      self.gapClusters = gapClusters
      self.intrinsicDimension = intrinsicDimension
      self.choices = choices
    }
  }

  public let evidence: Evidence
  /// One paragraph.
  public let text: String

  /// Below this p-value a test counts as having found something.
  public static let significance = 0.05
  private static let fewRows = 30

  public init(_ findings: Findings) {
    let spread = [findings.hopkins?.pValue, findings.histogramPValue].compactMap { $0 }
    let isUneven = spread.contains { $0 < Self.significance }
    evidence =
      switch findings.supports.count {
      case 2...: .good
      case 1: .mixed
      default:
        if !findings.hasTests, spread.isEmpty { .unknown } else { isUneven ? .oneGroup : .none }
      }
    text = [
      Self.lead(evidence, findings), Self.aboutSpread(evidence, findings), Self.aboutNumber(evidence, findings),
      Self.caution(findings),
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func lead(_ evidence: Evidence, _ findings: Findings) -> String {
    let (supports, doubts) = (findings.supports.map(\.text), findings.doubts)
    switch evidence {
    case .unknown:
      return "There are too few distinct rows to test for clusters."
    case .good:
      let against = doubts.isEmpty ? "" : " Against that, \(list(doubts))."
      let more = findings.groups > 1 ? " More groups may hide inside them." : ""
      return "The evidence for clusters is good: \(list(supports)).\(against)\(more)"
    case .mixed where !findings.hasTests:
      return "The evidence is mixed: \(list(supports)), but no other test could be made, so nothing else speaks for them."
    case .mixed:
      return "The evidence is mixed: \(list(supports)), but \(list(doubts)). \(findings.supports[0].caveat)"
    case .oneGroup:
      return "Nothing shows more than one group: \(list(doubts)). One dense region, or groups that overlap much, look "
        + "like this."
    case .none:
      return "There is no evidence of clusters: \(list(doubts)), and nothing says that rows crowd together. An algorithm "
        + "would return clusters all the same."
    }
  }

  private static func aboutSpread(_ evidence: Evidence, _ findings: Findings) -> String {
    [aboutHopkins(evidence, findings), aboutHistogram(evidence, findings)].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  private static func aboutHopkins(_ evidence: Evidence, _ findings: Findings) -> String {
    guard let hopkins = findings.hopkins else { return "" }
    let value = "The Hopkins statistic (\(rounded(hopkins.statistic)), \(probability(hopkins.pValue)))"
    switch (evidence, hopkins.pValue < significance) {
    case (.good, true):
      return "\(value) agrees that rows crowd together; alone it would not tell one crowd from several."
    case (.mixed, true), (.oneGroup, true):
      return "\(value) says that rows crowd together, which one crowd does as well as several."
    case (.good, false), (.mixed, false), (.oneGroup, false):
      return "\(value) disagrees: the rows fill their range about as evenly as random ones."
    case (.none, _):
      return "\(value) is that of rows spread at random."
    case (.unknown, _):
      return ""
    }
  }

  /// Only where it says something else than Hopkins' statistic, or there is none.
  private static func aboutHistogram(_ evidence: Evidence, _ findings: Findings) -> String {
    guard evidence != .unknown, let pValue = findings.histogramPValue else { return "" }
    let isUneven = pValue < significance
    let hopkins = findings.hopkins.map { $0.pValue < significance }
    guard isUneven != hopkins else { return "" }
    let value = "The spatial histogram (\(probability(pValue)))"
    let other = hopkins == nil ? "" : "does not agree with it: it "
    return isUneven
      ? "\(value) \(other)finds the plane of most variance filled unevenly."
      : "\(value) \(other)finds the plane of most variance filled as evenly as random rows would."
  }

  /// Where groups are out of the question, how many there are is too.
  private static func aboutNumber(_ evidence: Evidence, _ findings: Findings) -> String {
    guard evidence == .good || evidence == .mixed, findings.choices.count > 1 else { return "" }
    var groups: [(clusters: Int, criteria: [String])] = []
    for choice in findings.choices {
      if let place = groups.firstIndex(where: { $0.clusters == choice.clusters }) {
        groups[place].criteria.append(choice.criterion)
      } else {
        groups.append((choice.clusters, [choice.criterion]))
      }
    }
    groups.sort { ($1.criteria.count, $0.clusters) < ($0.criteria.count, $1.clusters) }
    let total = findings.choices.count
    func named(_ criteria: [String]) -> String { list(criteria.map(lowercasedFirst)) }
    if groups.count == 1 {
      return "All \(total) criteria for the number of clusters say \(groups[0].clusters)."
    }
    let parts = groups.map { "\($0.clusters) (\(named($0.criteria)))" }
    let leads = groups[0].criteria.count
    return 2 * leads > total
      ? "Most criteria for the number of clusters say \(parts[0]); others \(list(Array(parts.dropFirst())))."
      : "The criteria for the number of clusters disagree: \(list(parts))."
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

  /// "a, b and c".
  fileprivate static func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return "\(parts.dropLast().joined(separator: ", ")) and \(last)"
  }

  /// A title within a sentence, unless it begins with an abbreviation.
  private static func lowercasedFirst(_ title: String) -> String {
    guard let second = title.dropFirst().first, second.isLowercase else { return title }
    return title.prefix(1).lowercased() + title.dropFirst()
  }
}

extension Verdict.Findings {
  /// The tests of one mode that were made.
  private var modeTests: [(of: String, test: String, pValue: Double)] {
    [
      ("the distances between rows", "dip test", dipPValue),
      ("the first principal component", "dip test", componentDipPValue),
      ("the first principal component", "Silverman's test", silvermanPValue),
    ].compactMap { name, test, pValue in pValue.map { (name, test, $0) } }
  }

  /// Whether there is any test besides the gaps of the spanning tree.
  fileprivate var hasTests: Bool { !modeTests.isEmpty || gapClusters != nil }

  /// What speaks for groups, one kind of test each, and what else may look like that.
  fileprivate var supports: [(text: String, caveat: String)] {
    var supports: [(text: String, caveat: String)] = []
    let found = modeTests.filter { $0.pValue < Verdict.significance }
    if !found.isEmpty {
      let others = modeTests.filter { $0.pValue >= Verdict.significance }
      supports.append((
        "there is more than one mode in \(named(found))" + (others.isEmpty ? "" : ", though one in \(named(others))"),
        "Groups that touch or overlap look like this."
      ))
    }
    if groups > 1 {
      supports.append((
        "the widest gap of the spanning tree leaves \(groups) groups",
        "The gap may only set a small group or scattered rows apart."
      ))
    }
    if let gapClusters, gapClusters > 1 {
      supports.append((
        "the gap statistic finds \(gapClusters) clusters better than one",
        "Groups that touch look like this, and so does one stretched or bent group."
      ))
    }
    return supports
  }

  /// What does not find groups.
  fileprivate var doubts: [String] {
    var doubts: [String] = []
    if !modeTests.isEmpty, !modeTests.contains(where: { $0.pValue < Verdict.significance }) {
      doubts.append("there is a single mode in \(named(modeTests))")
    }
    if groups <= 1 { doubts.append("the spanning tree has no wide gap") }
    if gapClusters == 1 { doubts.append("the gap statistic finds no number of clusters better than one") }
    return doubts
  }

  private func named(_ tests: [(of: String, test: String, pValue: Double)]) -> String {
    Verdict.list(tests.map { "\($0.of) (\($0.test), \(Verdict.probability($0.pValue)))" })
  }
}
