import Analysis

/// A clustering whose clusters have the numbers by which people know them: those of the clusters of another clustering
/// that they share most rows with. What is coloured by number keeps its colour from one clustering to the next.
public struct NumberedClusteringQuantity: Quantity {
  /// Where the numbers come from.
  public enum Numbers: Sendable, Hashable {
    /// 0, 1 and so on, in order of first appearance.
    case own
    /// One for each cluster, in order of first appearance, all different. Where they do not fit the clustering, as
    /// `own`.
    case given([Int])
    /// From another clustering, whose clusters have these numbers. A cluster without a partner there takes the lowest
    /// number that is not in use.
    case matching(ClusteringQuantity, [Int])
  }

  public struct Value: Sendable {
    public let clustering: Clustering
    /// The number of each cluster, in order of first appearance.
    public let numbers: [Int]
    /// The number of each row's cluster; −1 for noise.
    public let codes: [Int]
  }

  public let run: ClusteringQuantity
  public let numbers: Numbers

  public init(_ run: ClusteringQuantity, numbers: Numbers) {
    self.run = run
    self.numbers = numbers
  }

  public var title: String { "matching clusters" }

  /// O(n + k³) for k clusters, see `ClusterMatching`.
  /// - Throws: what the clusterer throws; `CancellationError`. Another clustering that cannot be had is none to match.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    let clustering = try study.value(run, context: context).clustering
    let numbers = try chosenNumbers(clustering, study, context)
    return Value(
      clustering: clustering, numbers: numbers, codes: clustering.labels.map { $0 < 0 ? -1 : numbers[$0] })
  }

  private func chosenNumbers(_ clustering: Clustering, _ study: Study, _ context: RunContext) throws -> [Int] {
    let own = Array(0..<clustering.clusterCount)
    switch numbers {
    case .own: return own
    case .given(let given): return Self.fits(given, clustering) ? given : own
    case .matching(let other, let otherNumbers):
      let reference: Clustering
      do { reference = try study.value(other, context: context).clustering } catch let error as CancellationError {
        throw error
      } catch { return own }
      let known = Self.fits(otherNumbers, reference) ? otherNumbers : Array(0..<reference.clusterCount)
      let codes = reference.labels.map { $0 < 0 ? -1 : known[$0] }
      let rows = try study.value(DatasetQuantity(run.basis.preparation), context: context).rowNumbers
      let otherRows = try study.value(DatasetQuantity(other.basis.preparation), context: context).rowNumbers
      try context.checkCancellation()
      let (labels, references) = Self.common(clustering.labels, rows, codes, otherRows)
      return ClusterMatching(of: labels, to: references).numbers(count: clustering.clusterCount)
    }
  }

  private static func fits(_ numbers: [Int], _ clustering: Clustering) -> Bool {
    numbers.count == clustering.clusterCount && numbers.allSatisfy { $0 >= 0 } && Set(numbers).count == numbers.count
  }

  /// The labels of the rows of the table that both know. O(n).
  private static func common(
    _ labels: [Int], _ rows: [Int], _ others: [Int], _ otherRows: [Int]
  ) -> (labels: [Int], others: [Int]) {
    if rows == otherRows { return (labels, others) }
    var result: (labels: [Int], others: [Int]) = ([], [])
    var place = 0
    for (index, row) in rows.enumerated() {
      while place < otherRows.count, otherRows[place] < row { place += 1 }
      guard place < otherRows.count, otherRows[place] == row else { continue }
      result.labels.append(labels[index])
      result.others.append(others[place])
    }
    return result
  }
}

/// A group for each row, as pictures colour them: 0 and up, −1 for none.
public struct GroupCodesQuantity: Quantity {
  public enum Source: Sendable, Hashable {
    /// The column of reference classes.
    case labels(Basis)
    case clusters(NumberedClusteringQuantity)
  }

  public let source: Source
  public init(_ source: Source) { self.source = source }

  public var title: String {
    switch source {
    case .labels: "reference classes"
    case .clusters(let clusters): clusters.title
    }
  }

  /// - Throws: `ReportError.noLabels`, or what the clusterer throws; `CancellationError`.
  public func compute(in study: Study, context: RunContext) throws -> [Int] {
    switch source {
    case .labels(let basis): try study.value(PartitionQuantity(basis, .labels), context: context)
    case .clusters(let clusters): try study.value(clusters, context: context).codes
    }
  }
}
