import Analysis

/// Everything that can be chosen by name, for lists, help and the README's tables.
public enum Catalogues {
  public static let all: [CatalogueListing] = [
    CatalogueListing(
      id: "algorithms", title: "Algorithms", use: "cluster --algorithm ID",
      entries: Clusterers.all.map { CatalogueEntry($0.description) }),
    CatalogueListing(
      id: "projections", title: "Projections", use: "project --method ID",
      entries: Projections.all.map { CatalogueEntry($0.description) }),
    CatalogueListing(
      id: "metrics", title: "Metrics", use: "--metric ID",
      entries: Metrics.all.map { CatalogueEntry($0.description) } + [precomputed]),
    CatalogueListing(
      id: "internal-indices", title: "Internal validity indices", use: "validate",
      entries: ValidityIndices.allInternal.map {
        CatalogueEntry($0.description, key: $0.key, direction: $0.direction, range: $0.range, noise: $0.noise)
      }),
    CatalogueListing(
      id: "external-indices", title: "External validity indices", use: "validate",
      entries: ValidityIndices.allExternal.map {
        CatalogueEntry($0.description, key: $0.key, direction: $0.direction, range: $0.range, noise: $0.noise)
      }),
    CatalogueListing(
      id: "voting-rules", title: "Voting rules over the indices", use: "compare",
      entries: VotingRules.all.map { CatalogueEntry($0.description, key: $0.key) }),
    CatalogueListing(
      id: "statistics", title: "Statistics of tendency", use: "tendency",
      entries: TendencyStatistics.all.map {
        CatalogueEntry($0.description, key: $0.key, range: $0.range, reading: $0.reading)
      }),
    CatalogueListing(
      id: "cluster-counts", title: "Criteria for the number of clusters", use: "tendency",
      entries: ClusterCountCriteria.all.map {
        CatalogueEntry($0.description, key: $0.key, direction: $0.direction, range: $0.range, reading: $0.reading)
      }),
  ]

  private static let precomputed = CatalogueEntry(
    AlgorithmDescription(
      id: Basis.precomputed, title: "Precomputed", summary: "the table is a square matrix of dissimilarities",
      reference: "", needs: [.dissimilarities], cost: "O(1) a pair"))

  /// All catalogues, one of them, or one entry.
  /// - Parameter name: the id of a catalogue or of an entry; nil for all.
  /// - Throws: `ReportError.unknownEntry` for a name that is neither.
  public static func select(_ name: String?) throws -> CatalogueSelection {
    guard let name else { return CatalogueSelection(listings: all, isSingleEntry: false) }
    if let listing = all.first(where: { $0.id == name }) {
      return CatalogueSelection(listings: [listing], isSingleEntry: false)
    }
    for listing in all {
      let entries = listing.entries.filter { $0.description.id == name || $0.key == name }
      if !entries.isEmpty {
        return CatalogueSelection(listings: [listing.with(entries)], isSingleEntry: true)
      }
    }
    throw ReportError.unknownEntry(
      name, known: all.map(\.id) + all.flatMap { $0.entries.map(\.description.id) })
  }
}

public struct CatalogueListing: Sendable {
  public let id: String
  public let title: String
  /// Where an entry is named on the command line.
  public let use: String
  public let entries: [CatalogueEntry]

  func with(_ entries: [CatalogueEntry]) -> CatalogueListing {
    CatalogueListing(id: id, title: title, use: use, entries: entries)
  }
}

public struct CatalogueEntry: Sendable {
  public let description: AlgorithmDescription
  /// An index's key in output, which way is better, and its range.
  public let key: String?
  public let direction: IndexDirection?
  public let range: String?
  /// How to read a statistic: a sentence without its full stop.
  public let reading: String?
  /// What an index makes of rows without a cluster.
  public let noise: NoisePolicy?

  init(
    _ description: AlgorithmDescription, key: String? = nil, direction: IndexDirection? = nil, range: String? = nil,
    reading: String? = nil, noise: NoisePolicy? = nil
  ) {
    self.description = description
    self.key = key
    self.direction = direction
    self.range = range
    self.reading = reading
    self.noise = noise
  }
}

public struct CatalogueSelection: Sendable {
  public let listings: [CatalogueListing]
  public let isSingleEntry: Bool
}
