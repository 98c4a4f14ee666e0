/// The smallest eigenvalues of the normalised Laplacian L = I − D^−½ A D^−½ of a graph, with their eigenvectors.
///
/// Components are solved apart: each has the eigenvalue 0 with the square roots of the degrees as its eigenvector, so
/// that what several components have in common cannot be missed. Large ones by Lanczos, small ones by LAPACK.
package struct LaplacianEigenmap {
  /// In ascending order, from 0; as many as were asked for.
  package let values: [Double]
  /// n × values.count, row by row; columns of length 1.
  let vectors: TallMatrix
  /// False where the iteration was given up.
  package let converged: Bool

  /// The eigenvector of a value.
  package func vector(_ j: Int) -> [Double] { (0..<vectors.rows).map { vectors.values[$0 * vectors.columns + j] } }

  /// O(edges) time a step of the iteration and O(n · count) memory.
  /// - Parameters:
  ///   - components: the component of each vertex, 0….
  ///   - count: from 1 to the number of vertices.
  /// - Precondition: every vertex has an edge of weight above 0.
  /// - Throws: `CancellationError`.
  package init(
    _ graph: NeighborGraph, components: [Int], count: Int, seed: UInt64, _ context: RunContext
  ) throws {
    precondition(count > 0 && count <= graph.count)
    var members = Array(repeating: [Int32](), count: (components.max() ?? -1) + 1)
    // Along an order in which neighbours are close, so that a component's part of it is one too.
    for v in graph.nearOrder() { members[components[Int(v)]].append(v) }
    // Every component has a 0, so of each no more than this is needed.
    let others = max(0, count - members.count)
    var found: [(value: Double, component: Int, column: Int)] = []
    var parts: [ComponentEigenpairs] = []
    var converged = true
    for (component, vertices) in members.enumerated() {
      let part = try ComponentEigenpairs(
        graph, vertices, wanted: min(others, vertices.count - 1), seed: seed &+ UInt64(component), context)
      found += part.values.enumerated().map { ($1, component, $0) }
      converged = converged && part.converged
      parts.append(part)
    }
    // Ties: the component that comes first.
    found.sort { ($0.value, $0.component, $0.column) < ($1.value, $1.component, $1.column) }
    vectors = TallMatrix(rows: graph.count, columns: count)
    for (place, eigenpair) in found.prefix(count).enumerated() {
      let part = parts[eigenpair.component]
      for (i, v) in members[eigenpair.component].enumerated() {
        vectors.values[Int(v) * count + place] = part.vectors.values[i * part.vectors.columns + eigenpair.column]
      }
    }
    values = found.prefix(count).map(\.value)
    self.converged = converged
  }
}

/// The eigenpairs of one component.
private struct ComponentEigenpairs {
  let values: [Double]
  let vectors: TallMatrix
  let converged: Bool

  /// - Parameter wanted: eigenvalues besides the 0; less than the number of vertices.
  init(_ graph: NeighborGraph, _ vertices: [Int32], wanted: Int, seed: UInt64, _ context: RunContext) throws {
    let n = vertices.count
    let roots = vertices.map { graph.degree(Int($0)).squareRoot() }
    let length = roots.reduce(0) { $0 + $1 * $1 }.squareRoot()
    vectors = TallMatrix(rows: n, columns: 1 + wanted)
    for i in 0..<n { vectors.values[i * vectors.columns] = roots[i] / length }
    guard wanted > 0 else {
      values = [0]
      converged = true
      return
    }
    let matrix = NormalizedAdjacency(graph.reordered(vertices))
    let lanczos = BlockLanczos(matrix: matrix, wanted: wanted, seed: seed)
    if lanczos.isSmall {
      // What is known is moved out of the way: its eigenvalue from 1 to below all others.
      var dense = matrix.matrix
      for j in 0..<n {
        for i in 0..<n { dense[i, j] -= 3 * (roots[i] / length) * (roots[j] / length) }
      }
      let eigen = try SymmetricEigen(of: dense)
      values = [0] + eigen.values.prefix(wanted).map { max(0, 1 - $0) }
      for j in 0..<wanted { for i in 0..<n { vectors.values[i * (1 + wanted) + 1 + j] = eigen.vectors[i, j] } }
      converged = true
    } else {
      let found = try lanczos.run(besides: roots, context)
      values = [0] + found.values.map { max(0, 1 - $0) }
      vectors.assign(found.vectors, at: 1)
      converged = found.converged
    }
  }
}
