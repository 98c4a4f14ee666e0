/// Levels of k-means, each on the centres of the level below, with resampling, so that centres spread over the space in
/// which there are rows and not over where most rows are (Vo et al., "Automatic data curation for self-supervised
/// learning: a clustering-based approach", 2024).
public struct KMeansHierarchy: Sendable {
  /// One level: a partition of the rows, or of the clusters of the level below.
  public struct Level: Sendable, Equatable {
    /// One row a cluster.
    public let centers: Matrix
    /// The cluster of each row, or of each cluster of the level below.
    public let parents: [Int]
    /// The squared distance of each of them to the cluster's centre.
    public let squaredDistances: [Double]

    public var count: Int { centers.rows }

    /// Those in each cluster, in ascending order.
    public var members: [[Int]] {
      var members = Array(repeating: [Int](), count: count)
      for (member, parent) in parents.enumerated() { members[parent].append(member) }
      return members
    }
  }

  /// The finest first.
  public let levels: [Level]

  /// How a hierarchy is made.
  public struct Settings: Sendable, Equatable {
    /// Clusters of each level, the finest first; falling, each at least 1.
    public var counts: [Int]
    /// How often each level is clustered anew from the members nearest to its centres.
    public var rounds: Int
    /// Members that each cluster hands on to the next round; nil for half of the mean number.
    public var kept: Int?
    /// Iterations of a k-means, if it does not converge before.
    public var maximumIterations: Int

    public init(counts: [Int], rounds: Int = 10, kept: Int? = nil, maximumIterations: Int = 100) {
      self.counts = counts
      self.rounds = rounds
      self.kept = kept
      self.maximumIterations = maximumIterations
    }
  }

  /// O(levels·rounds·n·k·d) time at most, mostly far less; O(n·d) memory.
  /// - Parameters:
  ///   - features: n×d, finite, n ≥ 1, d ≥ 1, with squares that do not overflow. A level has no more clusters than it
  ///     has members.
  /// - Throws: `CancellationError`.
  public init(of features: Matrix, settings: Settings, seed: UInt64, context: RunContext) throws {
    precondition(features.rows > 0 && features.columns > 0, "rows and columns")
    precondition(settings.counts.allSatisfy { $0 >= 1 }, "at least one cluster a level")
    var points = PointRows(features)
    var levels: [Level] = []
    for (index, count) in settings.counts.enumerated() {
      let builder = LevelBuilder(
        points: points, k: min(count, points.count), settings: settings, seed: seed &+ UInt64(index))
      let level = try builder.level(context: context.quiet) { round in
        let rounds = settings.rounds + 1
        context.report("levels", index * rounds + round, of: settings.counts.count * rounds)
      }
      levels.append(level)
      points = PointRows(level.centers)
    }
    self.levels = levels
  }

  /// The cluster of each row on a level. O(n·level).
  /// - Precondition: `level` is one of the levels.
  public func labels(level: Int) -> [Int] {
    var labels = levels[0].parents
    for above in levels[...level].dropFirst() { labels = labels.map { above.parents[$0] } }
    return labels
  }
}

/// Makes one level.
private struct LevelBuilder {
  let points: PointRows
  let k: Int
  let settings: KMeansHierarchy.Settings
  let seed: UInt64

  func level(context: RunContext, round: (Int) -> Void) throws -> KMeansHierarchy.Level {
    round(0)
    var centers = try centers(of: points, seed: seed, context)
    for index in 0..<(k < points.count ? settings.rounds : 0) {
      round(index + 1)
      let assignment = try NearestCenters(points: points, centers: centers).assign(context)
      let kept = settings.kept ?? max(1, (points.count / k + 1) / 2)
      let chosen = nearest(kept, assignment)
      centers = try self.centers(
        of: PointRows(points, selecting: chosen), seed: seed &+ UInt64(index + 1) &* 0x9E37_79B9, context)
    }
    let assignment = try NearestCenters(points: points, centers: centers).assign(context)
    let d = points.dimension
    return KMeansHierarchy.Level(
      centers: Matrix(rows: d, columns: centers.count / d, values: centers).transposed,
      parents: assignment.map(\.center), squaredDistances: assignment.map(\.squaredDistance))
  }

  /// The means that one start of k-means ends at.
  private func centers(of sample: PointRows, seed: UInt64, _ context: RunContext) throws -> [Double] {
    try KMeansSearch(
      points: sample, k: min(k, sample.count), restarts: 1, swaps: 0, maximumIterations: settings.maximumIterations,
      seed: seed
    ).best(context).centers
  }

  /// The members nearest to each centre, at most so many of each, in ascending order; ties go to the lower.
  private func nearest(_ kept: Int, _ assignment: [NearestCenters.Assignment]) -> [Int] {
    var members = Array(repeating: [Int](), count: k)
    for (member, place) in assignment.enumerated() { members[place.center].append(member) }
    return members.flatMap { members in
      members.sorted {
        let (a, b) = (assignment[$0].squaredDistance, assignment[$1].squaredDistance)
        return a != b ? a < b : $0 < $1
      }.prefix(kept)
    }.sorted()
  }
}

/// The nearest of some centres to each point; ties go to the lower centre. O(n·k·d).
struct NearestCenters: Sendable {
  struct Assignment: Sendable {
    let center: Int
    let squaredDistance: Double
  }

  private static let chunk = 256

  let points: PointRows
  /// k·d coordinates, row by row.
  let centers: [Double]

  /// - Throws: `CancellationError`.
  func assign(_ context: RunContext) throws -> [Assignment] {
    let (n, d) = (points.count, points.dimension)
    let k = centers.count / d
    let result = Buffer(count: n, repeating: Assignment(center: 0, squaredDistance: 0))
    let values = Buffer(points.values, padding: 0)
    let pointsAtOnce = max(1, 4_000_000 / (k * d))
    try context.forEachChunk((n + Self.chunk - 1) / Self.chunk) { chunk in
      let block = PointBlock(capacity: k, dimension: d)
      centers.withUnsafeBufferPointer { block.assign($0.baseAddress!, count: k) }
      for i in chunk * Self.chunk..<min(n, (chunk + 1) * Self.chunk) {
        if i % pointsAtOnce == 0 { try context.checkCancellation() }
        let two = block.nearestTwo(to: values.pointer + i * d)
        result[i] = Assignment(center: two.index, squaredDistance: two.nearest)
      }
    }
    return result.array
  }
}
