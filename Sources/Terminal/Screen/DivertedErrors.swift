import CTerminalGuard
import Glibc

/// While the screen is up, what is written to standard error would tear it: a file takes it, and it is written out
/// when the screen is left, even if the process dies. Standard error that is no terminal is left alone.
struct DivertedErrors {
  private let errors: Int32
  private let file: Int32

  init?() {
    guard StandardStream.error.isTerminal, let stream = tmpfile() else { return nil }
    file = fcntl(fileno(stream), F_DUPFD_CLOEXEC, 3)
    fclose(stream)
    errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    guard file >= 0, errors >= 0 else {
      close()
      return nil
    }
  }

  func divert() {
    fflush(nil)
    dup2(file, STDERR_FILENO)
    terminal_guard_divert_errors(errors, file)
  }

  /// Gives standard error back and writes out what was held.
  func release() {
    terminal_guard_divert_errors(-1, -1)
    fflush(nil)
    dup2(errors, STDERR_FILENO)
    lseek(file, 0, SEEK_SET)
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(file, &bytes, bytes.count)
      guard count > 0 else { break }
      _ = bytes.withUnsafeBytes { writeAll(UnsafeRawBufferPointer(rebasing: $0[..<count]), to: errors) }
    }
    ftruncate(file, 0)
    lseek(file, 0, SEEK_SET)
  }

  func close() {
    if file >= 0 { Glibc.close(file) }
    if errors >= 0 { Glibc.close(errors) }
  }
}
