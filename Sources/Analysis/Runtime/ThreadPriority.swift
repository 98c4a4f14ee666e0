#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How eagerly a thread asks for a processor.
enum ThreadPriority {
  private static let background: Int32 = 10

  /// Lets everything else go before the calling thread, for good; threads that it starts inherit it.
  static func lower() {
    // On Linux, "process 0" is the calling thread. Where it cannot be done, nothing is lost but smoothness.
    _ = setpriority(__priority_which_t(0), 0, background)
  }
}
