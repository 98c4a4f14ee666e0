import COpenBLAS

/// A few rows at a time of what expectation and maximisation compute: their values about a component's mean, their log
/// densities and responsibilities. Columns lie together, so that loops run over rows, four at a time.
final class MixtureBlock {
  typealias Lanes = SIMD4<Double>
  /// Rows of a block.
  static let size = 256
  private static let quads = size / 4
  /// From so many columns on, matrix products are faster than loops.
  private static let productDimension = 6
  /// A responsibility below e to this counts as none: it could not change any sum.
  private static let negligible = -60.0

  private let d: Int
  private let densities: ComponentDensities
  private(set) var rows = 0..<0
  private let source: Buffer<Lanes>
  private let centered: Buffer<Lanes>
  private let product: Buffer<Lanes>
  /// Component by component: log densities with weights, then responsibilities.
  private let parts: Buffer<Lanes>
  private let logSums: Buffer<Lanes>

  init(_ densities: ComponentDensities) {
    self.densities = densities
    d = densities.dimension
    source = Buffer(count: Self.quads * d, repeating: .zero)
    centered = Buffer(count: Self.quads * d, repeating: .zero)
    product = Buffer(count: Self.quads * d, repeating: .zero)
    parts = Buffer(count: Self.quads * densities.count, repeating: .zero)
    logSums = Buffer(count: Self.quads, repeating: .zero)
  }

  // MARK: - Loading rows

