import Glibc

/// A program that is built beside the tests.
public enum BuiltProgram {
  /// The folder of the test bundle, and of everything else that was built with it.
  public static let folder: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let executable = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return executable.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }()

  public static func path(_ name: String) -> String { "\(folder)/\(name)" }
}
