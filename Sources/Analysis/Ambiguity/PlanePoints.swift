/// Points of the plane, four at a time, and the steps of EM over them (see `ExpectationMaximization` for any number of
/// dimensions and threads: in the plane, with a few thousand points, this is ten times faster).
///
/// Holds room for one computation at a time.
final class PlanePoints {
  typealias Lanes = SIMD4<Double>

  let count: Int
  private let x: [Lanes]
  private let y: [Lanes]
  /// 1 for a point, 0 for what fills up the last four.
  private let isPoint: [Lanes]
  private var densities: [Lanes] = []

  /// A density below e to this times the largest counts as none: it could not change any sum.
  private static let negligible = -45.0
  /// Fours of points that are handled together.
  private static let blockSize = 32

  /// - Parameter points: n×2, n ≥ 1, finite.
  init(_ points: Matrix) {
    let n = points.rows
    count = n
    func lanes(_ value: (Int) -> Double) -> [Lanes] {
      (0..<(n + 3) / 4).map { q in
        Lanes(value(4 * q), value(4 * q + 1), value(4 * q + 2), value(4 * q + 3))
      }
    }
    x = lanes { points[min($0, n - 1), 0] }
    y = lanes { points[min($0, n - 1), 1] }
    isPoint = lanes { $0 < n ? 1 : 0 }
  }

  func point(_ i: Int) -> (x: Double, y: Double) { (x[i / 4][i % 4], y[i / 4][i % 4]) }

  // MARK: - EM

  /// One step: the mean log-likelihood of a mixture, and the mixture of greatest likelihood for its responsibilities.
  /// O(n·k) time.
  /// - Parameter regularization: added to the variances.
  func step(
    _ mixture: PlaneMixture, regularization: Double
  ) -> (meanLogLikelihood: Double, next: PlaneMixture) {
    var sums = [ComponentSums](repeating: ComponentSums(), count: mixture.count)
    let logLikelihood = expect(mixture) { c, shape, block, shares in
      var part = sums[c]
      for (t, q) in block.enumerated() { part.add(shares[t], x[q] - shape.x, y[q] - shape.y) }
      sums[c] = part
    }
    var next = mixture
    for c in 0..<mixture.count {
      sums[c].update(&next.components[c], total: Double(count), regularization: regularization)
    }
    return (logLikelihood / Double(count), next)
  }

  /// ln L over n. O(n·k) time.
  func meanLogLikelihood(_ mixture: PlaneMixture) -> Double {
    expect(mixture) { _, _, _, _ in } / Double(count)
  }

  /// Computes the responsibilities block by block, and hands over each component's, one for each four points of a block.
  @inline(__always)
  private func expect(
    _ mixture: PlaneMixture,
    _ use: (_ component: Int, _ shape: DensityShape, _ block: Range<Int>, _ shares: UnsafePointer<Lanes>) -> Void
  ) -> Double {
    let k = mixture.count
    let shapes = mixture.components.map(DensityShape.init)
    let size = Self.blockSize
    if densities.count < k * size { densities = Array(repeating: .zero, count: k * size) }
    var largestSum = Lanes.zero
    var logarithms = 0.0
    densities.withUnsafeMutableBufferPointer { buffer in
      guard let densities = buffer.baseAddress else { return }
      for start in stride(from: 0, to: x.count, by: size) {
        let block = start..<min(x.count, start + size)
        for c in 0..<k {
          let (shape, part) = (shapes[c], densities + c * size)
          for (t, q) in block.enumerated() { part[t] = shape.logDensity(x[q], y[q]) }
        }
        // ln Σ by one logarithm for a block: each factor is from 1 to k.
        var product = Lanes(repeating: 1)
        for (t, q) in block.enumerated() {
          var largest = densities[t]
          for c in 1..<max(1, k) {
            let value = densities[c * size + t]
            largest.replace(with: value, where: value .> largest)
          }
          var total = Lanes.zero
          for c in 0..<k {
            let difference = densities[c * size + t] - largest
            let isNegligible = difference .< Self.negligible
            var value = Lanes.zero
            if !all(isNegligible) { value = exponential(difference).replacing(with: 0, where: isNegligible) }
            densities[c * size + t] = value
            total += value
          }
          largestSum += largest * isPoint[q]
          product *= total.replacing(with: 1, where: isPoint[q] .== 0)
          let inverse = isPoint[q] / total
          for c in 0..<k { densities[c * size + t] *= inverse }
        }
        logarithms += Self.logarithm(product)
        for c in 0..<k { use(c, shapes[c], block, UnsafePointer(densities + c * size)) }
      }
    }
    return largestSum.sum() + logarithms
  }

  private static func logarithm(_ product: Lanes) -> Double {
    naturalLogarithm(product[0]) + naturalLogarithm(product[1]) + naturalLogarithm(product[2])
      + naturalLogarithm(product[3])
  }

  // MARK: - Starts

