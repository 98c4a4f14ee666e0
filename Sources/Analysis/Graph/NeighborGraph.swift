/// A sparse graph without loops in which every edge has a weight and no direction, stored by rows: what spectral
/// clustering, community detection and neighbour embeddings start from.
public struct NeighborGraph: Sendable, Equatable {
  /// How two directed weights make one. A direction that is missing counts as 0.
  public enum Symmetrization: Sendable, Equatable {
    /// The larger one: an edge where either row is a neighbour of the other.
    case union
    /// Half their sum.
    case mean

    func weight(_ a: Double, _ b: Double) -> Double {
      switch self {
      case .union: a > b ? a : b
      case .mean: (a + b) / 2
      }
    }
  }

  public let count: Int
  /// The neighbours of vertex v stand at `offsets[v]..<offsets[v + 1]`; count + 1 numbers.
  public let offsets: [Int]
  /// In ascending order within a vertex. Every edge stands at both its ends.
  public let targets: [Int32]
  public let weights: [Double]

  /// Vertices are rows, edges their nearest neighbours. O(n·k) time and memory.
  /// - Parameter weights: one a neighbour, as `neighbors.rows`, above 0; nil for 1 each.
  public init(_ neighbors: NearestNeighbors, weights: [Double]? = nil, _ symmetrization: Symmetrization) {
    precondition(weights == nil || weights?.count == neighbors.rows.count, "a weight for each neighbour")
    let (n, k) = (neighbors.count, neighbors.k)
    let forward = Directed(neighbors, weights)
    let backward = forward.reversed(count: n)
    var offsets = [0]
    offsets.reserveCapacity(n + 1)
    var targets: [Int32] = []
    targets.reserveCapacity(2 * n * k)
    var merged: [Double] = []
    merged.reserveCapacity(2 * n * k)
    for v in 0..<n {
      var (a, b) = (forward.offsets[v], backward.offsets[v])
      let (endA, endB) = (forward.offsets[v + 1], backward.offsets[v + 1])
      while a < endA || b < endB {
        let x = a < endA ? forward.targets[a] : .max
        let y = b < endB ? backward.targets[b] : .max
        targets.append(min(x, y))
        merged.append(
          symmetrization.weight(x <= y ? forward.weights[a] : 0, y <= x ? backward.weights[b] : 0))
        a += x <= y ? 1 : 0
        b += y <= x ? 1 : 0
      }
      offsets.append(targets.count)
    }
    count = n
    self.offsets = offsets
    self.targets = targets
    self.weights = merged
  }

  /// From edges of two different vertices each; those that come several times add up. O(edges · log edges).
  public init(count: Int, edges: [(Int, Int, weight: Double)]) {
    var directed = edges.flatMap { [($0.0, $0.1, $0.weight), ($0.1, $0.0, $0.weight)] }
    precondition(edges.allSatisfy { $0.0 != $0.1 && (0..<count).contains($0.0) && (0..<count).contains($0.1) })
    directed.sort { ($0.0, $0.1) < ($1.0, $1.1) }
    var targets: [Int32] = []
    var weights: [Double] = []
    var degrees = Array(repeating: 0, count: count)
    var last = (-1, -1)
    for (a, b, weight) in directed {
      if (a, b) == last {
        weights[weights.count - 1] += weight
      } else {
        targets.append(Int32(truncatingIfNeeded: b))
        weights.append(weight)
        degrees[a] += 1
        last = (a, b)
      }
    }
    self.init(count: count, offsets: runningTotals(degrees), targets: targets, weights: weights)
  }

  init(count: Int, offsets: [Int], targets: [Int32], weights: [Double]) {
    self.count = count
    self.offsets = offsets
    self.targets = targets
    self.weights = weights
  }

  public var edgeCount: Int { targets.count / 2 }

  /// The sum of the weights of a vertex's edges.
  public func degree(_ v: Int) -> Double { weights[offsets[v]..<offsets[v + 1]].reduce(0, +) }

  /// Which connected component each vertex is of: 0… in order of first appearance. O(edges), nearly.
  public var components: [Int] {
    var sets = DisjointSets(count: count)
    for v in 0..<count {
      for e in offsets[v]..<offsets[v + 1] where targets[e] > v { sets.join(v, Int(targets[e])) }
    }
    return canonicalLabels((0..<count).map { sets.root(of: $0) })
  }
}

/// 0, then the sums of the first, of the first two, …, of all.
func runningTotals(_ numbers: [Int]) -> [Int] {
  var totals = [0]
  totals.reserveCapacity(numbers.count + 1)
  for number in numbers { totals.append(totals[totals.count - 1] + number) }
  return totals
}

/// Arcs by their sources.
private struct Directed {
  var offsets: [Int]
  /// In ascending order within a source.
  var targets: [Int32]
  var weights: [Double]

  init(_ neighbors: NearestNeighbors, _ weights: [Double]?) {
    let (n, k) = (neighbors.count, neighbors.k)
    offsets = (0...n).map { $0 * k }
    targets = neighbors.rows
    self.weights = weights ?? Array(repeating: 1, count: targets.count)
    // Lists are short: by insertion.
    for v in 0..<n {
      for place in stride(from: v * k + 1, to: (v + 1) * k, by: 1) {
        let (target, weight) = (targets[place], self.weights[place])
        var hole = place
        while hole > v * k, targets[hole - 1] > target {
          targets[hole] = targets[hole - 1]
          self.weights[hole] = self.weights[hole - 1]
          hole -= 1
        }
        targets[hole] = target
        self.weights[hole] = weight
      }
    }
  }

  private init(offsets: [Int], targets: [Int32], weights: [Double]) {
    self.offsets = offsets
    self.targets = targets
    self.weights = weights
  }

  func reversed(count n: Int) -> Directed {
    var degrees = Array(repeating: 0, count: n)
    for target in targets { degrees[Int(target)] += 1 }
    let starts = runningTotals(degrees)
    var next = starts
    var sources = Array(repeating: Int32(0), count: targets.count)
    var turned = Array(repeating: 0.0, count: targets.count)
    for v in 0..<n {
      for e in offsets[v]..<offsets[v + 1] {
        let place = next[Int(targets[e])]
        sources[place] = Int32(truncatingIfNeeded: v)
        turned[place] = weights[e]
        next[Int(targets[e])] = place + 1
      }
    }
    return Directed(offsets: starts, targets: sources, weights: turned)
  }
}
