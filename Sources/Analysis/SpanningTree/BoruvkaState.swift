/// What Borůvka's algorithm knows between rounds, by position in the kd-tree.
///
/// `@unchecked Sendable`: workers write only to the entries of the positions and leaves in their own chunks, and read
/// components only while no one writes them.
final class BoruvkaState: @unchecked Sendable {
  let storage: KDTreeStorage
  let listLength: Int
  /// Comparison values of the core distances, by position.
  let coreValues: Buffer<Double>?
  /// No edge from a position to another component is lower than this. Of a position that has a candidate it is the
  /// candidate's value.
  let lower: UnsafeMutablePointer<Double>
  /// The lowest `lower` below each node: an edge is bounded from both its ends, and so are nodes to search.
  let nodeLower: UnsafeMutablePointer<Double>
  let component: UnsafeMutablePointer<Int32>
  /// The component that all points below a node share, or −1.
  let nodeComponent: UnsafeMutablePointer<Int32>
  /// Neighbours of each position, nearest first.
  let listPositions: UnsafeMutablePointer<Int32>
  /// Their comparison values. No foreign point that is not listed is nearer than the last.
  let listValues: UnsafeMutablePointer<Double>
  /// The nearest point, for each position that knows it, that was not in the same component when last looked.
  let candidate: UnsafeMutablePointer<Int32>
  /// The place in the list from where the candidate comes.
  let cursor: UnsafeMutablePointer<UInt8>
  /// For each leaf, the bits of the places that have a candidate.
  let knowing: UnsafeMutablePointer<UInt64>

  private let buffers:
    (
      Buffer<Double>, Buffer<Double>, Buffer<Int32>, Buffer<Int32>, Buffer<Int32>, Buffer<Double>, Buffer<Int32>,
      Buffer<UInt8>, Buffer<UInt64>
    )

  init(_ storage: KDTreeStorage, listLength: Int, coreValues cores: [Double]?) {
    let n = storage.count
    let k = max(1, min(listLength, n - 1))
    self.storage = storage
    self.listLength = k
    buffers = (
      Buffer(count: n, repeating: 0), Buffer(count: storage.nodeCount, repeating: 0),
      Buffer(count: storage.leafCount * storage.leafSize, repeating: 0),
      Buffer(count: storage.nodeCount, repeating: -1), Buffer(count: n * k, repeating: 0),
      Buffer(count: n * k, repeating: 0), Buffer(count: n, repeating: 0), Buffer(count: n, repeating: 0),
      Buffer(count: storage.leafCount, repeating: 0)
    )
    lower = buffers.0.pointer
    nodeLower = buffers.1.pointer
    component = buffers.2.pointer
    nodeComponent = buffers.3.pointer
    listPositions = buffers.4.pointer
    listValues = buffers.5.pointer
    candidate = buffers.6.pointer
    cursor = buffers.7.pointer
    knowing = buffers.8.pointer
    for i in 0..<storage.leafCount * storage.leafSize { component[i] = Int32(truncatingIfNeeded: i) }
    guard let cores else {
      coreValues = nil
      return
    }
    let values = Buffer(count: n, repeating: 0.0)
    for position in 0..<n {
      values.pointer[position] = cores[Int(storage.rows[position])]
      lower[position] = values.pointer[position]
    }
    coreValues = values
    for leaf in 0..<storage.leafCount { raise(leaf: leaf) }
    raiseInnerNodes()
  }

  @inline(__always) func positions(ofLeaf leaf: Int) -> Range<Int> {
    leaf * storage.leafSize..<min(storage.count, (leaf + 1) * storage.leafSize)
  }

  /// Brings a leaf's bound up to date with those of its points.
  @inline(__always) func raise(leaf: Int) {
    var lowest = Double.infinity
    for position in positions(ofLeaf: leaf) { lowest = lower[position] < lowest ? lower[position] : lowest }
    nodeLower[Int(storage.leafNode[leaf])] = lowest
  }

  /// Brings the bounds of the other nodes up to date with those of the leaves.
  func raiseInnerNodes() {
    for node in stride(from: storage.nodeCount - 1, through: 0, by: -1) where storage.right[node] != 0 {
      let (left, right) = (nodeLower[node + 1], nodeLower[Int(storage.right[node])])
      nodeLower[node] = left < right ? left : right
    }
  }

  /// Gives the points of a leaf the new numbers of their components.
  @inline(__always) func relabel(leaf: Int, _ numbers: UnsafeMutablePointer<Int32>) {
    let node = Int(storage.leafNode[leaf])
    let positions = positions(ofLeaf: leaf)
    let shared = nodeComponent[node]
    if shared >= 0 {
      let number = numbers[Int(shared)]
      nodeComponent[node] = number
      for position in positions { component[position] = number }
      return
    }
    let first = numbers[Int(component[positions.lowerBound])]
    var differing: Int32 = 0
    for position in positions {
      let number = numbers[Int(component[position])]
      component[position] = number
      differing |= number ^ first
    }
    nodeComponent[node] = differing == 0 ? first : -1
  }

  /// Brings the shared components of the other nodes up to date with those of the leaves.
  func relabelInnerNodes() {
    for node in stride(from: storage.nodeCount - 1, through: 0, by: -1) where storage.right[node] != 0 {
      let shared = nodeComponent[node + 1]
      nodeComponent[node] = shared == nodeComponent[Int(storage.right[node])] ? shared : -1
    }
  }

  /// Moves a position on to its first neighbour in another component; returns whether there is one.
  @inline(__always) func advance(_ position: Int) -> Bool {
    let own = component[position]
    if component[Int(candidate[position])] != own { return true }
    let list = position * listLength
    var place = Int(cursor[position]) + 1
    while place < listLength {
      let other = listPositions[list + place]
      if component[Int(other)] != own {
        cursor[position] = UInt8(truncatingIfNeeded: place)
        candidate[position] = other
        lower[position] = listValues[list + place]
        return true
      }
      place += 1
    }
    // A candidate that a search found is farther than all that the list has.
    cursor[position] = UInt8(truncatingIfNeeded: listLength)
    let last = listValues[list + listLength - 1]
    lower[position] = last > lower[position] ? last : lower[position]
    return false
  }

  /// Keeps what a search found; when it found nothing, that nothing precedes `bound`.
  @inline(__always) func remember(_ edge: TreeEdge, at position: Int, bound: Double) {
    let leaf = position / storage.leafSize
    let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: position - leaf * storage.leafSize)
    cursor[position] = UInt8(truncatingIfNeeded: listLength)
    if edge.isNone {
      lower[position] = bound
      knowing[leaf] &= ~bit
    } else {
      let row = storage.rows[position]
      candidate[position] = storage.positions[Int(edge.low == row ? edge.high : edge.low)]
      lower[position] = edge.value
      knowing[leaf] |= bit
    }
  }
}
