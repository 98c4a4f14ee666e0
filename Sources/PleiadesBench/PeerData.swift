import Analysis

/// The generated data that the peers are timed on, bit for bit: SplitMix64 in counter mode, whose top 53 bits make a
/// uniform number; a normal number from two of them by Box and Muller's cosine branch.
enum PeerData {
  /// Row i lies around centre i mod `centres`, a standard deviation of `spread` in every column; centres are uniform in
  /// [−10, 10)^d. Every tenth row is uniform in [−12, 12)^d instead.
  static func noisyBlobs(
    rows n: Int, columns d: Int, centres k: Int = 8, spread: Double = 0.5, seed: UInt64 = 1
  ) -> Matrix {
    var centreSource = RandomSource(seed: 4 &* seed &+ 1)
    var normalSource = RandomSource(seed: 4 &* seed &+ 2)
    var uniformSource = RandomSource(seed: 4 &* seed &+ 3)
    let centres = (0..<k * d).map { _ in 20 * centreSource.uniform() - 10 }
    var matrix = Matrix(rows: n, columns: d)
    for i in 0..<n {
      for j in 0..<d {
        let normal = normalSource.normal()
        let uniform = 24 * uniformSource.uniform() - 12
        matrix[i, j] = i % 10 == 9 ? uniform : centres[i % k * d + j] + spread * normal
      }
    }
    return matrix
  }
}
