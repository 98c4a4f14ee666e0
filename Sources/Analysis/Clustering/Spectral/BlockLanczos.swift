/// The largest eigenvalues of a sparse symmetric operator below a known one, with their eigenvectors: Lanczos with thick
/// restarts (Wu & Simon, "Thick-restart Lanczos method for large symmetric eigenvalue problems", 2000), a few vectors
/// at a time, so that eigenvalues may come that many times.
///
/// Each new block is made orthogonal to all vectors so far, so that the projected matrix is known from these products
/// and restarting needs no special case. Memory: 2·wanted + 24 vectors.
struct BlockLanczos {
  /// Vectors in a block.
  static let width = 2
  /// A residual ‖Av − θv‖ below this has converged; eigenvalues are then off by its square over their gap.
  private static let tolerance = 1e-8
  private static let mostRestarts = 2000

  let matrix: NormalizedAdjacency
  /// How many eigenvalues; besides the known one.
  let wanted: Int
  let seed: UInt64

  /// The most vectors that there may be at once, the known one apart.
  private var most: Int { (2 * wanted + 24 + Self.width - 1) / Self.width * Self.width }

  /// Whether the graph is so small for what is wanted that all its eigenvectors are found as fast.
  var isSmall: Bool { matrix.count <= 256 || matrix.count < 2 * (most + Self.width) }

  struct Eigenpairs {
    /// In falling order.
    let values: [Double]
    /// A vector of length 1 in each column.
    let vectors: TallMatrix
    let converged: Bool
  }

  /// - Parameter known: the eigenvector, not 0, of the eigenvalue that is left out.
  /// - Precondition: 0 < wanted, and the graph is not small.
  /// - Throws: `CancellationError`.
  func run(besides known: [Double], _ context: RunContext) throws -> Eigenpairs {
    let b = Self.width
    let basis = TallMatrix(rows: matrix.count, columns: 1 + most + b)
    let length = known.reduce(0) { $0 + $1 * $1 }.squareRoot()
    for i in 0..<matrix.count { basis.values[i * basis.columns] = known[i] / length }
    var block = OrthonormalBlock(rows: matrix.count, width: b, random: RandomSource(seed: seed))
    try block.draw(besides: basis, 1, context)
    var projected = Matrix(rows: 0, columns: 0)
    var restarts = 0
    while true {
      // The coupling of the last block with the one after it.
      var coupling: [Double] = []
      while projected.rows + b <= most {
        let held = projected.rows
        basis.assign(block.vectors, at: 1 + held)
        let products = try block.advance(by: matrix, besides: basis, 1 + held + b, context)
        coupling = products.coupling
        projected = projected.bordered(by: products.inside, known: 1, width: b)
      }
      let ritz = try SymmetricEigen(of: projected)
      let size = projected.rows
      let open = (0..<wanted).filter { residual(ritz.vectors, $0, coupling) > Self.tolerance }.count
      context.report("eigenvectors", wanted - open, of: wanted)
      let isDone = open == 0 || restarts == Self.mostRestarts
      let kept = isDone ? wanted : wanted + (most - wanted) * 2 / 5
      try basis.combine(1, size, into: kept, factors: Array(ritz.vectors.values.prefix(size * kept)), context)
      if isDone {
        return Eigenpairs(
          values: Array(ritz.values.prefix(wanted)), vectors: basis.columns(1..<1 + wanted), converged: open == 0)
      }
      projected = Matrix(rows: kept, columns: kept)
      for i in 0..<kept { projected[i, i] = ritz.values[i] }
      restarts += 1
    }
  }

  /// How far a combination of the basis is from an eigenvector: what the last block lets it leak into the next.
  private func residual(_ vectors: Matrix, _ index: Int, _ coupling: [Double]) -> Double {
    let b = Self.width
    var total = 0.0
    for row in 0..<b {
      var sum = 0.0
      for j in 0..<b { sum += coupling[j * b + row] * vectors[vectors.rows - b + j, index] }
      total += sum * sum
    }
    return total.squareRoot()
  }
}

extension Matrix {
  /// A symmetric matrix with more columns, and the same rows below.
  /// - Parameter border: the new columns one after another, each with `known` numbers to be left out in front.
  fileprivate func bordered(by border: [Double], known: Int, width: Int) -> Matrix {
    let size = rows + width
    var result = Matrix(rows: size, columns: size)
    for j in 0..<rows { for i in 0..<rows { result[i, j] = self[i, j] } }
    for j in 0..<width {
      for i in 0..<size {
        let value = border[j * (known + size) + known + i]
        result[i, rows + j] = value
        result[rows + j, i] = value
      }
    }
    return result
  }
}

extension TallMatrix {
  /// Some columns alone.
  fileprivate func columns(_ range: Range<Int>) -> TallMatrix {
    let result = TallMatrix(rows: rows, columns: range.count)
    for i in 0..<rows {
      (result.values.pointer + i * range.count).update(
        from: values.pointer + (i * columns + range.lowerBound), count: range.count)
    }
    return result
  }
}
