/// The VAT order of a sample (sVAT), from which all rows can be clustered (clusiVAT): cut the sample's profile, and
/// give every row the label of its nearest sampled row.
///
/// References: those of `MaximinSample`.
public struct SampledVATOrder: Sendable, Equatable {
  public let sample: MaximinSample
  /// The VAT order of the sample by itself: its objects are places in `sample.rows`. What images are made from,
  /// together with `SubsetDissimilarities`.
  public let places: VATOrder

  /// O(n·k′) time for the sample, that of `VATOrder` for N objects beyond.
  /// - Parameters:
  ///   - size, distinguished, seed: as for `MaximinSample`.
  /// - Throws: `CancellationError`.
  public init(
    of dissimilarities: any Dissimilarities, size: Int, distinguished: Int? = nil, seed: UInt64 = 42,
    context: RunContext = RunContext()
  ) throws {
    try self.init(
      of: dissimilarities,
      sample: MaximinSample(
        of: dissimilarities, size: size, distinguished: distinguished, seed: seed, context: context),
      context: context)
  }

  /// - Parameter sample: of these dissimilarities.
  /// - Throws: `CancellationError`.
  public init(of dissimilarities: any Dissimilarities, sample: MaximinSample, context: RunContext) throws {
    self.sample = sample
    places = try VATOrder(of: SubsetDissimilarities(dissimilarities, rows: sample.rows), context: context)
  }

  /// The sampled rows of the data in VAT order. The first is the lower row of the most dissimilar sampled pair.
  public var order: [Int] { places.order.map { sample.rows[$0] } }
  /// As in `VATOrder`.
  public var joinDistances: [Double] { places.joinDistances }
  /// Rows of the data: `parents[i]` is the visited end of the edge by which `order[i + 1]` joined.
  public var parents: [Int] { places.parents.map { sample.rows[$0] } }

  /// The dissimilarities between the sampled rows, for images.
  public func sampledDissimilarities(of dissimilarities: any Dissimilarities) -> SubsetDissimilarities {
    SubsetDissimilarities(dissimilarities, rows: sample.rows)
  }

  /// clusiVAT: labels for all n rows, 0… in order of first appearance, from the sample's single-linkage clusters at a
  /// height.
  /// - Throws: `CancellationError`.
  public func labels(cut: Double, in dissimilarities: any Dissimilarities, context: RunContext) throws -> [Int] {
    canonicalLabels(try sample.extend(labels: places.labels(cut: cut), in: dissimilarities, context: context))
  }

  /// As `labels(cut:in:context:)`, with as many clusters as asked for, at least 1 and at most N.
  public func labels(clusters: Int, in dissimilarities: any Dissimilarities, context: RunContext) throws -> [Int] {
    canonicalLabels(
      try sample.extend(labels: places.labels(clusters: clusters), in: dissimilarities, context: context))
  }
}
