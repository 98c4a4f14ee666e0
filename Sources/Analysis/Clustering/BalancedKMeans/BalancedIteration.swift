/// Lloyd's iteration with clusters of limited size: rows go to centres at the least total squared distance that the
/// sizes allow, centres to the means of their rows (Bradley, Bennett & Demiriz, "Constrained k-means clustering",
/// 2000). The inertia falls with every step.
struct BalancedIteration: Sendable {
  let points: PointRows
  let capacity: Int
  let maximumIterations: Int

  /// - Parameter start: k·d coordinates.
  /// - Throws: `CancellationError`.
  func run(from start: [Double], context: RunContext) throws -> (labels: [Int], inertia: Double, converged: Bool) {
    var centers = start
    var best: (labels: [Int], inertia: Double)?
    for _ in 0..<maximumIterations {
      let costs = try costs(to: centers, context)
      let assignment = try CapacityAssignment(
        costs: costs, clusters: centers.count / points.dimension, capacity: capacity, context: context)
      let labels = assignment.labels.map(Int.init)
      centers = means(of: labels, centers)
      let inertia = inertia(of: labels, centers)
      if let held = best, labels == held.labels || inertia >= held.inertia { return (held.labels, held.inertia, true) }
      best = (labels, inertia)
    }
    return (best!.labels, best!.inertia, false)
  }

  private func costs(to centers: [Double], _ context: RunContext) throws -> [Double] {
    let (n, d) = (points.count, points.dimension)
    let k = centers.count / d
    let result = Buffer(count: n * k, repeating: 0.0)
    let held = Buffer(centers, padding: 0)
    try context.forEachChunk((n + 255) / 256) { chunk in
      for i in (chunk * 256)..<min(n, (chunk + 1) * 256) {
        if i & 15 == 0 { try context.checkCancellation() }
        for c in 0..<k { result[i * k + c] = squaredDistance(points.pointer + i * d, held.pointer + c * d, d) }
      }
    }
    return result.array
  }

  private func means(of labels: [Int], _ before: [Double]) -> [Double] {
    let d = points.dimension
    let k = before.count / d
    let sums = CompensatedSums(count: k * d)
    var sizes = Array(repeating: 0, count: k)
    for (i, label) in labels.enumerated() {
      sums.add(points.pointer + i * d, sign: 1, at: label * d, count: d)
      sizes[label] += 1
    }
    return before.indices.map { sizes[$0 / d] > 0 ? sums.total($0) / Double(sizes[$0 / d]) : before[$0] }
  }

  private func inertia(of labels: [Int], _ centers: [Double]) -> Double {
    let d = points.dimension
    var total = CompensatedSum()
    centers.withUnsafeBufferPointer { centers in
      guard let held = centers.baseAddress else { return }
      for (i, label) in labels.enumerated() {
        total.add(squaredDistance(points.pointer + i * d, held + label * d, d))
      }
    }
    return total.total
  }
}
