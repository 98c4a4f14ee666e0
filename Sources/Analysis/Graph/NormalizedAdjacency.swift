/// D^−½ A D^−½ of a graph with adjacency A and degrees D, as an operator. Its eigenvalues are 1 − λ for those of the
/// normalised Laplacian; they lie from −1 to 1, and √D is the eigenvector of 1 of a connected graph.
struct NormalizedAdjacency: Sendable {
  private static let rowsPerChunk = 4096

  let count: Int
  private let offsets: Buffer<Int>
  private let targets: Buffer<Int32>
  private let entries: Buffer<Double>

  /// - Precondition: every vertex has an edge of weight above 0.
  init(_ graph: NeighborGraph) {
    count = graph.count
    let roots = (0..<graph.count).map { graph.degree($0).squareRoot() }
    offsets = Buffer(graph.offsets, padding: 0)
    targets = Buffer(graph.targets, padding: 0)
    entries = Buffer(graph.weights, padding: 0)
    for v in 0..<count {
      for e in offsets[v]..<offsets[v + 1] { entries[e] /= roots[v] * roots[Int(targets[e])] }
    }
  }

  /// The product with a block of 1, 2 or 4 vectors. O(edges · columns).
  /// - Throws: `CancellationError`.
  func multiply(_ x: TallMatrix, into y: TallMatrix, _ context: RunContext) throws {
    precondition(x.rows == count && y.rows == count && x.columns == y.columns)
    try context.forEachChunk((count + Self.rowsPerChunk - 1) / Self.rowsPerChunk) { chunk in
      let vertices = chunk * Self.rowsPerChunk..<min(count, (chunk + 1) * Self.rowsPerChunk)
      switch x.columns {
      case 4: multiply(SIMD4<Double>.self, vertices, x, y)
      case 2: multiply(SIMD2<Double>.self, vertices, x, y)
      default: multiply(Double.self, vertices, x, y)
      }
    }
  }

  /// The whole matrix. O(count²) memory.
  var matrix: Matrix {
    var matrix = Matrix(rows: count, columns: count)
    for v in 0..<count { for e in offsets[v]..<offsets[v + 1] { matrix[v, Int(targets[e])] = entries[e] } }
    return matrix
  }

  @inline(__always)
  private func multiply<Row: BlockRow>(_: Row.Type, _ vertices: Range<Int>, _ x: TallMatrix, _ y: TallMatrix) {
    let source = UnsafeRawPointer(x.values.pointer)
    let target = UnsafeMutableRawPointer(y.values.pointer)
    let size = MemoryLayout<Row>.size
    let (offsets, targets, entries) = (offsets.pointer, targets.pointer, entries.pointer)
    for v in vertices {
      var total = Row.zero
      for e in offsets[v]..<offsets[v + 1] {
        total = total.adding(entries[e], source.loadUnaligned(fromByteOffset: Int(targets[e]) &* size, as: Row.self))
      }
      target.storeBytes(of: total, toByteOffset: v &* size, as: Row.self)
    }
  }
}

/// The numbers of a few vectors in one row.
private protocol BlockRow: BitwiseCopyable {
  static var zero: Self { get }
  func adding(_ factor: Double, _ row: Self) -> Self
}

extension Double: BlockRow {
  @inline(__always) fileprivate func adding(_ factor: Double, _ row: Double) -> Double { self + factor * row }
}

extension SIMD2<Double>: BlockRow {
  @inline(__always) fileprivate func adding(_ factor: Double, _ row: Self) -> Self { self + factor * row }
}

extension SIMD4<Double>: BlockRow {
  @inline(__always) fileprivate func adding(_ factor: Double, _ row: Self) -> Self { self + factor * row }
}
