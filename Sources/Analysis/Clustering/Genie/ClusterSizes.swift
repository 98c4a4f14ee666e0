/// The sizes of clusters that are merged two by two, and how unequal they are. O(√n) time a merge, for no more than so
/// many sizes differ; O(n) memory.
struct ClusterSizes {
  private let total: Int
  private var clusters: Int
  /// How many clusters have each size.
  private var counts: [Int]
  /// The next larger size that some cluster has; that of size 0 is the smallest. Past the last comes total + 1.
  private var next: [Int]
  /// Σ |a − b| over pairs of clusters.
  private var differences = 0

  /// - Parameter total: so many clusters of one row each.
  init(total: Int) {
    self.total = total
    clusters = total
    counts = Array(repeating: 0, count: total + 2)
    next = Array(repeating: total + 1, count: total + 2)
    if total > 0 {
      counts[1] = total
      next[0] = 1
    }
  }

  var smallest: Int { next[0] }

  /// The Gini index: Σ |a − b| over pairs, over what it is when all rows but one each are in one cluster; from 0 for
  /// equal sizes to 1.
  var gini: Double {
    clusters < 2 ? 0 : Double(differences) / (Double(clusters - 1) * Double(total))
  }

  /// Replaces a cluster of size a and one of size b by one of size a + b.
  mutating func merge(_ a: Int, _ b: Int) {
    let sum = a + b
    var size = next[0]
    var change = 0
    while size <= total {
      change += counts[size] * (abs(sum - size) - abs(a - size) - abs(b - size))
      size = next[size]
    }
    differences += change + abs(a - b) - sum
    clusters -= 1
    counts[a] -= 1
    counts[b] -= 1
    counts[sum] += 1
    // The chain of sizes: leave out what is gone, take in what is new.
    var before = 0
    while before <= sum {
      let after = next[before]
      if after <= total, counts[after] == 0 {
        next[before] = next[after]
        continue
      }
      if before < sum, after > sum {
        next[sum] = after
        next[before] = sum
        return
      }
      before = after
    }
  }
}
