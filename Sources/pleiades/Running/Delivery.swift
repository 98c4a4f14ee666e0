import Glibc
import Tabular
import Terminal

/// Where a result goes: standard output, or a file that appears whole or not at all.
struct Delivery {
  /// Nil for standard output.
  let path: String?
  let replacesExisting: Bool

  init(_ options: OutputOptions) { self.init(path: options.output, replacesExisting: options.force) }

  init(path: String?, replacesExisting: Bool) {
    self.path = path
    self.replacesExisting = replacesExisting
  }

  /// Finds out before the work what would be in the way after it.
  /// - Throws: `FileWriteError`.
  func check() throws {
    guard let path else { return }
    var status = stat()
    if stat(path, &status) == 0 {
      let kind = status.st_mode & S_IFMT
      if kind == S_IFDIR { throw FileWriteError.cannotCreate(path: path, reason: "it is a folder") }
      if kind != S_IFREG { return }
      if !replacesExisting { throw FileWriteError.exists(path: path) }
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    if access(folder, W_OK) != 0 {
      throw FileWriteError.cannotCreate(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// - Throws: `FileWriteError`, `StreamError.failed`. A reader that has gone ends the process without a word.
  func write(_ bytes: [UInt8]) throws {
    if let path { return try AtomicFile.write(bytes, to: path, force: replacesExisting) }
    do { try StandardStream.output.write(bytes) } catch .closedPipe { ClosedPipe.endProcess() }
  }
}
