import Analysis

/// What this machine can do at most with the threads asked for, measured on the spot: what timings are held against.
struct MachineCeiling {
  let threads: Int

  private static func seconds(_ body: () -> Void) -> Double {
    let elapsed = ContinuousClock().measure(body)
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
  }

  /// Coordinates a second of a sum of squared differences (a subtraction, a multiplication and an addition each) that
  /// never leaves the registers.
  func coordinatesPerSecond() -> Double {
    let rounds = 4_000_000
    let width = 12
    let seconds = Self.seconds {
      try? RunContext(threads: threads).forEachChunk(threads) { worker in
        var totals = [SIMD2<Double>](repeating: SIMD2(Double(worker), 1), count: width / 2)
        totals.withUnsafeMutableBufferPointer { totals in
          var (a, b, c) = (totals[0], totals[1], totals[2])
          var (d, e, f) = (totals[3], totals[4], totals[5])
          var x = SIMD2(0.5, 0.25)
          for _ in 0..<rounds {
            a += (x - a) * (x - a)
            b += (x - b) * (x - b)
            c += (x - c) * (x - c)
            d += (x - d) * (x - d)
            e += (x - e) * (x - e)
            f += (x - f) * (x - f)
            x = SIMD2(x.y, x.x)
          }
          totals[0] = a + b + c + d + e + f
        }
        Self.keep(totals[0].x)
      }
    }
    return Double(threads * rounds * width) / seconds
  }

  /// Bytes a second read from `bytes` bytes, over and over, shared out among the threads.
  func bytesPerSecond(workingSet bytes: Int) -> Double {
    let count = max(1024, bytes / 8 / threads) / 8 * 8
    let passes = max(2, 200_000_000 / 8 / count)
    let arrays = (0..<threads).map { [Double](repeating: Double($0), count: count) }
    let seconds = Self.seconds {
      try? RunContext(threads: threads).forEachChunk(threads) { worker in
        arrays[worker].withUnsafeBytes { bytes in
          let base = bytes.baseAddress!
          var total = SIMD8<Double>.zero
          for _ in 0..<passes {
            for offset in stride(from: 0, to: count * 8, by: 64) {
              total += base.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self)
            }
          }
          Self.keep(total.sum())
        }
      }
    }
    return Double(threads * passes * count * 8) / seconds
  }

  /// Keeps a result from being left out as unused.
  @inline(never) private static func keep(_ value: Double) { if value == 1.234567e-300 { print(value) } }
}
