import Analysis

/// One criterion for the number of clusters, by its identifier.
public struct ClusterCountQuantity: Quantity {
  public let basis: Basis
  public let id: String
  public init(_ basis: Basis, _ id: String) {
    self.basis = basis
    self.id = id
  }

  public var title: String { (try? ClusterCountCriteria.named(id).description.title) ?? id }

  /// - Throws: `AnalysisError`, `PreparationError`, `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> ClusterCountProfile {
    let dataset = try study.value(DatasetQuantity(basis.preparation), context: context)
    let isMatrix = basis.preparation.isDissimilarityMatrix
    let input = ClusterCountInput(
      features: isMatrix ? nil : dataset.features,
      dissimilarities: try study.value(DissimilarityQuantity(basis), context: context).dissimilarities,
      isEuclidean: basis.metric.id == EuclideanMetric.description.id, seed: basis.preparation.seed,
      suggestion: { [basis] in try study.value(BlocksQuantity(basis), context: $0) },
      gapStatistic: { [basis] in try study.value(GapStatisticQuantity(basis), context: $0) })
    return try ClusterCountCriteria.named(id).profile(input, context: context)
  }
}

/// How many clusters each criterion suggests, side by side.
public struct ClusterCountsQuantity: Quantity {
  public let basis: Basis
  public init(_ basis: Basis) { self.basis = basis }

  public var title: String { "numbers of clusters" }

  /// - Throws: `PreparationError`, `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> ClusterCounts {
    ClusterCounts(
      entries: try ClusterCountCriteria.all.map { criterion in
        do {
          let profile = try study.value(
            ClusterCountQuantity(basis, criterion.description.id), context: context)
          return ClusterCounts.Entry(criterion: criterion, profile: profile, failure: nil)
        } catch let error as AnalysisError {
          return ClusterCounts.Entry(criterion: criterion, profile: nil, failure: error.description)
        }
      })
  }
}

/// k against criterion: every value, and what each criterion chooses.
public struct ClusterCounts: Sendable {
  public struct Entry: Sendable {
    public let criterion: any ClusterCountCriterion.Type
    /// Nil where the criterion says nothing about the data.
    public let profile: ClusterCountProfile?
    /// A sentence; nil where it does.
    public let failure: String?
  }

  public let entries: [Entry]

  /// The numbers that are compared.
  public static let numbers = 1...ClusterCountCriteria.largest

  /// The title and the choice of each criterion that makes one.
  public var choices: [(criterion: String, clusters: Int)] {
    entries.compactMap { entry in
      (entry.profile?.choice).map { (entry.criterion.description.title, $0) }
    }
  }

  public var json: JSON {
    [
      "k": .integers(Array(Self.numbers)),
      "criteria": .array(
        entries.map { entry in
          let criterion = entry.criterion
          let errors = entry.profile?.standardErrors ?? []
          return [
            "id": .string(criterion.description.id), "key": .string(criterion.key),
            "title": .string(criterion.description.title),
            "values": entry.profile.map { .array($0.values.map { JSON($0) }) } ?? .null,
            "standardErrors": errors.isEmpty ? .null : .array(errors.map { JSON($0) }),
            "choice": JSON(entry.profile?.choice), "better": .string(criterion.direction.rawValue),
            "sampleSize": JSON(entry.profile?.sampleSize), "summary": .string(criterion.description.summary),
            "range": .string(criterion.range), "reading": .string(criterion.reading),
            "source": .string(criterion.description.reference), "failure": JSON(entry.failure),
          ]
        }),
    ]
  }
}
