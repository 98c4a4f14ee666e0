import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension RunContext {
  /// The processors that this process may run on.
  public static let defaultThreads: Int = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// Runs `body` for each chunk index, on at most `threads` threads. What a chunk does must depend on its index
  /// alone, so that the result is the same for any number of threads. Chunks not yet begun are left out once the
  /// work is cancelled; then this throws.
  /// - Throws: `CancellationError`, or the error of the lowest chunk that failed.
  public func forEachChunk(_ count: Int, _ body: @Sendable (Int) throws -> Void) throws {
    try checkCancellation()
    if threads == 1 || count <= 1 {
      for chunk in 0..<count {
        try checkCancellation()
        try body(chunk)
      }
      return
    }
    let failures = FailureLog()
    let next = ChunkCounter()
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
      enterThread()
      while true {
        let chunk = next.take()
        if chunk >= count || isCancelled || failures.hasAny { return }
        do { try body(chunk) } catch { failures.record(error, chunk: chunk) }
      }
    }
    if let error = failures.first { throw error }
    try checkCancellation()
  }
}
