/// Why a file could not be written.
public enum FileWriteError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is a file of that name, and it was not asked to be replaced.
  case exists(path: String)
  case cannotCreate(path: String, reason: String)
  /// Writing began and failed.
  case failed(path: String, reason: String)

  /// Whether the file could not be created (exit code 73), as opposed to a failure while writing (74).
  public var isCannotCreate: Bool { if case .failed = self { false } else { true } }

  public var description: String {
    switch self {
    case .exists(let path): "\(path): is there already; choose another name, or replace it with --force."
    case .cannotCreate(let path, let reason): "\(path): cannot be created: \(reason)."
    case .failed(let path, let reason): "\(path): writing failed: \(reason)."
    }
  }
}