  /// Takes at most `size` rows from `start` on.
  func load(_ features: Matrix, from start: Int) {
    rows = start..<min(features.rows, start + Self.size)
    features.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for j in 0..<d {
        let column = UnsafeMutableRawPointer(source.pointer + j * Self.quads).assumingMemoryBound(to: Double.self)
        column.update(from: base + (j * features.rows + start), count: rows.count)
        // Rows beyond the end repeat the last one and are left out of every sum.
        let last = rows.isEmpty ? 0 : column[rows.count - 1]
        for t in rows.count..<max(rows.count, Self.size) { column[t] = last }
      }
    }
  }

  /// Runs `body` on every block of rows of each chunk, chunks on several threads.
  /// - Throws: `CancellationError`.
  static func forEach(
    of features: Matrix, _ densities: ComponentDensities, chunks: Int, _ context: RunContext,
    _ body: @Sendable (MixtureBlock, Int) -> Void
  ) throws {
    let blocks = (features.rows + size - 1) / size
    let perChunk = max(1, (blocks + chunks - 1) / max(1, chunks))
    try context.forEachChunk((blocks + perChunk - 1) / perChunk) { chunk in
      let block = MixtureBlock(densities)
      for b in (chunk * perChunk)..<min(blocks, (chunk + 1) * perChunk) {
        try context.checkCancellation()
        block.load(features, from: b * size)
        body(block, chunk)
      }
    }
  }

  // MARK: - Expectation

  /// Log densities and responsibilities of the rows. O(rows·k·d²), or O(rows·k·d) for diagonal covariances.
  func evaluate() {
    let k = densities.count
    for c in 0..<k {
      center(at: c)
      addSquares(of: c)
    }
    for q in 0..<Self.quads {
      var largest = parts[q]
      for c in 1..<max(1, k) {
        let value = parts[c * Self.quads + q]
        largest.replace(with: value, where: value .> largest)
      }
      var total = Lanes.zero
      for c in 0..<k {
        let difference = parts[c * Self.quads + q] - largest
        let value = exponential(difference).replacing(with: 0, where: difference .< Self.negligible)
        parts[c * Self.quads + q] = value
        total += value
      }
      for lane in 0..<4 { logSums[q][lane] = largest[lane] + naturalLogarithm(total[lane]) }
      for c in 0..<k { parts[c * Self.quads + q] /= total }
    }
    clearBeyondEnd()
  }

  /// Responsibilities 1 for the component that a row is labelled with, 0 for the others.
  func assign(_ labels: UnsafePointer<Int32>) {
    parts.pointer.update(repeating: .zero, count: parts.count)
    for t in 0..<rows.count { parts[Int(labels[rows.lowerBound + t]) * Self.quads + t / 4][t % 4] = 1 }
  }

  func logDensity(_ t: Int) -> Double { logSums[t / 4][t % 4] }
  func responsibility(of c: Int, _ t: Int) -> Double { parts[c * Self.quads + t / 4][t % 4] }

  private func clearBeyondEnd() {
    for t in rows.count..<max(rows.count, Self.size) {
      for c in 0..<densities.count { parts[c * Self.quads + t / 4][t % 4] = 0 }
    }
  }

  private func center(at c: Int) {
    for j in 0..<d {
      let mean = Lanes(repeating: densities.means[c * d + j])
      let from = source.pointer + j * Self.quads
      let to = centered.pointer + j * Self.quads
      for q in 0..<Self.quads { to[q] = from[q] - mean }
    }
  }

  private func addSquares(of c: Int) {
    let target = parts.pointer + c * Self.quads
    let factor = Lanes(repeating: densities.logFactors[c])
    let centered = centered.pointer
    if densities.isDense, d >= Self.productDimension {
      let product = product.pointer
      cblas_dgemm(
        CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(Self.size), Int32(d), Int32(d), 1, doubles(centered),
        Int32(Self.size), densities.transforms.pointer + c * d * d, Int32(d), 0, doubles(product), Int32(Self.size))
      for q in 0..<Self.quads { target[q] = .zero }
      for j in 0..<d {
        for q in 0..<Self.quads { target[q] += product[j * Self.quads + q] * product[j * Self.quads + q] }
      }
    } else if densities.isDense {
      let transform = densities.transforms.pointer + c * d * d
      for q in 0..<Self.quads {
        var total = Lanes.zero
        for j in 0..<d {
          var sum = Lanes.zero
          for i in 0...j { sum += centered[i * Self.quads + q] * transform[j * d + i] }
          total += sum * sum
        }
        target[q] = total
      }
    } else {
      for q in 0..<Self.quads { target[q] = .zero }
      for j in 0..<d {
        let scale = densities.transforms[c * d + j]
        for q in 0..<Self.quads {
          let value = centered[j * Self.quads + q] * scale
          target[q] += value * value
        }
      }
    }
    // Also what overflowed stays comparable.
    let least = Lanes(repeating: -1e300)
    for q in 0..<Self.quads {
      let value = factor - target[q] * 0.5
      target[q] = least.replacing(with: value, where: value .> least)
    }
  }

  // MARK: - Maximisation

  /// Adds the rows' weighted sums about the component means. O(rows·k·d²), or O(rows·k·d).
  func accumulate(into sums: MixtureSums) {
    for c in 0..<densities.count {
      let weights = parts.pointer + c * Self.quads
      var mass = Lanes.zero
      for q in 0..<Self.quads { mass += weights[q] }
      guard mass.sum() > 0 else { continue }
      sums.mass[c] += mass.sum()
      center(at: c)
      let centered = centered.pointer
      let product = product.pointer
      for j in 0..<d {
        var first = Lanes.zero
        for q in 0..<Self.quads {
          let value = centered[j * Self.quads + q] * weights[q]
          product[j * Self.quads + q] = value
          first += value
        }
        sums.first[c * d + j] += first.sum()
      }
      addSecond(of: c, into: sums)
    }
  }

  private func addSecond(of c: Int, into sums: MixtureSums) {
    let centered = centered.pointer
    let product = product.pointer
    guard densities.isDense else {
      for j in 0..<d { sums.second[c * d + j] += dot(product + j * Self.quads, centered + j * Self.quads) }
      return
    }
    let target = sums.second.pointer + c * d * d
    if d >= Self.productDimension {
      cblas_dgemm(
        CblasColMajor, CblasTrans, CblasNoTrans, Int32(d), Int32(d), Int32(Self.size), 1, doubles(product),
        Int32(Self.size), doubles(centered), Int32(Self.size), 1, target, Int32(d))
    } else {
      for j in 0..<d {
        for i in 0...j { target[j * d + i] += dot(product + i * Self.quads, centered + j * Self.quads) }
      }
    }
  }

  @inline(__always)
  private func dot(_ x: UnsafePointer<Lanes>, _ y: UnsafePointer<Lanes>) -> Double {
    var total = Lanes.zero
    for q in 0..<Self.quads { total += x[q] * y[q] }
    return total.sum()
  }

  @inline(__always)
  private func doubles(_ pointer: UnsafeMutablePointer<Lanes>) -> UnsafeMutablePointer<Double> {
    UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Double.self)
  }
}
