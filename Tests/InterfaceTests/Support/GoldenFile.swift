import Glibc
import TestSupport
import Testing

/// Text that is kept in a file and read by eye when it changes. `PLEIADES_RECORD_GOLDENS=1 swift test --filter Golden`
/// writes all of them anew.
enum GoldenFile {
  static let isRecording = getenv("PLEIADES_RECORD_GOLDENS") != nil
  private static let folder = "Tests/InterfaceTests/Goldens"

  static func expect(
    _ drawn: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let path = "\(folder)/\(name).txt"
    if isRecording {
      guard let file = fopen(Repository.root + "/" + path, "w") else {
        Issue.record("\(path) cannot be written", sourceLocation: sourceLocation)
        return
      }
      fputs(drawn, file)
      fclose(file)
      return
    }
    guard let expected = Repository.text(path) else {
      Issue.record("there is no \(path)", sourceLocation: sourceLocation)
      return
    }
    if drawn != expected {
      Issue.record("\(path):\n\(difference(expected, drawn))", sourceLocation: sourceLocation)
    }
  }

  /// The lines that differ, the first of them, one below the other.
  static func difference(_ expected: String, _ drawn: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = drawn.split(separator: "\n", omittingEmptySubsequences: false)
    var lines: [String] = []
    for index in 0..<max(old.count, new.count) {
      let (was, is_) = (index < old.count ? old[index] : nil, index < new.count ? new[index] : nil)
      if was == is_ { continue }
      if lines.count >= 60 {
        lines.append("and more")
        break
      }
      lines.append("line \(index + 1)")
      if let was { lines.append("- \(FrameText.readable(was))") }
      if let is_ { lines.append("+ \(FrameText.readable(is_))") }
    }
    return lines.joined(separator: "\n")
  }
}
