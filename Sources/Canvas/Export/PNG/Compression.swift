import CZlib

/// What a PNG file needs of zlib (RFC 1950).
enum Compression {
  /// A zlib stream of bytes. Large pictures are compressed less thoroughly, for speed.
  static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    let level: Int32 = bytes.count <= 1 << 21 ? 9 : bytes.count <= 1 << 25 ? 6 : 3
    let bound = Int(compressBound(UInt(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      var length = UInt(bound)
      // It fails only for want of memory or room, and the bound gives room.
      let status = compress2(buffer.baseAddress, &length, bytes, UInt(bytes.count), level)
      precondition(status == Z_OK, "out of memory")
      count = Int(length)
    }
  }

  /// CRC-32 as PNG uses it.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32($0.count))) }
  }
}
