/// Which community each vertex is of, and how vertices move between communities: the local steps of the Leiden
/// algorithm (Traag, Waltman & van Eck, "From Louvain to Leiden: guaranteeing well-connected communities", 2019).
struct CommunityMoves {
  private static let movesPerCheck = 4096
  /// How far from the largest gain, in mean weights of edges, a gain may be to be chosen often.
  private static let randomness = 0.01

  let graph: CommunityGraph
  let penalty: Double
  /// The mean weight of the edges between rows.
  let edgeWeight: Double
  /// The community of each vertex, 0..<graph.count.
  let communities: Buffer<Int32>
  private let context: RunContext
  /// The size of each community, and how many vertices it has.
  private let totals: Buffer<Double>
  private let counts: Buffer<Int32>
  /// The weight of a vertex's edges to each community: 0 but while the vertex is looked at.
  private let link: Buffer<Double>
  private let touched: Buffer<Int32>

  init(
    _ graph: CommunityGraph, penalty: Double, edgeWeight: Double, communities: Buffer<Int32>, _ context: RunContext
  ) {
    self.graph = graph
    self.penalty = penalty
    self.edgeWeight = edgeWeight
    self.communities = communities
    self.context = context
    totals = Buffer(count: graph.count, repeating: 0.0)
    counts = Buffer(count: graph.count, repeating: Int32(0))
    link = Buffer(count: graph.count, repeating: 0.0)
    touched = Buffer(count: graph.count, repeating: Int32(0))
    for v in 0..<graph.count {
      totals[Int(communities[v])] += graph.sizes[v]
      counts[Int(communities[v])] += 1
    }
  }

  /// How many communities have vertices.
  var communityCount: Int { (0..<graph.count).count { counts[$0] > 0 } }

  /// Moves one vertex after another to the community where it gains most, until none gains. Of those who moved, the
  /// neighbours in other communities are looked at again.
  /// - Throws: `CancellationError`.
  func moveVertices(_ random: inout RandomSource) throws {
    let n = graph.count
    let (offsets, targets, weights) = (graph.offsets.pointer, graph.targets.pointer, graph.weights.pointer)
    let (communities, totals, counts) = (communities.pointer, totals.pointer, counts.pointer)
    let (link, touched, sizes) = (link.pointer, touched.pointer, graph.sizes.pointer)
    // A ring: no vertex stands in it twice.
    let queueBuffer = shuffled(&random)
    let queuedBuffer = Buffer(count: n, repeating: true)
    let (queue, isQueued) = (queueBuffer.pointer, queuedBuffer.pointer)
    var empty = (0..<n).reversed().filter { counts[$0] == 0 }.map { Int32(truncatingIfNeeded: $0) }
    var (head, waiting, looked) = (0, n, 0)
    while waiting > 0 {
      looked += 1
      if looked % Self.movesPerCheck == 0 { try context.checkCancellation() }
      let v = Int(queue[head])
      head = head + 1 == n ? 0 : head + 1
      waiting -= 1
      isQueued[v] = false

      let own = communities[v]
      let share = penalty * sizes[v]
      var touchedCount = 0
      for e in offsets[v]..<offsets[v + 1] {
        let other = communities[Int(targets[e])]
        if link[Int(other)] == 0 {
          touched[touchedCount] = other
          touchedCount += 1
        }
        link[Int(other)] += weights[e]
      }
      totals[Int(own)] -= sizes[v]
      counts[Int(own)] -= 1
      var best = own
      var bestGain = link[Int(own)] - share * totals[Int(own)]
      for i in 0..<touchedCount {
        let other = Int(touched[i])
        let gain = link[other] - share * totals[other]
        if gain > bestGain + tolerance(gain) {
          best = touched[i]
          bestGain = gain
        }
        link[other] = 0
      }
      if bestGain < -tolerance(bestGain), counts[Int(own)] > 0, let alone = empty.popLast() { best = alone }
      if best != own, counts[Int(own)] == 0 { empty.append(own) }
      totals[Int(best)] += sizes[v]
      counts[Int(best)] += 1
      if best == own { continue }
      communities[v] = best
      for e in offsets[v]..<offsets[v + 1] {
        let u = Int(targets[e])
        if communities[u] == best || isQueued[u] { continue }
        isQueued[u] = true
        let place = head + waiting
        queue[place >= n ? place - n : place] = targets[e]
        waiting += 1
      }
    }
    withExtendedLifetime((queueBuffer, queuedBuffer)) {}
  }

