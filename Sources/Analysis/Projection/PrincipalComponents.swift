/// Principal components: the orthogonal directions of largest variance.
///
/// The sign of each is chosen so that its largest loading is positive (ties: the lowest column). From the covariance
/// matrix, or for more columns than rows from the matrix of inner products between rows. Column sums and products
/// are taken after dividing by a power of two, so that large values do not overflow.
public struct PrincipalComponents: Projection {
  public static let description = AlgorithmDescription(
    id: "pca", title: "Principal components", summary: "the orthogonal directions of largest variance",
    reference: "Pearson, On lines and planes of closest fit to systems of points in space, 1901; Hotelling, "
      + "Analysis of a complex of statistical variables into principal components, 1933",
    parameters: [
      Parameter(
        "components", .integer(1...Int.max, step: 1), standard: .integer(2),
        meaning: "axes to give coordinates on; at most as many as rows or columns are used")
    ],
    needs: [.features], cost: "O(n·d·min(n, d)) time, O(n·d + min(n, d)²) memory")

  /// The matrix of products, and the room that its eigenvectors need, must stay within memory.
  static let largestRank = 20_000

  private let components: Int

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    components = try parameters.validated(for: Self.description).integer("components", of: Self.description) ?? 2
  }

  /// - Returns: coordinates on the first components, at most min(n, d) of them; all min(n, d) variances. Variance that
  ///   is no more than rounding is given as 0.
  /// - Throws: `AnalysisError.tooFewRows` without rows, `.notApplicable` without columns; `CancellationError`.
  public func project(_ features: Matrix, seed: UInt64, context: RunContext) throws -> ProjectedPoints {
    let (n, d) = (features.rows, features.columns)
    guard n > 0 else { throw AnalysisError.tooFewRows(needed: 1, given: 0, for: Self.description.id) }
    guard d > 0 else {
      throw AnalysisError.notApplicable(
        "\(Self.description.id) needs a column and there is none", advice: "name some columns")
    }
    guard min(n, d) <= Self.largestRank else {
      throw AnalysisError.notApplicable(
        "\(Self.description.id) of \(n) rows and \(d) columns would need a \(min(n, d))×\(min(n, d)) matrix",
        advice: "take a sample of the rows or at most \(Self.largestRank) columns")
    }
    context.report("principal components", 0, of: 3)
    let (centred, scale) = try centredAndScaled(features, context)
    let isWide = d > n
    let products = try (isWide ? centred.transposed : centred).crossProduct(context)
    context.report("principal components", 1, of: 3)
    let eigen = try SymmetricEigen(of: products)
    try context.checkCancellation()
    context.report("principal components", 2, of: 3)

    let rank = min(n, d)
    let negligible = max(0, eigen.values[0]) * Double(max(n, d)) * .ulpOfOne
    let sums = eigen.values.prefix(rank).map { $0 > negligible ? $0 : 0 }
    let total = sums.reduce(0, +)
    let count = min(components, rank)
    var loadings =
      isWide
      ? try wideLoadings(centred, eigen, sums, count, context)
      : eigen.vectors.selecting(columns: Array(0..<count))
    for j in 0..<count { loadings.orientColumn(j) }
    var coordinates = try centred.times(loadings, context)
    for i in coordinates.values.indices { coordinates.values[i] *= scale }
    let divisor = Double(max(1, n - 1))
    let variances = sums.map { $0 / divisor * scale * scale }
    guard variances.allSatisfy(\.isFinite), coordinates.values.allSatisfy(\.isFinite) else {
      throw AnalysisError.notApplicable(
        "the variance of the data is too large for a number",
        advice: "rescale the columns, for example with --scale minmax")
    }
    context.report("principal components", 3, of: 3)
    var used = ParameterValues()
    used["components"] = .integer(count)
    return ProjectedPoints(
      coordinates: coordinates, axisNames: (1...count).map { "PC\($0)" },
      explainedVarianceRatio: sums.map { total > 0 ? $0 / total : 0 }, explainedVariance: variances,
      loadings: loadings, parameters: used)
  }

  /// Columns less their means, over a power of two that brings the largest entry near 1; and that power.
  private func centredAndScaled(_ features: Matrix, _ context: RunContext) throws -> (Matrix, scale: Double) {
    let n = features.rows
    let largest = features.values.reduce(0) { max($0, abs($1)) }
    let first = largest > 0 ? largest.binade : 1
    var centred = features
    var largestLeft = 0.0
    for j in 0..<features.columns {
      try context.checkCancellation()
      let range = (j * n)..<((j + 1) * n)
      // The mean of what is left after the first mean makes up for the rounding of the first.
      for _ in 0..<2 {
        let mean = centred.values[range].reduce(0) { $0 + $1 / first } / Double(n) * first
        for i in range { centred.values[i] -= mean }
      }
      for i in range { largestLeft = max(largestLeft, abs(centred.values[i])) }
    }
    // What is left of constant columns is rounding: it must not be blown up.
    guard largestLeft > largest * Double(n) * .ulpOfOne else {
      return (Matrix(rows: n, columns: features.columns), 1)
    }
    let scale = largestLeft.binade
    for i in centred.values.indices { centred.values[i] /= scale }
    return (centred, scale)
  }

  /// Loadings Xᵀu/σ from the eigenvectors u of XXᵀ; where σ is 0, any directions at right angles to the others.
  private func wideLoadings(
    _ centred: Matrix, _ eigen: SymmetricEigen, _ sums: [Double], _ count: Int, _ context: RunContext
  ) throws -> Matrix {
    var loadings = try centred.transposed.times(eigen.vectors.selecting(columns: Array(0..<count)), context)
    for j in 0..<count {
      if sums[j] > 0 {
        loadings.normalizeColumn(j)
      } else {
        loadings.replaceColumnByComplement(j)
      }
    }
    return loadings
  }
}
