import Glibc

/// Commands and files of the system, for the tests.
public enum Shell {
  /// Runs a command and gives what it prints.
  @discardableResult public static func run(_ command: String) -> String {
    guard let stream = popen(command, "re") else { return "" }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&part, 1, part.count, stream), count > 0 { bytes += part[..<count] }
    pclose(stream)
    return String(decoding: bytes, as: UTF8.self)
  }

  public static func contents(_ path: String) -> String {
    guard let stream = fopen(path, "re") else { return "" }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&part, 1, part.count, stream), count > 0 { bytes += part[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Waits until something holds, ten seconds at most.
  public static func wait(until condition: () -> Bool) -> Bool {
    for _ in 0..<500 {
      if condition() { return true }
      usleep(20_000)
    }
    return condition()
  }
}
