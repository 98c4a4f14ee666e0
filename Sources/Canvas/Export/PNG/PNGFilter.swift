/// The row filters of PNG (ISO/IEC 15948, clause 9).
enum PNGFilter {
  /// The rows, each after the number of its filter: for every row the filter whose result has the least sum of absolute
  /// values, as the standard advises.
  static func filtered(_ bytes: [UInt8], rowLength: Int, pixelLength: Int) -> [UInt8] {
    guard rowLength > 0 else { return [] }
    let rowCount = bytes.count / rowLength
    let zeros = [UInt8](repeating: 0, count: rowLength)
    var candidates = [[UInt8]](repeating: zeros, count: 5)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + rowCount)
    bytes.withUnsafeBufferPointer { bytes in
      zeros.withUnsafeBufferPointer { zeros in
        for y in 0..<rowCount {
          let row = UnsafeBufferPointer(rebasing: bytes[y * rowLength..<(y + 1) * rowLength])
          let above = y > 0 ? UnsafeBufferPointer(rebasing: bytes[(y - 1) * rowLength..<y * rowLength]) : zeros
          var best = 0
          var bestSum = Int.max
          for filter in 0..<5 {
            let sum = candidates[filter].withUnsafeMutableBufferPointer {
              apply(filter, row, above, pixelLength, to: $0)
            }
            if sum < bestSum { (best, bestSum) = (filter, sum) }
            // Nothing is better than nothing.
            if sum == 0 { break }
          }
          result.append(UInt8(best))
          result.append(contentsOf: candidates[best])
        }
      }
    }
    return result
  }

  /// Filters a row; returns the sum of the results' absolute values as signed bytes.
  private static func apply(
    _ filter: Int, _ row: UnsafeBufferPointer<UInt8>, _ above: UnsafeBufferPointer<UInt8>, _ pixelLength: Int,
    to output: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    let count = row.count
    switch filter {
    case 0: for index in 0..<count { output[index] = row[index] }
    case 1:
      for index in 0..<min(pixelLength, count) { output[index] = row[index] }
      for index in min(pixelLength, count)..<count { output[index] = row[index] &- row[index - pixelLength] }
    case 2: for index in 0..<count { output[index] = row[index] &- above[index] }
    case 3:
      for index in 0..<min(pixelLength, count) { output[index] = row[index] &- above[index] / 2 }
      for index in min(pixelLength, count)..<count {
        let mean = (UInt16(row[index - pixelLength]) + UInt16(above[index])) / 2
        output[index] = row[index] &- UInt8(truncatingIfNeeded: mean)
      }
    default:
      for index in 0..<min(pixelLength, count) { output[index] = row[index] &- above[index] }
      for index in min(pixelLength, count)..<count {
        let (left, up, corner) = (
          Int16(row[index - pixelLength]), Int16(above[index]), Int16(above[index - pixelLength])
        )
        // Whichever of the three is nearest to left + up − corner; ties in this order.
        let (toLeft, toUp) = (abs(up - corner), abs(left - corner))
        let toCorner = abs(left + up - 2 * corner)
        let nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
        output[index] = row[index] &- UInt8(truncatingIfNeeded: nearest)
      }
    }
    var sum = 0
    for index in 0..<count {
      let value = Int8(bitPattern: output[index])
      sum &+= Int(value.magnitude)
    }
    return sum
  }
}
