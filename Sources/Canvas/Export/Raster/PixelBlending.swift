/// Mixing packed colours (0xRRGGBB).
enum PixelBlending {
  /// Coverages are kept in so many steps: finer ones cannot be seen, and fewer colours make smaller files.
  static let coverageSteps = 32

  /// An opacity as browsers apply it, on the encoded components.
  static func composited(_ below: Int32, _ above: Int32, opacity: Double) -> Int32 {
    func component(_ shift: Int32) -> Int32 {
      let (one, two) = (Double(below >> shift & 255), Double(above >> shift & 255))
      return Int32((one + (two - one) * opacity).rounded()) << shift
    }
    return component(16) | component(8) | component(0)
  }

  /// The colour of a pixel that a shape covers in part: a mixture of light, hence linear.
  @inline(__always)
  static func covered(
    _ below: Int32, _ above: Int32, steps: Int32, _ light: UnsafeBufferPointer<Int32>,
    _ encoded: UnsafeBufferPointer<UInt8>
  ) -> Int32 {
    func component(_ shift: Int32) -> Int32 {
      let one = light[Int(below >> shift & 255)]
      let two = light[Int(above >> shift & 255)]
      let mixed = one * (Int32(coverageSteps) - steps) + two * steps
      return Int32(encoded[Int(mixed / Int32(coverageSteps))]) << shift
    }
    return component(16) | component(8) | component(0)
  }

  private static let lightSteps = 16_383

  /// Linear light of each component, 0…16383.
  static let light: [Int32] = (0..<256).map { component in
    Int32((LinearLight.of(UInt8(component)) * Double(lightSteps)).rounded())
  }

  /// The component of each linear light.
  static let encoded: [UInt8] = (0...lightSteps).map { LinearLight.component(Double($0) / Double(lightSteps)) }
}
