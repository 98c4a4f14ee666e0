/// A few orthonormal vectors at right angles to all before them.
struct OrthonormalBlock {
  private(set) var vectors: TallMatrix
  private var next: TallMatrix
  private var random: RandomSource

  init(rows: Int, width: Int, random: RandomSource) {
    vectors = TallMatrix(rows: rows, columns: width)
    next = TallMatrix(rows: rows, columns: width)
    self.random = random
  }

  private var width: Int { vectors.columns }

  /// Takes random vectors.
  /// - Throws: `CancellationError`.
  mutating func draw(besides basis: TallMatrix, _ count: Int, _ context: RunContext) throws {
    for i in 0..<vectors.values.count { vectors.values[i] = random.normal() }
    _ = try orthonormalize(besides: basis, count, context)
  }

  /// Replaces the vectors X by those of what their products AX have besides the first `count` vectors of the basis.
  /// - Returns: `inside`, the products of the basis with AX, `count` for each vector; and `coupling`, those of the new
  ///   vectors with AX.
  /// - Throws: `CancellationError`.
  mutating func advance(
    by matrix: NormalizedAdjacency, besides basis: TallMatrix, _ count: Int, _ context: RunContext
  ) throws -> (inside: [Double], coupling: [Double]) {
    try matrix.multiply(vectors, into: next, context)
    swap(&vectors, &next)
    return try orthonormalize(besides: basis, count, context)
  }

  /// Gram and Schmidt against the basis, then among the vectors by the eigenvectors of their products (Stathopoulos &
  /// Wu, "A block orthogonalization procedure with constant synchronization requirements", 2002); again where much was
  /// taken away. A vector of which nothing is left gives way to a random one.
  ///
  /// With W the vectors as they come and V those that they become, W = Q·inside + V·coupling.
  private mutating func orthonormalize(
    besides basis: TallMatrix, _ count: Int, _ context: RunContext
  ) throws -> (inside: [Double], coupling: [Double]) {
    let b = width
    var inside = Matrix(rows: count, columns: b)
    var coupling = Matrix(rows: b, columns: b)
    for j in 0..<b { coupling[j, j] = 1 }
    var size: Double?
    while true {
      let products = try basis.products(ofFirst: count, with: vectors, context)
      try basis.subtract(first: count, times: products, from: vectors, context)
      let squares = Matrix(rows: b, columns: b, values: try vectors.products(ofFirst: b, with: vectors, context))
      let taken = products.reduce(0) { $0 + $1 * $1 }
      let before = taken + (0..<b).reduce(0) { $0 + squares[$1, $1] }
      let original = size ?? before
      size = original
      inside.add(Matrix(rows: count, columns: b, values: products).product(with: coupling))

      let eigen = try SymmetricEigen(of: squares)
      // In units of the vectors as they were: the coupling says how much smaller these are.
      let scale = coupling.values.reduce(0) { $0 + $1 * $1 } / Double(b)
      var forward = eigen.vectors
      var backward = eigen.vectors.transposed
      var isEmpty = Array(repeating: false, count: b)
      for j in 0..<b {
        let left = max(0, eigen.values[j])
        isEmpty[j] = left * scale <= original * 1e-28 || left == 0
        let length = isEmpty[j] ? 1 : left.squareRoot()
        for i in 0..<b {
          forward[i, j] = isEmpty[j] ? 0 : forward[i, j] / length
          backward[j, i] = isEmpty[j] ? 0 : backward[j, i] * length
        }
      }
      try vectors.combine(0, b, into: b, factors: forward.values, context)
      coupling = backward.product(with: coupling)
      for j in 0..<b where isEmpty[j] {
        for i in 0..<vectors.rows { vectors.values[i * b + j] = random.normal() }
      }
      if !isEmpty.contains(true), eigen.values[b - 1] >= 1e-3 * before { break }
    }
    return (inside.values, coupling.values)
  }
}

extension Matrix {
  /// For small ones.
  fileprivate func product(with other: Matrix) -> Matrix {
    var result = Matrix(rows: rows, columns: other.columns)
    for j in 0..<other.columns {
      for k in 0..<columns { for i in 0..<rows { result[i, j] += self[i, k] * other[k, j] } }
    }
    return result
  }

  fileprivate mutating func add(_ other: Matrix) { for i in values.indices { values[i] += other.values[i] } }
}
