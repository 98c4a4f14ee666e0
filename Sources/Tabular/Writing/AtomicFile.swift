#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes files that are either there as a whole or not at all.
public enum AtomicFile {
  /// Writes `bytes` under a temporary name in the same folder, brings them to the disk, and gives them their name.
  /// The permissions are what the process's mask leaves of rw-rw-rw-. A symbolic link is followed; a device or pipe
  /// (`/dev/stdout`) is written to as it is.
  /// - Parameter force: whether a file of that name may be replaced.
  /// - Throws: `FileWriteError`. What was there before is then still there.
  public static func write(_ bytes: [UInt8], to path: String, force: Bool = false) throws {
    var target = path
    var status = stat()
    if stat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFREG:
        guard force else { throw FileWriteError.exists(path: path) }
        if let resolved = realpath(path, nil) {
          target = String(cString: resolved)
          free(resolved)
        }
      case S_IFDIR: throw FileWriteError.cannotCreate(path: path, reason: "it is a folder")
      default: return try writeThrough(bytes, to: path)
      }
    } else if errno == ENOENT, lstat(path, &status) == 0 {
      throw FileWriteError.cannotCreate(path: path, reason: "it is a symbolic link to nowhere")
    }
    try replace(target, with: bytes, force: force, path: path)
  }

  /// Creates a temporary file beside the target, fills it, and gives it the target's name.
  private static func replace(_ target: String, with bytes: [UInt8], force: Bool, path: String) throws {
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
    if target.isEmpty || target.hasSuffix("/") {
      throw FileWriteError.cannotCreate(path: path, reason: "it names no file")
    }
    let (descriptor, temporary) = try create(in: folder, path: path)
    do {
      var failure = writeAll(bytes, descriptor)
      if failure == 0, fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP { failure = errno }
      if close(descriptor) != 0, failure == 0, errno != EINTR { failure = errno }
      if failure != 0 { throw FileWriteError.failed(path: path, reason: systemMessage(failure)) }
      try name(temporary, as: target, force: force, path: path)
    } catch {
      unlink(temporary)
      throw error
    }
    // So that the name survives a crash too; not every file system can.
    let directory = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  private static func create(in folder: String, path: String) throws -> (Int32, String) {
    for attempt in 0..<1000 {
      let temporary = "\(folder).pleiades-\(getpid())-\(attempt).tmp"
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, temporary) }
      let code = errno
      if code != EEXIST && code != EINTR {
        throw FileWriteError.cannotCreate(path: path, reason: systemMessage(code))
      }
    }
    throw FileWriteError.cannotCreate(path: path, reason: "no temporary name is free in its folder")
  }

  private static func name(_ temporary: String, as target: String, force: Bool, path: String) throws {
    if !force {
      // Unlike a renaming, a link never replaces what another program made in the meantime.
      if link(temporary, target) == 0 {
        unlink(temporary)
        return
      }
      let code = errno
      if code == EEXIST { throw FileWriteError.exists(path: path) }
      // File systems without links.
      guard code == EPERM || code == ENOTSUP || code == ENOSYS || code == EMLINK else {
        throw FileWriteError.cannotCreate(path: path, reason: systemMessage(code))
      }
      if access(target, F_OK) == 0 { throw FileWriteError.exists(path: path) }
    }
    if rename(temporary, target) != 0 {
      throw FileWriteError.cannotCreate(path: path, reason: systemMessage(errno))
    }
  }

  private static func writeThrough(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    if descriptor < 0 { throw FileWriteError.cannotCreate(path: path, reason: systemMessage(errno)) }
    var failure = writeAll(bytes, descriptor)
    if close(descriptor) != 0, failure == 0, errno != EINTR { failure = errno }
    if failure != 0 { throw FileWriteError.failed(path: path, reason: systemMessage(failure)) }
  }

  /// - Returns: 0, or the error number.
  private static func writeAll(_ bytes: [UInt8], _ descriptor: Int32) -> Int32 {
    bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        #if canImport(Glibc)
          let written = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
        #else
          let written = Musl.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
        #endif
        if written < 0 {
          if errno == EINTR { continue }
          if errno == EAGAIN {
            var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&request, 1, -1)
            continue
          }
          return errno
        }
        done += written
      }
      return 0
    }
  }
}
