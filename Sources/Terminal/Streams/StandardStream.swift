import CNCurses
import Glibc

/// The three streams that every process begins with.
public enum StandardStream: Int32, Sendable, CaseIterable {
  case input, output, error

  public var isTerminal: Bool { isatty(rawValue) == 1 }

  /// The columns of the terminal that the stream is; nil when it is none, or does not know.
  public var width: Int? {
    var columns: Int32 = 0
    var lines: Int32 = 0
    return terminal_window_size(rawValue, &columns, &lines) ? Int(columns) : nil
  }

  /// Writes all of a text, however many calls that takes.
  public func write(_ text: String) throws(StreamError) {
    var text = text
    var failure: StreamError?
    text.withUTF8 { failure = writeAll(UnsafeRawBufferPointer($0), to: rawValue) }
    if let failure { throw failure }
  }

  /// Writes all bytes, however many calls that takes.
  public func write(_ bytes: [UInt8]) throws(StreamError) {
    var failure: StreamError?
    bytes.withUnsafeBytes { failure = writeAll($0, to: rawValue) }
    if let failure { throw failure }
  }
}

public enum StreamError: Error, Equatable, CustomStringConvertible {
  /// The reader has gone, as in `… | head`: end with `ClosedPipe.endProcess`.
  case closedPipe
  /// The system's error number.
  case failed(code: Int32)

  public var description: String {
    switch self {
    case .closedPipe: "Cannot write: the reader of the output has gone."
    case .failed(let code): "Cannot write the output: \(String(cString: strerror(code)))."
    }
  }
}

public enum ClosedPipe {
  /// Ends the process without a word, as a pipe without a reader ends a process by default: by SIGPIPE, which a shell
  /// shows as status 141.
  public static func endProcess() -> Never {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    signal(SIGPIPE, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(SIGPIPE)
    _exit(128 + SIGPIPE)
  }
}

/// Writes all bytes to a descriptor; waits while it takes none.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> StreamError? {
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if written > 0 {
      rest = rest.dropFirst(written)
      continue
    }
    switch errno {
    case EINTR: continue
    case EAGAIN:
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = poll(&waiting, 1, -1)
    case EPIPE: return .closedPipe
    case let code: return .failed(code: code)
    }
  }
  return nil
}
