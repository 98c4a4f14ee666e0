/// Gaussian kernel densities of numbers on a line, by linear binning on an even grid: each number's weight goes to the
/// two nearest nodes in proportion, and the nodes are smoothed (Wand, "Fast computation of multivariate kernel
/// estimators", 1994). With the grid much finer than the bandwidth that is exact to about its square.
struct BinnedDensity {
  static let nodes = 1024
  /// Bandwidths beyond which a kernel counts as 0: there it is below 1e-7 of its height.
  private static let reach = 5.75

  private let lowest: Double
  private let step: Double
  private var weights = [Double](repeating: 0, count: nodes)

  /// - Parameter values: finite.
  init(_ values: some Collection<Double>, over range: ClosedRange<Double>) {
    lowest = range.lowerBound
    step = (range.upperBound - range.lowerBound) / Double(Self.nodes - 1)
    guard step > 0 else { return }
    for value in values {
      let place = min(max(0, (value - lowest) / step), Double(Self.nodes - 1))
      let node = min(Int(place), Self.nodes - 2)
      let share = place - Double(node)
      weights[node] += 1 - share
      weights[node + 1] += share
    }
  }

  /// How many modes the density has; a run of equal heights is one. Never more for a wider kernel (Silverman, 1981).
  /// O(nodes · bandwidth / step).
  /// - Parameter bandwidth: above 0.
  func modes(bandwidth: Double) -> Int {
    let heights = smoothed(bandwidth)
    let least = (heights.max() ?? 0) * 1e-10
    var modes = 0
    var isRising = true
    for (before, after) in zip(heights, heights.dropFirst()) {
      if after < before - least {
        if isRising { modes += 1 }
        isRising = false
      } else if after > before + least {
        isRising = true
      }
    }
    return modes + (isRising ? 1 : 0)
  }

  private func smoothed(_ bandwidth: Double) -> [Double] {
    let count = Self.nodes
    let width = min(count - 1, max(1, Int(Self.reach * bandwidth / step)))
    let kernel = (0...width).map { offset in
      let z = Double(offset) * step / bandwidth
      return exponential(-z * z / 2)
    }
    // Nodes with no weight add nothing; padding spares the ends a test.
    var heights = [Double](repeating: 0, count: count + 2 * width)
    let both = Array(kernel.dropFirst().reversed()) + kernel
    both.withUnsafeBufferPointer { both in
      heights.withUnsafeMutableBufferPointer { heights in
        for node in 0..<count where weights[node] > 0 {
          let weight = weights[node]
          for place in 0..<both.count { heights[node + place] += weight * both[place] }
        }
      }
    }
    return Array(heights[width..<width + count])
  }
}
