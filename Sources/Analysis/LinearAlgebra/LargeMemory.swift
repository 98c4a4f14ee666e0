#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Room for many numbers that are looked at here and there: in large pages where the system has them, so that finding
/// a page costs less than reading the number.
enum LargeMemory {
  private static let page = 1 << 21

  /// - Returns: room for that many numbers, not initialised; to be given back with `deallocate`.
  static func allocate(_ count: Int) -> UnsafeMutablePointer<Double> {
    let bytes = max(64, count * 8)
    let room = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: bytes < page ? 64 : page)
    // Where it cannot be had, nothing is lost but time.
    if bytes >= page { _ = madvise(room, bytes / page * page, MADV_HUGEPAGE) }
    return room.bindMemory(to: Double.self, capacity: max(8, count))
  }

  static func deallocate(_ room: UnsafeMutablePointer<Double>) { UnsafeMutableRawPointer(room).deallocate() }
}
