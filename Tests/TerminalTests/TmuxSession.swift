import TestSupport

/// Sessions with the probe in them.
extension TmuxSession {
  private static var variables: String { "PROBE=\(Probe.path) PROBE_LOG=$DIR/log" }

  /// `$PROBE` is the program.
  convenience init(width: Int, height: Int, script: String) {
    self.init(width: width, height: height, variables: Self.variables, script: script)
  }

  convenience init(width: Int = 40, height: Int = 12, term: String, environment: String = "", pipe: String = "$PROBE") {
    self.init(
      width: width, height: height, term: term, variables: Self.variables, environment: environment, command: pipe)
  }

  var log: [String] { file("log").split(separator: "\n").map(String.init) }

  /// The program's number, which is the first thing that it logs. Without one no signal must reach anything: 0 would
  /// be the tests themselves.
  var process: String { String(log.first?.dropFirst("process ".count) ?? "none") }

  @discardableResult func waitForLog(_ line: String) -> Bool { Shell.wait { log.contains { $0.hasPrefix(line) } } }
  /// The first frame is on the screen, so the program waits for input.
  @discardableResult func waitForPicture(_ size: (Int, Int)) -> Bool {
    Shell.wait { lines == Picture.lines(width: size.0, height: size.1) }
  }
}
