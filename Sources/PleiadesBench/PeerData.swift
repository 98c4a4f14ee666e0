import Analysis

/// The generated data that the peers are timed on, bit for bit: SplitMix64 in counter mode, whose top 53 bits make a
/// uniform number; a normal number from two of them by Box and Muller's cosine branch.
enum PeerData {
  /// Row i lies around centre i mod `centres`, a standard deviation of `spread` in every column; centres are uniform in
  /// [−10, 10)^d.
  static func blobs(rows n: Int, columns d: Int, centres k: Int, spread: Double, seed: UInt64) -> Matrix {
    var centreSource = RandomSource(seed: 4 &* seed &+ 1)
    var normalSource = RandomSource(seed: 4 &* seed &+ 2)
    let centres = (0..<k * d).map { _ in 20 * centreSource.uniform() - 10 }
    var matrix = Matrix(rows: n, columns: d)
    for i in 0..<n { for j in 0..<d { matrix[i, j] = centres[i % k * d + j] + spread * normalSource.normal() } }
    return matrix
  }

  /// The same, but every tenth row is uniform in [−12, 12)^d instead.
  static func noisyBlobs(
    rows n: Int, columns d: Int, centres k: Int = 8, spread: Double = 0.5, seed: UInt64 = 1
  ) -> Matrix {
    var uniformSource = RandomSource(seed: 4 &* seed &+ 3)
    var matrix = blobs(rows: n, columns: d, centres: k, spread: spread, seed: seed)
    for i in 0..<n {
      for j in 0..<d {
        let uniform = 24 * uniformSource.uniform() - 12
        if i % 10 == 9 { matrix[i, j] = uniform }
      }
    }
    return matrix
  }
}
