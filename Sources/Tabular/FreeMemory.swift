#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How much memory this process may still take: what the system has to give, and what limits are set on it.
package enum FreeMemory {
  /// In bytes; nil where nothing tells.
  package static var bytes: Int? {
    [systemBytes, groupBytes, addressBytes].compactMap(\.self).min().map { max(0, $0) }
  }

  /// 1,234,567 bytes as "1.2 MB".
  package static func text(of bytes: Int) -> String {
    var value = Double(bytes) / 1000
    var unit = "kB"
    for next in ["MB", "GB", "TB"] where value >= 1000 {
      value /= 1000
      unit = next
    }
    return "\((value * 10).rounded() / 10) \(unit)"
  }

  /// Free pages, and those that are only kept for convenience.
  private static var systemBytes: Int? {
    number(after: "MemAvailable:", in: contents(of: "/proc/meminfo") ?? "").map { $0 * 1024 }
  }

  /// The control group that the process runs in, if it is limited.
  private static var groupBytes: Int? {
    let folder = "/sys/fs/cgroup/"
    guard let limit = contents(of: folder + "memory.max").flatMap({ Int(trimmed($0)) }),
      let used = contents(of: folder + "memory.current").flatMap({ Int(trimmed($0)) })
    else { return nil }
    return limit - used
  }

  /// What `ulimit -v` leaves, less what stacks and heaps of threads reserve without using it.
  private static var addressBytes: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < rlim_t(Int.max),
      let pages = contents(of: "/proc/self/statm").flatMap({ Int($0.prefix { $0 != " " }) })
    else { return nil }
    return Int(limit.rlim_cur) - pages * Int(getpagesize()) - 256_000_000
  }

  private static func contents(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  private static func trimmed(_ text: String) -> Substring { text.prefix { $0.isNumber } }

  private static func number(after key: String, in text: String) -> Int? {
    text.split(separator: "\n").first { $0.hasPrefix(key) }
      .flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) }
  }
}
