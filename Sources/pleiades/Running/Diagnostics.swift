import Terminal

/// What is said on stderr besides errors.
enum Diagnostics {
  /// Where the result itself has no place for them.
  static func warn(_ warnings: [String]) {
    for warning in warnings { try? StandardStream.error.write("pleiades: \(warning)\n") }
  }
}
