/// Lloyd's algorithm ("Least squares quantization in PCM", 1982) with exact bounds: each point keeps an upper bound
/// on the distance to its centre and a lower bound on the distance to any other (Hamerly, "Making k-means even
/// faster", 2010); a point whose bounds leave no doubt is not compared with any centre. With many centres only those
/// near the point's own are compared (Newling & Fleuret, "Fast k-means with accurate bounds", 2016). What has to be
/// compared with all centres goes through matrix products, many points at once.
///
/// The bounds are widened by more than rounding can amount to, and what products leave open is settled by differences,
/// so labels, ties included (the lower centre wins), and centres are those of the plain algorithm. An emptied cluster
/// takes the point farthest from its centre.
///
/// At most O(n·k·d) time an iteration, mostly O(n); O(n + k²) memory.
package struct LloydIteration: Sendable {
  /// Where an iteration ended.
  package struct Outcome: Sendable {
    /// One centre a point, 0..<k.
    package var labels: [Int32]
    /// k centres, row by row; a cluster without points keeps the centre it last had.
    package var centers: [Double]
    /// Σ ‖x − c‖², from the differences.
    package var inertia: Double
    package var iterations: Int
    /// False when the iterations ran out first.
    package var converged: Bool
  }

  package let points: PointRows
  package let maximumIterations: Int
  /// Whether centres are brought to length 1: spherical k-means, for points of length 1.
  package let normalizes: Bool

  package init(points: PointRows, maximumIterations: Int, normalizes: Bool = false) {
    self.points = points
    self.normalizes = normalizes
    self.maximumIterations = maximumIterations
  }

  /// - Parameter centers: k·d starting coordinates, row by row, finite; k ≥ 1, d ≥ 1, and no squared distance may
  ///   overflow.
  /// - Throws: `CancellationError`.
  package func run(from centers: [Double], context: RunContext) throws -> Outcome {
    // Nothing is given up for.
    try run(from: centers, hopingFor: nil, context: context)!
  }

  /// - Parameter bound: the inertia that makes the run worth while. It is given up when the inertia would stay above
  ///   even after sixteen more steps that gain as much as the last few did.
  /// - Returns: nil when given up.
  /// - Throws: `CancellationError`.
  func run(from centers: [Double], hopingFor bound: Double?, context: RunContext) throws -> Outcome? {
    let state = LloydState(points: points, centers: centers, normalizes: normalizes)
    var iterations = 0
    var converged = false
    var last: (iteration: Int, inertia: Double)?
    while true {
      let moved = try state.assign(context)
      let repaired = try state.repairEmptyClusters(context)
      if moved == 0, !repaired {
        converged = true
        break
      }
      state.updateCenters()
      iterations += 1
      if iterations >= maximumIterations { break }
      if let bound, iterations == 2 || iterations.isMultiple(of: 4) {
        let inertia = chunkedSum(try state.ownDistances(context))
        if let last, inertia - 16 * (last.inertia - inertia) / Double(iterations - last.iteration) > bound {
          return nil
        }
        last = (iterations, inertia)
      }
    }
    // Where the iterations ran out, the centres are still the means of the labels.
    let distances = try state.ownDistances(context)
    return Outcome(
      labels: state.labels, centers: state.centers, inertia: chunkedSum(distances), iterations: iterations,
      converged: converged)
  }

  /// A sum that rounds less than adding one by one, and always the same.
  private func chunkedSum(_ terms: [Double]) -> Double {
    stride(from: 0, to: terms.count, by: 1024).reduce(0) { total, start in
      total + terms[start..<min(terms.count, start + 1024)].reduce(0, +)
    }
  }
}
