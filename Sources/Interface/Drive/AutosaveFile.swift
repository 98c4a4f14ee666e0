import Synchronization
import Tabular

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The session as it stands, kept in a file that is there only while the explorer runs: what is found at the next
/// start was not closed. Written in the background; failures are silent, for the session itself is not harmed.
public final class AutosaveFile: Sendable {
  private struct Work {
    var next: LogFile?
    var isWriting = false
    var isClosed = false
    /// A session of another process that this one goes on with: not needed once this one is written.
    var predecessor: String?
  }

  private let work = Mutex(Work())
  /// Held while the file is touched.
  private let file = Mutex(())
  private let folder: String
  private let path: String

  /// - Returns: nil where there is no folder for it.
  public init?(environment: [String: String], process: Int32 = getpid()) {
    guard let folder = Self.folder(environment) else { return nil }
    self.folder = folder
    path = "\(folder)/\(process)\(LogFile.ending)"
  }

  private static func folder(_ environment: [String: String]) -> String? {
    SharedFiles.stateFolder(environment).map { $0 + "/sessions" }
  }

  /// Takes a session to be written; one that has not been begun to be written is replaced by it.
  public func save(_ log: LogFile) {
    let begins = work.withLock { work in
      guard !work.isClosed else { return false }
      work.next = log
      defer { work.isWriting = true }
      return !work.isWriting
    }
    guard begins else { return }
    Task.detached { [self] in
      while let log = take() { write(log) }
    }
  }

  private func take() -> LogFile? {
    work.withLock { work in
      guard let log = work.next, !work.isClosed else {
        work.isWriting = false
        return nil
      }
      work.next = nil
      return log
    }
  }

  private func write(_ log: LogFile) {
    file.withLock { _ in
      guard !work.withLock({ $0.isClosed }) else { return }
      SharedFiles.createFolders(of: path)
      do { try log.write(to: path, replacesExisting: true) } catch { return }
      if let predecessor = work.withLock({ $0.predecessor }) { unlink(predecessor) }
      work.withLock { $0.predecessor = nil }
    }
  }

  /// Writes before it returns.
  public func saveNow(_ log: LogFile) {
    work.withLock { $0.next = nil }
    write(log)
  }

  /// Goes on with a session that was not closed; other files are left alone.
  public func takeOver(_ path: String) {
    guard path.hasPrefix(folder + "/"), path != self.path else { return }
    work.withLock { $0.predecessor = path }
  }

  /// Ends. Nothing of the session is to be recovered, unless it is kept.
  public func close(keeping isKept: Bool = false) {
    work.withLock { $0.isClosed = true }
    file.withLock { _ in
      if !isKept { unlink(path) }
    }
  }

  /// No session is open, but one may be opened again.
  public func clear() {
    work.withLock { $0.next = nil }
    _ = file.withLock { _ in unlink(path) }
  }

  /// The sessions of explorers that run no more, newest first.
  static func interrupted(_ environment: [String: String]) -> [ListedFile] {
    guard let folder = folder(environment) else { return [] }
    let found = SharedFiles.names(in: folder).compactMap { name -> (path: String, time: Int)? in
      guard LogFile.isNamed(name), let process = Int32(name.dropLast(LogFile.ending.count)), process > 0 else {
        return nil
      }
      if kill(process, 0) == 0 || errno != ESRCH { return nil }
      var status = stat()
      let path = folder + "/" + name
      return stat(path, &status) == 0 ? (path, status.st_mtim.tv_sec) : nil
    }
    return found.sorted { ($0.time, $0.path) > ($1.time, $1.path) }.prefix(3).map { path, _ in
      let log = try? LogFile(readingFrom: path)
      let data = log?.dataPath
      return ListedFile(
        path: path, title: data.map(SharedFiles.name) ?? SharedFiles.name(of: path),
        summary: log.map { "a session of \($0.lines.count) lines: \(data ?? "")" } ?? "a session that cannot be read",
        origin: .interrupted)
    }
  }
}
