/// Clusters of a directed graph, merged two by two where the most weight leads both ways between them (Zhang, Wang,
/// Zhao & Tang 2012): the affinity of A and B is 1ᵀ·W_AB·W_BA·1/|A|² + 1ᵀ·W_BA·W_AB·1/|B|².
///
/// Sparse throughout: a cluster keeps what leads from it and to it for the rows outside that it is joined with, and its
/// affinities to the clusters of those rows. The first term of a merged cluster is added up anew from those rows; the
/// second, which runs through the merged cluster's own rows, is the sum of what it was for both parts. Equal affinities
/// go to the lower clusters, numbered by their lowest rows.
///
/// O(n·k) memory. A merge takes time in proportion to the rows and clusters next to the two merged: with clusters that
/// grow evenly O(n·k·log n) in all, at worst O(n²·k).
package struct DegreeMerging {
  package struct Merge: Sendable, Equatable {
    /// Cluster numbers; `first` < `second`, and the merged cluster goes on as `first`.
    package let first: Int
    package let second: Int
    package let affinity: Double
  }

  /// What leads between a cluster and a row outside.
  private struct Contact {
    let row: Int32
    var to: Double
    var from: Double
  }

  /// The two terms of the affinity to another cluster, before they are divided: passing through the other cluster's
  /// rows, and through the own.
  private struct Link {
    let cluster: Int32
    var through: Double
    var back: Double
  }

  private struct Candidate: Comparable {
    let affinity: Double
    let first: Int32
    let second: Int32
    /// How often either had been merged when this was so.
    let age: Int32

    static func < (a: Candidate, b: Candidate) -> Bool {
      if a.affinity != b.affinity { return a.affinity > b.affinity }
      return a.first != b.first ? a.first < b.first : a.second < b.second
    }
  }

  /// In the order in which they are made. Ends where nothing leads both ways between any two clusters.
  package private(set) var merges: [Merge] = []
  private let component: [Int32]
  private var sets: DisjointSets
  private var sizes: [Int]
  private var ages: [Int32]
  private var contacts: [[Contact]]
  private var links: [[Link]] = []
  /// Room for one number a cluster, zero between uses.
  private var sums: [Double]
  private var heap = BinaryHeap<Candidate>()
  private var liveLinks = 0

  /// - Parameters:
  ///   - component: the cluster that each row is in at first, 0..<count.
  ///   - fewest: merging ends when so many clusters are left.
  /// - Throws: `CancellationError`.
  package init(_ graph: NeighborWeights, component: [Int32], count: Int, fewest: Int, context: RunContext) throws {
    self.component = component
    sets = DisjointSets(count: count)
    sizes = Array(repeating: 0, count: count)
    for c in component { sizes[Int(c)] += 1 }
    ages = Array(repeating: 0, count: count)
    sums = Array(repeating: 0, count: count)
    contacts = try Self.contacts(graph, component, count: count, context)
    try link(context)
    while merges.count < count - fewest, let best = next() {
      try context.checkCancellation()
      if merges.count & 255 == 0 { context.report("merges", merges.count, of: count - fewest) }
      merge(Int(best.first), Int(best.second), best.affinity)
    }
  }

  // MARK: - At first

  private static func contacts(
    _ graph: NeighborWeights, _ component: [Int32], count: Int, _ context: RunContext
  ) throws -> [[Contact]] {
    let (n, k) = (graph.neighbors.count, graph.neighbors.k)
    var lists: [[Contact]] = Array(repeating: [], count: count)
    for i in 0..<n {
      if i & 1023 == 0 { try context.checkCancellation() }
      for place in i * k..<(i + 1) * k {
        let (j, weight) = (Int(graph.neighbors.rows[place]), graph.weights[place])
        let (a, b) = (Int(component[i]), Int(component[j]))
        guard a != b, weight > 0 else { continue }
        lists[a].append(Contact(row: Int32(j), to: weight, from: 0))
        lists[b].append(Contact(row: Int32(i), to: 0, from: weight))
      }
    }
    for c in lists.indices {
      if c & 1023 == 0 { try context.checkCancellation() }
      lists[c].sort { ($0.row, $0.to, $0.from) < ($1.row, $1.to, $1.from) }
      var joined: [Contact] = []
      for contact in lists[c] {
        if let last = joined.last, last.row == contact.row {
          joined[joined.count - 1].to += contact.to
          joined[joined.count - 1].from += contact.from
        } else {
          joined.append(contact)
        }
      }
      lists[c] = joined
    }
    return lists
  }

  private mutating func link(_ context: RunContext) throws {
    links = Array(repeating: [], count: sizes.count)
    for c in sizes.indices {
      if c & 255 == 0 { try context.checkCancellation() }
      for other in weigh(contacts[c]) {
        let through = takeSum(other)
        set(other, of: c) { $0.through = through }
        set(c, of: other) { $0.back = through }
      }
    }
    var candidates: [Candidate] = []
    for c in sizes.indices {
      for link in links[c] where link.cluster > c { candidates.append(candidate(c, link)) }
    }
    liveLinks = candidates.count
    heap = BinaryHeap(candidates)
  }

  // MARK: - Merging

  private mutating func next() -> Candidate? {
    if heap.count > 2 * liveLinks + 1024 {
      let ages = ages
      heap.removeAll { !Self.isCurrent($0, ages) }
    }
    while let best = heap.popFirst() { if Self.isCurrent(best, ages) { return best } }
    return nil
  }

  private static func isCurrent(_ candidate: Candidate, _ ages: [Int32]) -> Bool {
    // A cluster that has gone into another has a negative age.
    let (a, b) = (ages[Int(candidate.first)], ages[Int(candidate.second)])
    return a >= 0 && b >= 0 && a + b == candidate.age
  }

  private mutating func merge(_ a: Int, _ b: Int, _ affinity: Double) {
    merges.append(Merge(first: a, second: b, affinity: affinity))
    sets.join(a, b)
    sizes[a] += sizes[b]
    ages[a] += 1
    ages[b] = -1
    contacts[a] = joined(contacts[a], contacts[b], outside: a)
    contacts[b] = []
    let touched = weigh(contacts[a])
    let (before, gone) = (links[a], links[b])
    links[a] = []
    links[b] = []
    liveLinks -= before.count + gone.count - 1
    for link in before where link.cluster != b { remove(a, of: Int(link.cluster)) }
    for link in gone where link.cluster != a { remove(b, of: Int(link.cluster)) }
    var back: [Int32: Double] = [:]
    for link in before + gone where link.cluster != a && link.cluster != b {
      back[link.cluster, default: 0] += link.back
    }
    let others = Set(touched).union(back.keys.map(Int.init)).sorted()
    for other in others {
      let link = Link(cluster: Int32(other), through: takeSum(other), back: back[Int32(other)] ?? 0)
      guard link.through > 0 || link.back > 0 else { continue }
      links[a].append(link)
      insert(Link(cluster: Int32(a), through: link.back, back: link.through), of: other)
      heap.insert(candidate(a, link))
      liveLinks += 1
    }
  }

  /// Two lists of contacts as one, without the rows that have come inside.
  private mutating func joined(_ x: [Contact], _ y: [Contact], outside cluster: Int) -> [Contact] {
    var result: [Contact] = []
    result.reserveCapacity(x.count + y.count)
    var (i, j) = (0, 0)
    while i < x.count || j < y.count {
      var next: Contact
      if j == y.count || (i < x.count && x[i].row < y[j].row) {
        next = x[i]
        i += 1
      } else if i == x.count || y[j].row < x[i].row {
        next = y[j]
        j += 1
      } else {
        next = Contact(row: x[i].row, to: x[i].to + y[j].to, from: x[i].from + y[j].from)
        i += 1
        j += 1
      }
      if sets.root(of: Int(component[Int(next.row)])) != cluster { result.append(next) }
    }
    return result
  }

  /// Adds up, for each cluster, what leads there and back over its rows.
  /// - Returns: the clusters with a sum above 0, in the order in which they turned up.
  private mutating func weigh(_ contacts: [Contact]) -> [Int] {
    var touched: [Int] = []
    for contact in contacts {
      let product = contact.to * contact.from
      guard product > 0 else { continue }
      let cluster = sets.root(of: Int(component[Int(contact.row)]))
      if sums[cluster] == 0 { touched.append(cluster) }
      sums[cluster] += product
    }
    return touched
  }

  private mutating func takeSum(_ cluster: Int) -> Double {
    defer { sums[cluster] = 0 }
    return sums[cluster]
  }

  private func candidate(_ cluster: Int, _ link: Link) -> Candidate {
    let other = Int(link.cluster)
    let (own, its) = (Double(sizes[cluster]), Double(sizes[other]))
    return Candidate(
      affinity: link.through / (own * own) + link.back / (its * its), first: Int32(min(cluster, other)),
      second: Int32(max(cluster, other)), age: ages[cluster] + ages[other])
  }

  // MARK: - Links, in the order of the clusters

  private func place(of cluster: Int, in list: [Link]) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle].cluster < cluster { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func set(_ cluster: Int, of owner: Int, _ change: (inout Link) -> Void) {
    let place = place(of: cluster, in: links[owner])
    if place == links[owner].count || links[owner][place].cluster != cluster {
      links[owner].insert(Link(cluster: Int32(cluster), through: 0, back: 0), at: place)
    }
    change(&links[owner][place])
  }

  private mutating func insert(_ link: Link, of owner: Int) {
    links[owner].insert(link, at: place(of: Int(link.cluster), in: links[owner]))
  }

  private mutating func remove(_ cluster: Int, of owner: Int) {
    links[owner].remove(at: place(of: cluster, in: links[owner]))
  }
}
