#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Where the bytes of a table come from: a file, a pipe, or memory. Used by one thread.
public final class TableSource {
  /// The file as it is called in errors.
  public let label: String
  /// The table's name: the file's without folder and ending, or "stdin".
  public let name: String
  /// Bytes in all; nil for a pipe.
  public let size: Int?

  private enum Origin {
    case memory([UInt8])
    case file(descriptor: Int32, start: off_t)
    case stream(descriptor: Int32)
  }
  private let origin: Origin
  /// Linux's F_SETPIPE_SZ, which the C library's module leaves out.
  private static let setPipeSize: Int32 = 1031
  private let closesDescriptor: Bool
  private let isCancelled: @Sendable () -> Bool
  /// Position in memory.
  private var position = 0
  /// What a stream delivered, for a second reading.
  private var copy: StreamCopy?
  private var replays = false
  /// A terminal could deliver more after its end of file.
  private var streamHasEnded = false

  public init(bytes: [UInt8], name: String) {
    label = name
    self.name = name
    size = bytes.count
    origin = .memory(bytes)
    closesDescriptor = false
    isCancelled = { false }
  }

  /// Opens a file, or standard input for `-`.
  /// - Throws: `TableError.notFound`, `.unreadable` or `.isDirectory`.
  public init(path: String, isCancelled: @escaping @Sendable () -> Bool = { false }) throws {
    let isStandardInput = path == "-"
    label = isStandardInput ? "stdin" : path
    name = isStandardInput || path == "/dev/stdin" ? "stdin" : TableSource.stem(of: path)
    self.isCancelled = isCancelled
    closesDescriptor = !isStandardInput

    var descriptor = STDIN_FILENO
    if !isStandardInput {
      repeat { descriptor = open(path, O_RDONLY | O_CLOEXEC) } while descriptor < 0 && errno == EINTR
      if descriptor < 0 {
        let code = errno
        if code == ENOENT || code == ENOTDIR { throw TableError.notFound(path: path) }
        throw TableError.unreadable(path: path, reason: systemMessage(code))
      }
    }
    var status = stat()
    let code = fstat(descriptor, &status) == 0 ? 0 : errno
    let kind = status.st_mode & S_IFMT
    guard code == 0, kind != S_IFDIR else {
      if !isStandardInput { close(descriptor) }
      throw code == 0 ? TableError.isDirectory(path: label) : .unreadable(path: label, reason: systemMessage(code))
    }
    let start = kind == S_IFREG ? lseek(descriptor, 0, SEEK_CUR) : -1
    if start >= 0 {
      origin = .file(descriptor: descriptor, start: start)
      // A file of the kernel's says 0 and delivers more.
      size = status.st_size > start ? Int(status.st_size - start) : nil
    } else {
      origin = .stream(descriptor: descriptor)
      size = nil
      // A larger pipe means fewer switches between the two processes; it is no matter if that fails.
      if kind == S_IFIFO { _ = fcntl(descriptor, TableSource.setPipeSize, 1 << 20) }
    }
  }

  deinit {
    guard closesDescriptor else { return }
    switch origin {
    case .memory: break
    case .file(let descriptor, _), .stream(let descriptor): close(descriptor)
    }
  }

  /// Must be called before the first `read` by a reader that may `rewind`: a stream then keeps what it delivers.
  public func keepForRewind() {
    if case .stream = origin, copy == nil { copy = StreamCopy() }
  }

  /// Back to the first byte.
  public func rewind() throws {
    switch origin {
    case .memory: position = 0
    case .file(let descriptor, let start):
      if lseek(descriptor, start, SEEK_SET) < 0 {
        throw TableError.unreadable(path: label, reason: systemMessage(errno))
      }
    case .stream:
      replays = true
      copy?.rewind()
    }
  }

  /// Reads `count` bytes, or fewer at the end alone.
  /// - Throws: `TableError.unreadable`, or `CancellationError` while a silent pipe is waited for.
  public func read(into target: UnsafeMutablePointer<UInt8>, count: Int) throws -> Int {
    switch origin {
    case .memory(let bytes):
      let available = min(count, bytes.count - position)
      if available > 0 {
        bytes.withUnsafeBufferPointer { target.update(from: $0.baseAddress! + position, count: available) }
      }
      position += available
      return available
    case .file(let descriptor, _):
      return try read(descriptor, into: target, count: count, waits: false)
    case .stream(let descriptor):
      var done = 0
      if replays, let copy {
        done = copy.read(into: target, count: count)
        if done == count { return done }
        replays = false
      }
      if streamHasEnded { return done }
      let delivered = try read(descriptor, into: target + done, count: count - done, waits: true)
      streamHasEnded = done + delivered < count
      copy?.append(UnsafeBufferPointer(start: target + done, count: delivered))
      return done + delivered
    }
  }

  private func read(
    _ descriptor: Int32, into target: UnsafeMutablePointer<UInt8>, count: Int, waits: Bool
  ) throws -> Int {
    var total = 0
    while total < count {
      if waits { try waitForData(descriptor) }
      #if canImport(Glibc)
        let delivered = Glibc.read(descriptor, target + total, count - total)
      #else
        let delivered = Musl.read(descriptor, target + total, count - total)
      #endif
      if delivered == 0 { break }
      if delivered < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        throw TableError.unreadable(path: label, reason: systemMessage(errno))
      }
      total += delivered
    }
    return total
  }

  /// Returns when a read would not block, and looks every 50 ms whether it is still wanted.
  private func waitForData(_ descriptor: Int32) throws {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while true {
      if isCancelled() { throw CancellationError() }
      let ready = poll(&request, 1, 50)
      // Errors are for the read to report.
      if ready > 0 || (ready < 0 && errno != EINTR) { return }
    }
  }

  private static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let point = file.lastIndex(of: "."), point != file.startIndex else { return file }
    return String(file[..<point])
  }
}

/// The system's words for an error number, beginning in lower case.
func systemMessage(_ code: Int32) -> String {
  let message = String(cString: strerror(code))
  return message.prefix(1).lowercased() + message.dropFirst()
}