  /// Parts of the communities that hold together: from single vertices, each that is well connected to its community is
  /// put, unless another came to it, to a well-connected part of it where it gains, drawn at random: one where it gains
  /// more by x mean weights is exp(x/0.01) times as likely, as the paper has it.
  /// - Returns: the part of each vertex, 0..<count, numbered by the first vertex.
  /// - Throws: `CancellationError`.
  func refined(_ random: inout RandomSource) throws -> (parts: Buffer<Int32>, count: Int) {
    let n = graph.count
    let (offsets, targets, weights) = (graph.offsets.pointer, graph.targets.pointer, graph.weights.pointer)
    let (communities, totals) = (communities.pointer, totals.pointer)
    let (link, touched) = (link.pointer, touched.pointer)
    let parts = Buffer(count: n, repeating: Int32(0))
    let graphSizes = graph.sizes.pointer
    let sizes = Buffer(graph.sizes, count: n)
    let gains = Buffer(count: n, repeating: 0.0)
    let links = Buffer(count: n, repeating: 0.0)
    let temperature = Self.randomness * edgeWeight
    let members = Buffer(count: n, repeating: Int32(1))
    // The weight of each part's edges to the rest of its community.
    let outward = Buffer(count: n, repeating: 0.0)
    for v in 0..<n {
      parts[v] = Int32(truncatingIfNeeded: v)
      for e in offsets[v]..<offsets[v + 1] where communities[Int(targets[e])] == communities[v] {
        outward[v] += weights[e]
      }
    }
    func isWellConnected(_ part: Int, in community: Int32) -> Bool {
      let needed = penalty * sizes[part] * (totals[Int(community)] - sizes[part])
      return outward[part] >= needed - tolerance(needed)
    }
    let order = shuffled(&random)
    for looked in 0..<n {
      if looked % Self.movesPerCheck == 0 { try context.checkCancellation() }
      let v = Int(order[looked])
      let community = communities[v]
      guard members[v] == 1, Int(parts[v]) == v, isWellConnected(v, in: community) else { continue }
      var touchedCount = 0
      for e in offsets[v]..<offsets[v + 1] where communities[Int(targets[e])] == community {
        let part = parts[Int(targets[e])]
        if link[Int(part)] == 0 {
          touched[touchedCount] = part
          touchedCount += 1
        }
        link[Int(part)] += weights[e]
      }
      // Those where it gains, with the gains, at the front.
      var choices = 0
      var largest = 0.0
      for i in 0..<touchedCount {
        let part = Int(touched[i])
        let gain = link[part] - penalty * graphSizes[v] * sizes[part]
        if gain > 0, isWellConnected(part, in: community) {
          touched[choices] = touched[i]
          links[choices] = link[part]
          gains[choices] = gain
          largest = max(largest, gain)
          choices += 1
        }
        link[part] = 0
      }
      guard choices > 0 else { continue }
      var total = 0.0
      for i in 0..<choices {
        // Cumulated chances, up to a factor.
        if gains[i] > largest - 30 * temperature { total += exponential((gains[i] - largest) / temperature) }
        gains[i] = total
      }
      let draw = random.uniform() * total
      var chosen = 0
      while chosen < choices - 1, gains[chosen] <= draw { chosen += 1 }
      let best = (part: Int(touched[chosen]), link: links[chosen])
      parts[v] = Int32(truncatingIfNeeded: best.part)
      members[v] = 0
      members[best.part] += 1
      sizes[best.part] += sizes[v]
      outward[best.part] += outward[v] - 2 * best.link
    }
    return (parts, renumber(parts))
  }

  private func shuffled(_ random: inout RandomSource) -> Buffer<Int32> {
    var order = (0..<Int32(truncatingIfNeeded: graph.count)).map { $0 }
    random.shuffle(&order)
    return Buffer(order, padding: 0)
  }

  /// Numbers the communities 0… by their first vertex. No more moves after this.
  func numberCommunities() { _ = renumber(communities) }

  private func renumber(_ labels: Buffer<Int32>) -> Int {
    let names = Buffer(count: graph.count, repeating: Int32(-1))
    var count: Int32 = 0
    for v in 0..<graph.count {
      if names[Int(labels[v])] < 0 {
        names[Int(labels[v])] = count
        count += 1
      }
      labels[v] = names[Int(labels[v])]
    }
    return Int(count)
  }

  /// What rounding may make of equal gains.
  @inline(__always) private func tolerance(_ gain: Double) -> Double { 1e-12 * (1 + Swift.abs(gain)) }
}
