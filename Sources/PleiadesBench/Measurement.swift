#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Times and peak memory of repeated runs of a job.
struct Measurement {
  /// A job is not begun again once its runs have taken so many seconds together.
  private static let enough = 90.0

  let median: Double
  let fastest: Double
  let peakMegabytes: Double?
  let megabytesBefore: Double?

  init(repetitions: Int, _ job: () throws -> Void) rethrows {
    ResidentMemory.resetPeak()
    megabytesBefore = ResidentMemory.peakMegabytes
    var times: [Double] = []
    while times.count < max(1, repetitions), times.reduce(0, +) < Self.enough {
      let elapsed = try ContinuousClock().measure(job)
      times.append(Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18)
    }
    times.sort()
    median = times[times.count / 2]
    fastest = times[0]
    peakMegabytes = ResidentMemory.peakMegabytes
  }

  func row(_ job: String, rows: Int, columns: Int) -> BenchRow {
    BenchRow(
      job: job, by: "pleiades", rows: rows, columns: columns, seconds: median, fastest: fastest,
      peakMegabytes: peakMegabytes, megabytesBefore: megabytesBefore)
  }
}

/// This process's resident memory, as Linux keeps it.
enum ResidentMemory {
  /// Lets the peak start again from what is resident now, where the kernel allows.
  static func resetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  /// Nil where there is no /proc.
  static var peakMegabytes: Double? {
    guard let file = fopen("/proc/self/status", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if text.hasPrefix("VmHWM:") {
        return text.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 }
      }
    }
    return nil
  }
}
