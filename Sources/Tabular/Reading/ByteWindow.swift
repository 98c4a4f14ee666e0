#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A moving window over a source's bytes. The reader takes whole rows from its front; what is left of an unfinished
/// row moves to the front when more is read. Behind the last byte lie zeros, so that a number may be scanned without
/// a look at the end at every digit.
final class ByteWindow {
  static let padding = 32

  /// The bytes not yet taken are `base[start..<end]`.
  private(set) var base: UnsafeMutablePointer<UInt8>
  var start = 0
  private(set) var end = 0
  /// Whether the source holds nothing beyond `end`. The bytes then end with a line break.
  private(set) var isAtEnd = false
  /// Whether a NUL byte follows at `end`; nothing is read beyond it.
  private(set) var stopsAtNUL = false
  /// Bytes read from the source.
  private(set) var bytesRead = 0

  private let source: TableSource
  private let monitor: ReadMonitor
  private let chunkSize: Int
  private var capacity: Int

  init(source: TableSource, monitor: ReadMonitor, chunkSize: Int) {
    self.source = source
    self.monitor = monitor
    self.chunkSize = max(1, chunkSize)
    capacity = self.chunkSize + ByteWindow.padding + 1
    base = .allocate(capacity: capacity)
    base.initialize(repeating: 0, count: capacity)
  }

  deinit { base.deallocate() }

  var count: Int { end - start }
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base + start, count: count) }
  /// Bytes that have been taken.
  var bytesTaken: Int { bytesRead - count }

  /// Reads more behind what is there: a chunk, or as much again as is there, so that a long row costs linear time.
  func fill() throws {
    guard !isAtEnd, !stopsAtNUL else { return }
    try monitor.checkCancellation()
    let kept = count
    let wanted = max(chunkSize, kept)
    if kept + wanted + ByteWindow.padding + 1 > capacity {
      capacity = kept + wanted + ByteWindow.padding + 1
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
      larger.update(from: base + start, count: kept)
      base.deallocate()
      base = larger
    } else if start > 0 {
      memmove(base, base + start, kept)
    }
    start = 0
    end = kept
    let delivered = try source.read(into: base + end, count: wanted)
    bytesRead += delivered
    if delivered > 0, let nul = memchr(base + end, 0, delivered) {
      end = base.distance(to: nul.assumingMemoryBound(to: UInt8.self))
      stopsAtNUL = true
    } else {
      end += delivered
      if delivered < wanted {
        isAtEnd = true
        if end > 0, base[end - 1] != Byte.lineFeed, base[end - 1] != Byte.carriageReturn {
          base[end] = Byte.lineFeed
          end += 1
        }
      }
    }
    (base + end).update(repeating: 0, count: ByteWindow.padding)
    monitor.progress?(bytesRead, source.size)
  }

  /// Back to the source's first byte.
  func rewind() throws {
    try source.rewind()
    start = 0
    end = 0
    isAtEnd = false
    stopsAtNUL = false
    bytesRead = 0
  }
}
