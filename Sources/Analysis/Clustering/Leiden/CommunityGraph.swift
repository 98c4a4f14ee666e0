/// A graph whose vertices may stand for many rows, with edges stored by rows and no loops: what is inside a vertex is no
/// matter where it goes.
///
/// `@unchecked Sendable` by its buffers: written before it is shared.
final class CommunityGraph: Sendable {
  let count: Int
  let offsets: Buffer<Int>
  let targets: Buffer<Int32>
  let weights: Buffer<Double>
  /// Each vertex's share in the penalty.
  let sizes: Buffer<Double>

  init(_ graph: NeighborGraph, sizes: [Double]) {
    count = graph.count
    offsets = Buffer(graph.offsets, padding: 0)
    targets = Buffer(graph.targets, padding: 0)
    weights = Buffer(graph.weights, padding: 0)
    self.sizes = Buffer(sizes, padding: 0)
  }

  /// One vertex for each group, 0..<groupCount. O(edges).
  init(_ graph: CommunityGraph, groups: Buffer<Int32>, groupCount: Int) {
    count = groupCount
    offsets = Buffer(count: groupCount + 1, repeating: 0)
    sizes = Buffer(count: groupCount, repeating: 0.0)
    let members = GroupMembers(groups, count: graph.count, groupCount: groupCount)
    let link = Buffer(count: groupCount, repeating: 0.0)
    let touched = Buffer(count: groupCount, repeating: Int32(0))
    let edges = graph.offsets[graph.count]
    let newTargets = Buffer(count: edges, repeating: Int32(0))
    let newWeights = Buffer(count: edges, repeating: 0.0)
    var end = 0
    for group in 0..<groupCount {
      var touchedCount = 0
      for place in members.offsets[group]..<members.offsets[group + 1] {
        let v = Int(members.vertices[place])
        sizes[group] += graph.sizes[v]
        for e in graph.offsets[v]..<graph.offsets[v + 1] {
          let other = groups[Int(graph.targets[e])]
          if Int(other) == group { continue }
          if link[Int(other)] == 0 {
            touched[touchedCount] = other
            touchedCount += 1
          }
          link[Int(other)] += graph.weights[e]
        }
      }
      for i in 0..<touchedCount {
        let other = Int(touched[i])
        newTargets[end] = touched[i]
        newWeights[end] = link[other]
        link[other] = 0
        end += 1
      }
      offsets[group + 1] = end
    }
    targets = Buffer(newTargets, count: end)
    weights = Buffer(newWeights, count: end)
  }
}

extension Buffer {
  /// The first elements alone.
  convenience init(_ other: Buffer<Element>, count: Int) {
    self.init(count: count, repeating: other.pointer[0])
    pointer.update(from: other.pointer, count: count)
  }
}

/// The vertices of each group, in ascending order.
private struct GroupMembers {
  let offsets: [Int]
  let vertices: [Int32]

  init(_ groups: Buffer<Int32>, count: Int, groupCount: Int) {
    var sizes = Array(repeating: 0, count: groupCount)
    for v in 0..<count { sizes[Int(groups[v])] += 1 }
    offsets = runningTotals(sizes)
    var next = offsets
    var vertices = Array(repeating: Int32(0), count: count)
    for v in 0..<count {
      let group = Int(groups[v])
      vertices[next[group]] = Int32(truncatingIfNeeded: v)
      next[group] += 1
    }
    self.vertices = vertices
  }
}
