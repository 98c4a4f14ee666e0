/// The generator behind everything random: SplitMix64 (Steele, Lea & Flood, "Fast splittable pseudorandom number
/// generators", 2014). Small, stable across platforms and versions; the draws below are our own for the same reason.
public struct RandomSource: Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// An independent stream for part `index` of a computation, so that parts can run in any order.
  public init(seed: UInt64, stream index: Int) {
    var mixer = RandomSource(seed: seed ^ (UInt64(truncatingIfNeeded: index) &* 0xD1B5_4A32_D192_ED03))
    state = mixer.next()
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in [0, 1), 53 bits.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in 0..<bound, without bias (Lemire, "Fast random integer generation in an interval", 2019).
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0)
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// Standard normal, by Box and Muller's cosine branch.
  public mutating func normal() -> Double {
    let radius = (-2 * naturalLogarithm(1 - uniform())).squareRoot()
    return radius * cosine(2 * .pi * uniform())
  }

  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for i in stride(from: elements.count - 1, to: 0, by: -1) { elements.swapAt(i, integer(below: i + 1)) }
  }

  /// `count` distinct numbers of 0..<population, in random order (Floyd's algorithm, then a shuffle).
  /// O(count) time and memory.
  public mutating func sample(_ count: Int, of population: Int) -> [Int] {
    precondition(count <= population)
    var taken = Set<Int>(minimumCapacity: count)
    var sample: [Int] = []
    sample.reserveCapacity(count)
    for bound in (population - count)..<population {
      let candidate = integer(below: bound + 1)
      let choice = taken.contains(candidate) ? bound : candidate
      taken.insert(choice)
      sample.append(choice)
    }
    shuffle(&sample)
    return sample
  }
}
