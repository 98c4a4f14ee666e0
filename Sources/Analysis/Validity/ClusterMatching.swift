/// Which clusters of two partitions of the same rows are the same: the pairs, one to one, that share the most rows.
///
/// Up to `largestExact` clusters on each side this is the best of all pairings, found by the Hungarian method. Beyond,
/// pairs are taken greedily, those that share the most rows first, ties to the lower numbers. Clusters that share no row are never paired. Noise (negative
/// labels) is no cluster.
public struct ClusterMatching: Sendable, Equatable {
  /// For a cluster of the partition, by its number, the cluster of the reference that it is paired with.
  public let partners: [Int: Int]
  /// How many rows lie in a cluster and in its partner too.
  public let sharedRows: Int
  private let numbers: [Int: Int]

  /// Clusters on the larger side up to which the pairing is the best of all.
  public static let largestExact = 256

  /// O(n + k³) time for k clusters up to `largestExact`, else O(n log n).
  /// - Parameters:
  ///   - labels: one a row; any numbers, negative ones are noise.
  ///   - reference: as many.
  /// - Precondition: as many labels in both.
  public init(of labels: [Int], to reference: [Int]) {
    precondition(labels.count == reference.count, "one label a row in both partitions")
    let own = ClusterNumbers(labels)
    let other = ClusterNumbers(reference)
    let cells = Self.sharedRows(own, other)
    let isExact = max(own.names.count, other.names.count) <= Self.largestExact
    let pairs = isExact ? Self.best(cells, own.names.count, other.names.count) : Self.greedy(cells)
    var partners: [Int: Int] = [:]
    var shared = 0
    for cell in pairs where cell.count > 0 {
      partners[own.names[cell.own]] = other.names[cell.other]
      shared += cell.count
    }
    self.partners = partners
    sharedRows = shared
    self.numbers = Self.numbers(partners, own.names, taken: other.names)
  }

  /// Whoever has no partner takes the lowest number that is free.
  private static func numbers(_ partners: [Int: Int], _ names: [Int], taken: [Int]) -> [Int: Int] {
    let taken = Set(taken)
    var numbers = partners
    var next = 0
    for name in names where numbers[name] == nil {
      while taken.contains(next) { next += 1 }
      numbers[name] = next
      next += 1
    }
    return numbers
  }

  /// The numbers of clusters 0..<count in the numbers of the reference, as `renumbered` gives them. Clusters without a
  /// row come last, with numbers that no other has.
  public func numbers(count: Int) -> [Int] {
    var free = (Set(numbers.values).union(partners.values).max() ?? -1) + 1
    return (0..<count).map { cluster in
      if let number = numbers[cluster] { return number }
      defer { free += 1 }
      return free
    }
  }

  /// Labels of the partition in the numbers of the reference: a paired cluster takes its partner's, the others take
  /// the lowest that the reference does not use, in rising order; noise becomes −1. O(n).
  public func renumbered(_ labels: [Int]) -> [Int] { labels.map { $0 < 0 ? -1 : numbers[$0] ?? $0 } }

  private struct Cell {
    var own: Int
    var other: Int
    var count: Int
  }

  /// The pairs of clusters that share rows, by own, then other cluster.
  private static func sharedRows(_ own: ClusterNumbers, _ other: ClusterNumbers) -> [Cell] {
    let (rows, columns) = (own.names.count, other.names.count)
    let both = own.codes.indices.lazy.filter { own.codes[$0] >= 0 && other.codes[$0] >= 0 }
    if rows * columns <= max(1 << 16, 4 * own.codes.count) {
      var counts = Array(repeating: 0, count: rows * columns)
      for i in both { counts[Int(own.codes[i]) * columns + Int(other.codes[i])] += 1 }
      return counts.indices.filter { counts[$0] > 0 }.map {
        Cell(own: $0 / columns, other: $0 % columns, count: counts[$0])
      }
    }
    var cells: [Cell] = []
    for key in both.map({ Int(own.codes[$0]) * columns + Int(other.codes[$0]) }).sorted() {
      if let last = cells.last, last.own * columns + last.other == key {
        cells[cells.count - 1].count += 1
      } else {
        cells.append(Cell(own: key / columns, other: key % columns, count: 1))
      }
    }
    return cells
  }

  private static func greedy(_ cells: [Cell]) -> [Cell] {
    var taken = (own: Set<Int>(), other: Set<Int>())
    return cells.sorted { ($1.count, $0.own, $0.other) < ($0.count, $1.own, $1.other) }.filter { cell in
      guard !taken.own.contains(cell.own), !taken.other.contains(cell.other) else { return false }
      taken.own.insert(cell.own)
      taken.other.insert(cell.other)
      return true
    }
  }

  private static func best(_ cells: [Cell], _ ownCount: Int, _ otherCount: Int) -> [Cell] {
    var shared = Array(repeating: 0, count: ownCount * otherCount)
    for cell in cells { shared[cell.own * otherCount + cell.other] = cell.count }
    let columns = Assignment.best(shared.map(Double.init), rows: ownCount, columns: otherCount)
    return columns.enumerated().compactMap { own, other in
      other.map { Cell(own: own, other: $0, count: shared[own * otherCount + $0]) }
    }
  }
}

/// The clusters of a partition, numbered without gaps in rising order.
private struct ClusterNumbers {
  /// One a row; −1 for noise.
  var codes: [Int32]
  /// The cluster that a code stands for.
  var names: [Int]

  init(_ labels: [Int]) {
    let largest = labels.max() ?? -1
    guard largest < 4 * labels.count + 1024 else {
      names = Set(labels.lazy.filter { $0 >= 0 }).sorted()
      let codeOf = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
      codes = labels.map { codeOf[$0] ?? -1 }
      return
    }
    var codeOf = Array(repeating: Int32(-1), count: max(0, largest + 1))
    for label in labels where label >= 0 { codeOf[label] = 0 }
    names = codeOf.indices.filter { codeOf[$0] == 0 }
    for (code, name) in names.enumerated() { codeOf[name] = Int32(code) }
    codes = labels.map { $0 < 0 ? -1 : codeOf[$0] }
  }
}
