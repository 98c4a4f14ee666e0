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
    guard let text = SharedFiles.text(of: path) else {
      throw TableError.unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    let folder = SharedFiles.folder(of: path)
    self = try LogFile(text: text, name: SharedFiles.name(of: path)).mapPaths { data in
      data.hasPrefix("/") || folder == "." ? data : folder + "/" + data
    }
  }

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