  /// The mixture of the points nearest to each of k points, which are drawn by greedy k-means++ (Arthur &
  /// Vassilvitskii, 2007). O(n·k·log k) time.
  func start(components k: Int, regularization: Double, random: inout RandomSource) -> PlaneMixture {
    let candidates = 2 + Int(naturalLogarithm(Double(k)))
    var nearest = [Lanes](repeating: Lanes(repeating: .infinity), count: x.count)
    var owners = [SIMD4<Int64>](repeating: .zero, count: x.count)
    var cost = Double(count)
    for c in 0..<k {
      var best: (cost: Double, point: Int)?
      for _ in 0..<(c == 0 ? 1 : candidates) {
        let candidate = c == 0 ? random.integer(below: count) : draw(nearest, cost, &random)
        let (px, py) = point(candidate)
        var total = Lanes.zero
        for q in x.indices { total += pointwiseMin(nearest[q], squares(q, px, py)) * isPoint[q] }
        let sum = total.sum()
        if best == nil || sum < best!.cost { best = (sum, candidate) }
      }
      let (px, py) = point(best!.point)
      for q in x.indices {
        let distance = squares(q, px, py)
        let closer = distance .< nearest[q]
        nearest[q].replace(with: distance, where: closer)
        owners[q].replace(with: Int64(c), where: closer)
      }
      cost = best!.cost
    }
    var sums = [ComponentSums](repeating: ComponentSums(), count: k)
    for q in x.indices {
      for c in 0..<k {
        let share = isPoint[q].replacing(with: 0, where: owners[q] .!= Int64(c))
        sums[c].add(share, x[q], y[q])
      }
    }
    let blank = PlaneMixture.Component(weight: 1 / Double(k), x: 0, y: 0, xx: 1, xy: 0, yy: 1)
    var mixture = PlaneMixture(components: Array(repeating: blank, count: k))
    for c in 0..<k { sums[c].update(&mixture.components[c], total: Double(count), regularization: regularization) }
    return mixture
  }

  @inline(__always)
  private func squares(_ q: Int, _ px: Double, _ py: Double) -> Lanes {
    let (dx, dy) = (x[q] - px, y[q] - py)
    return dx * dx + dy * dy
  }

  /// A point, drawn with probability in proportion to its squared distance.
  private func draw(_ nearest: [Lanes], _ cost: Double, _ random: inout RandomSource) -> Int {
    guard cost > 0, cost.isFinite else { return random.integer(below: count) }
    var left = random.uniform() * cost
    for i in 0..<count {
      left -= nearest[i / 4][i % 4]
      if left < 0 { return i }
    }
    return count - 1
  }
}

/// What the log density of a component needs: with the covariance LLᵀ, L⁻¹ and the logarithm of the weight over the
/// density's scale.
private struct DensityShape {
  let x: Double
  let y: Double
  private let a: Double
  private let b: Double
  private let c: Double
  private let logarithm: Double

  init(_ component: PlaneMixture.Component) {
    x = component.x
    y = component.y
    let first = component.xx.squareRoot()
    let slope = component.xy / component.xx
    let second = max(component.yy - slope * component.xy, 1e-300).squareRoot()
    // Rows of L⁻¹: (a, 0) and (b, c).
    a = 1 / first
    c = 1 / second
    b = -slope * c
    logarithm = naturalLogarithm(component.weight) - naturalLogarithm(2 * .pi * first * second)
  }

  @inline(__always)
  func logDensity(_ px: SIMD4<Double>, _ py: SIMD4<Double>) -> SIMD4<Double> {
    let (dx, dy) = (px - x, py - y)
    let u = dx * a
    let v = dx * b + dy * c
    return logarithm - 0.5 * (u * u + v * v)
  }
}

/// Sums over the points, weighted by responsibilities, about some place.
private struct ComponentSums {
  private var mass = SIMD4<Double>.zero
  private var x = SIMD4<Double>.zero
  private var y = SIMD4<Double>.zero
  private var xx = SIMD4<Double>.zero
  private var xy = SIMD4<Double>.zero
  private var yy = SIMD4<Double>.zero

  @inline(__always)
  mutating func add(_ share: SIMD4<Double>, _ dx: SIMD4<Double>, _ dy: SIMD4<Double>) {
    let (sx, sy) = (share * dx, share * dy)
    mass += share
    x += sx
    y += sy
    xx += sx * dx
    xy += sx * dy
    yy += sy * dy
  }

  /// Moves a component, which is where the sums are about, to these points; one without any stays as it is.
  func update(_ component: inout PlaneMixture.Component, total: Double, regularization: Double) {
    let mass = mass.sum()
    component.weight = mass / total
    guard mass > 1e-12 else {
      component.weight = 1e-300
      return
    }
    let shift = (x: x.sum() / mass, y: y.sum() / mass)
    component.x += shift.x
    component.y += shift.y
    component.xx = max(0, xx.sum() / mass - shift.x * shift.x) + regularization
    component.xy = xy.sum() / mass - shift.x * shift.y
    component.yy = max(0, yy.sum() / mass - shift.y * shift.y) + regularization
  }
}
