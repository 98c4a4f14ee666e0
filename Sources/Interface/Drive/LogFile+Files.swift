import Tabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

// Where the data are: a log beside its data, or above them, may be moved together with them.
extension LogFile {
  /// Reads a saved session.
  /// - Throws: `TableError.notFound` and alike; `LogProblem` for a line that is no command.
  public init(readingFrom path: String) throws {
    guard access(path, F_OK) == 0 else { throw TableError.notFound(path: path) }
    if SharedFiles.isFolder(path) { throw TableError.isDirectory(path: path) }
    errno = 0
    guard let text = SharedFiles.text(of: path, most: Self.mostBytes) else {
      let reason = errno == 0 ? "it is too large for a session" : String(cString: strerror(errno))
      throw TableError.unreadable(path: path, reason: reason)
    }
    let folder = SharedFiles.folder(of: path)
    self = try LogFile(text: text, name: SharedFiles.name(of: path)).mapPaths { data in
      let there = data.hasPrefix("/") || folder == "." ? data : folder + "/" + data
      // Both may have been moved to one place.
      let beside = (folder == "." ? "" : folder + "/") + SharedFiles.name(of: data)
      return access(there, F_OK) != 0 && access(beside, F_OK) == 0 ? beside : there
    }
  }

  /// Selections of millions of rows are long lines.
  private static let mostBytes = 1 << 28

  /// Writes a session, whole or not at all: data in the file's folder, or below it, by their relative path.
  /// - Throws: `FileWriteError`; `.exists` where there is such a file and it was not asked to be replaced.
  public func write(to path: String, replacesExisting: Bool) throws {
    let folder = SharedFiles.resolved(SharedFiles.folder(of: path)).map { $0 == "/" ? $0 : $0 + "/" }
    let relocated = mapPaths { data in
      guard let absolute = SharedFiles.resolved(data) else { return data }
      guard let folder, absolute.hasPrefix(folder) else { return absolute }
      return String(absolute.dropFirst(folder.count))
    }
    try AtomicFile.write(Array(relocated.text.utf8), to: path, force: replacesExisting)
  }
}
