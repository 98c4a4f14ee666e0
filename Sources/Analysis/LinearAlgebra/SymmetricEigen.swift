import COpenBLAS

/// Eigenvalues and eigenvectors of a symmetric matrix, by LAPACK's divide and conquer.
package struct SymmetricEigen {
  /// In falling order.
  package let values: [Double]
  /// One column for each eigenvalue, of length 1.
  package let vectors: Matrix

  /// O(d³). Cannot be interrupted.
  /// - Parameter matrix: d×d, d ≥ 1, finite; only the upper triangle is read.
  /// - Throws: `AnalysisError.notApplicable` when the iteration does not converge.
  package init(of matrix: Matrix) throws {
    precondition(matrix.rows == matrix.columns && matrix.rows > 0, "a square matrix")
    BLASThreads.useOne()
    var n = Int32(matrix.rows)
    var vectors = matrix.values
    var ascending = Array(repeating: 0.0, count: matrix.rows)
    var info: Int32 = 0
    var sizes: (work: Int32, integers: Int32) = (-1, -1)
    var work = [0.0]
    var integers: [Int32] = [0]
    // The first call only asks how much room the second needs.
    dsyevd_("V", "U", &n, &vectors, &n, &ascending, &work, &sizes.work, &integers, &sizes.integers, &info)
    sizes = (Int32(work[0]), integers[0])
    work = Array(repeating: 0, count: Int(sizes.work))
    integers = Array(repeating: 0, count: Int(sizes.integers))
    dsyevd_("V", "U", &n, &vectors, &n, &ascending, &work, &sizes.work, &integers, &sizes.integers, &info)
    guard info == 0 else {
      throw AnalysisError.notApplicable(
        "the eigenvalues of a \(matrix.rows)×\(matrix.rows) matrix did not converge", advice: "rescale the columns")
    }
    values = ascending.reversed()
    let count = matrix.rows
    self.vectors = Matrix(rows: count, columns: count, values: vectors)
      .selecting(columns: (0..<count).reversed().map { $0 })
  }
}
