/// Eight points side by side.
typealias Lanes = SIMD8<Double>

/// A coordinate kernel that also works on eight points at once, with the same bits for each.
///
/// It must be monotone: a larger gap in a coordinate never gives a smaller total. Rounding is monotone too, so a total
/// over the gaps to a bounding box, taken in the same order of columns, is at most the total to any point inside, bit
/// for bit: pruning by boxes needs no tolerance.
protocol LaneKernel: CoordinateKernel {
  func accumulate(_ total: Lanes, _ x: Lanes, _ y: Lanes) -> Lanes
  /// What a bound from a box is multiplied by where a library function in the kernel might not be exactly monotone.
  var lowerSlack: Double { get }
}

extension LaneKernel {
  @inline(__always) var lowerSlack: Double { 1 }
}

extension Lanes {
  @inline(__always) static func magnitude(_ x: Lanes) -> Lanes {
    let bits = unsafeBitCast(x, to: SIMD8<UInt64>.self) & SIMD8<UInt64>(repeating: 0x7FFF_FFFF_FFFF_FFFF)
    return unsafeBitCast(bits, to: Lanes.self)
  }

  /// Which lanes are at most a limit: a bit each, that of lane 0 the lowest.
  @inline(__always) func bits(atMost limit: Double) -> Int {
    let isAtMost: SIMDMask<SIMD8<Int64>> = self .<= Lanes(repeating: limit)
    let weights: SIMD8<Int64> = [1, 2, 4, 8, 16, 32, 64, 128]
    let weighted = unsafeBitCast(isAtMost, to: SIMD8<Int64>.self) & weights
    let four = weighted.lowHalf &+ weighted.highHalf
    let two = four.lowHalf &+ four.highHalf
    return Int(truncatingIfNeeded: two.x &+ two.y)
  }

  /// Calls `body` with the index and value of each lane that is at most a limit.
  @inline(__always) func forEach(atMost limit: Double, _ body: (Int, Double) -> Void) {
    var rest = bits(atMost: limit)
    guard rest != 0 else { return }
    withUnsafeBytes(of: self) { bytes in
      let base = bytes.baseAddress.unsafelyUnwrapped
      while rest != 0 {
        let lane = rest.trailingZeroBitCount
        rest &= rest &- 1
        body(lane, base.load(fromByteOffset: lane &* 8, as: Double.self))
      }
    }
  }
}

extension SquaredDifference: LaneKernel {
  @inline(__always) func accumulate(_ total: Lanes, _ x: Lanes, _ y: Lanes) -> Lanes {
    let difference = x - y
    return total + difference * difference
  }
}

extension AbsoluteDifference: LaneKernel {
  @inline(__always) func accumulate(_ total: Lanes, _ x: Lanes, _ y: Lanes) -> Lanes {
    total + Lanes.magnitude(x - y)
  }
}

extension LargestDifference: LaneKernel {
  @inline(__always) func accumulate(_ total: Lanes, _ x: Lanes, _ y: Lanes) -> Lanes {
    let difference = Lanes.magnitude(x - y)
    return total.replacing(with: difference, where: difference .> total)
  }
}

extension PowerDifference: LaneKernel {
  @inline(__always) func accumulate(_ total: Lanes, _ x: Lanes, _ y: Lanes) -> Lanes {
    var result = total
    for lane in 0..<8 { result[lane] = accumulate(total[lane], x[lane], y[lane]) }
    return result
  }
  /// The C library's power is accurate to a unit in the last place, which does not make it monotone.
  @inline(__always) var lowerSlack: Double { 1 - 1e-12 }
}
