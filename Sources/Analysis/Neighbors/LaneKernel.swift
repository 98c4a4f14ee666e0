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
