import Analysis

/// A statistic of tendency, as a study asks for it.
public protocol TendencyQuantity: Quantity {
  static var statistic: any TendencyStatistic.Type { get }
  init(_ basis: Basis)
  /// What a value says, for lists of statistics.
  static func reading(of value: Value) -> TendencyReading
}

extension TendencyQuantity {
  public var title: String { Self.statistic.description.title }
}

/// What a statistic comes to.
public struct TendencyReading: Sendable, Equatable {
  /// The number that the statistic is known by; nil where it has none on these data.
  public let value: Double?
  /// Nil for a statistic without a null hypothesis.
  public let pValue: Double?
  /// In a few words, beside the value; may be empty.
  public let remark: String
  /// What the user should know: whole sentences.
  public let notes: [String]
  /// All that is known of it.
  public let members: [JSON.Member]

  init(
    _ value: Double?, pValue: Double? = nil, remark: String = "", notes: [String] = [], _ members: [JSON.Member]
  ) {
    self.value = value
    self.pValue = pValue
    self.remark = remark
    self.notes = notes
    self.members = members
  }
}

/// A statistic of tendency on the data: what it comes to, or why it cannot be given.
public struct TendencyFinding: Sendable {
  public let statistic: any TendencyStatistic.Type
  /// Nil where it cannot be given.
  public let reading: TendencyReading?
  /// A sentence; nil where it can.
  public let failure: String?

  /// What it comes to and what it means.
  var json: JSON {
    let description = statistic.description
    return [
      "id": .string(description.id), "key": .string(statistic.key), "title": .string(description.title),
      "value": JSON(reading?.value), "pValue": JSON(reading?.pValue), "summary": .string(description.summary),
      "range": .string(statistic.range), "reading": .string(statistic.reading),
      "source": .string(description.reference), "failure": JSON(failure),
    ]
  }
}

/// One statistic of tendency by its identifier: never fails for what the data are, so that others go on.
public struct TendencyFindingQuantity: Quantity {
  public let basis: Basis
  public let id: String
  public init(_ basis: Basis, _ id: String) {
    self.basis = basis
    self.id = id
  }

  public var title: String { (try? TendencyStatistics.named(id).description.title) ?? id }

  /// - Throws: `AnalysisError.unknownAlgorithm`, `PreparationError`, `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> TendencyFinding {
    let quantity = try Catalogue.find(id, in: TendencyPanel.all, kind: "statistic") { $0.statistic.description }
    return try quantity.init(basis).finding(in: study, context: context).finding
  }
}

/// The statistics of tendency as quantities, in the order in which a report makes them. A new one is its quantity and
/// one line.
public enum TendencyPanel {
  public static let all: [any TendencyQuantity.Type] = [
    HopkinsQuantity.self, DistanceDipQuantity.self, ComponentDipQuantity.self, SilvermanQuantity.self,
    SpatialHistogramQuantity.self, GapStatisticQuantity.self, IntrinsicDimensionQuantity.self,
    ParticipationRatioQuantity.self, IsoScoreQuantity.self,
  ]
}

extension TendencyQuantity {
  /// - Throws: `PreparationError`, `CancellationError`.
  func finding(in study: Study, context: RunContext) throws -> (value: Value?, finding: TendencyFinding) {
    do {
      let value = try study.value(self, context: context)
      return (value, TendencyFinding(statistic: Self.statistic, reading: Self.reading(of: value), failure: nil))
    } catch let error as AnalysisError {
      return (nil, TendencyFinding(statistic: Self.statistic, reading: nil, failure: error.description))
    }
  }
}
