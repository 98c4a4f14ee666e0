import Glibc
import TestSupport

/// The program that is run in terminals; it is built beside the tests.
enum Probe {
  static let path = BuiltProgram.path("TerminalProbe")
  static var exists: Bool { access(path, X_OK) == 0 }
}
