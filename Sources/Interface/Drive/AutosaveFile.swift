import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The session as it stands, kept in a file that is there only while the explorer runs: what is found at the next
/// start was not closed. Written in the background, whole or not at all; failures are silent, for the session itself is
/// not harmed.
///
/// Beside each file lies one that is locked as long as its explorer runs: the system takes the lock away however that
/// ends, and it also holds where process numbers come again, or mean something else on another machine.
public final class AutosaveFile: Sendable {
  private struct Work {
    var next: LogFile?
    var isWriting = false
    var isClosed = false
    /// A session of another process that this one goes on with: not needed once this one is written.
    var predecessor: String?
    /// Counts what was handed over, so that what is late does not replace what came after it.
    var handedOver = 0
    var written = 0
  }

  private struct Place {
    var path: String
    var lock: Int32
  }

  private let work = Mutex(Work())
  /// Held while the file is touched; nil until there is something to write.
  private let place = Mutex<Place?>(nil)
  private let folder: String
  private let process: Int32

  /// - Returns: nil where there is no folder for it.
  public init?(environment: [String: String], process: Int32 = getpid()) {
    guard let folder = Self.folder(environment) else { return nil }
    self.folder = folder
    self.process = process
  }

  static func folder(_ environment: [String: String]) -> String? {
    SharedFiles.stateFolder(environment).map { $0 + "/sessions" }
  }

  /// Takes a session to be written; one that has not been begun to be written is replaced by it.
  public func save(_ log: LogFile) {
    let begins = work.withLock { work in
      guard !work.isClosed else { return false }
      work.next = log
      work.handedOver += 1
      defer { work.isWriting = true }
      return !work.isWriting
    }
    guard begins else { return }
    Task.detached { [self] in
      while let (log, number) = take() { write(log, number) }
    }
  }

  private func take() -> (LogFile, Int)? {
    work.withLock { work in
      guard let log = work.next, !work.isClosed else {
        work.isWriting = false
        return nil
      }
      work.next = nil
      return (log, work.handedOver)
    }
  }

  private func write(_ log: LogFile, _ number: Int) {
    place.withLock { place in
      guard work.withLock({ !$0.isClosed && $0.written < number }) else { return }
      if place == nil { place = claim() }
      guard let place else { return }
      do { try log.write(to: place.path, replacesExisting: true) } catch { return }
      let predecessor = work.withLock { work in
        defer { work.predecessor = nil }
        work.written = number
        return work.predecessor
      }
      if let predecessor { Self.remove(predecessor) }
    }
  }

  /// The first name that no other session has, running or not.
  private func claim() -> Place? {
    SharedFiles.createFolders(of: folder + "/x")
    for attempt in 0..<1000 {
      let path = "\(folder)/\(process)" + (attempt == 0 ? "" : "-\(attempt)") + LogFile.ending
      guard access(path, F_OK) != 0, let lock = Self.locked(path, creates: true) else { continue }
      return Place(path: path, lock: lock)
    }
    return nil
  }

  /// Writes before it returns.
  public func saveNow(_ log: LogFile) {
    let number = work.withLock { work in
      work.next = nil
      work.handedOver += 1
      return work.handedOver
    }
    write(log, number)
  }

  /// Goes on with a session that was not closed; other files are left alone.
  public func takeOver(_ path: String) {
    guard path.hasPrefix(folder + "/"), place.withLock({ $0?.path != path }) else { return }
    work.withLock { $0.predecessor = path }
  }

  /// Ends. Nothing of the session is to be recovered, unless it is kept.
  public func close(keeping isKept: Bool = false) {
    work.withLock { $0.isClosed = true }
    release(keeping: isKept)
  }

  /// No session is open, but one may be opened again.
  public func clear() {
    work.withLock { work in
      work.next = nil
      work.written = work.handedOver
    }
    release(keeping: false)
  }

  private func release(keeping isKept: Bool) {
    place.withLock { place in
      guard let old = place else { return }
      if !isKept { Self.remove(old.path) }
      Self.unlock(old.lock)
      place = nil
    }
  }
}

// MARK: What was not closed

extension AutosaveFile {
  /// The sessions of explorers that run no more, newest first.
  static func interrupted(_ environment: [String: String]) -> [ListedFile] {
    guard let folder = folder(environment) else { return [] }
    let found = SharedFiles.names(in: folder).compactMap { name -> (path: String, time: Int)? in
      let path = folder + "/" + name
      var status = stat()
      guard LogFile.isNamed(name), stat(path, &status) == 0, !isRunning(path) else { return nil }
      return (path, status.st_mtim.tv_sec)
    }
    return found.sorted { ($0.time, $0.path) > ($1.time, $1.path) }.prefix(3).map { path, _ in
      let data = dataPath(path)
      return ListedFile(
        path: path, title: data.map(SharedFiles.name) ?? SharedFiles.name(of: path),
        summary: data ?? "a session that cannot be read", origin: .interrupted)
    }
  }

  /// The data of a session, from its first lines: the rest is read when it is wanted.
  private static func dataPath(_ path: String) -> String? {
    guard let head = SharedFiles.head(of: path, bytes: 1 << 14) else { return nil }
    for line in head.split(whereSeparator: \.isNewline) {
      if case .open(let data)? = try? Command(text: String(line)) { return data }
    }
    return nil
  }

  /// Forgets a session that nobody goes on with.
  /// - Returns: whether it was one.
  @discardableResult static func forget(_ path: String, _ environment: [String: String]) -> Bool {
    guard let folder = folder(environment), path.hasPrefix(folder + "/"), !isRunning(path) else { return false }
    remove(path)
    return true
  }

  private static func isRunning(_ path: String) -> Bool {
    guard access(lockPath(path), F_OK) == 0 else { return false }
    guard let lock = locked(path, creates: false) else { return true }
    unlock(lock)
    return false
  }

  private static func lockPath(_ path: String) -> String {
    "\(SharedFiles.folder(of: path))/.\(SharedFiles.name(of: path)).lock"
  }

  private static func remove(_ path: String) {
    unlink(path)
    unlink(lockPath(path))
  }

  /// Locks the file beside a session's; nil when another explorer has it locked.
  private static func locked(_ path: String, creates: Bool) -> Int32? {
    let descriptor = open(lockPath(path), O_RDWR | O_CLOEXEC | (creates ? O_CREAT : 0), 0o600)
    guard descriptor >= 0 else { return nil }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      unlock(descriptor)
      return nil
    }
    return descriptor
  }

  private static func unlock(_ descriptor: Int32) {
    #if canImport(Glibc)
      Glibc.close(descriptor)
    #else
      Musl.close(descriptor)
    #endif
  }
}
