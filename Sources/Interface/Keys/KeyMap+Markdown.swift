extension KeyMap {
  /// The bindings as a Markdown table: the README's.
  public static var markdownTable: String {
    var lines = ["| keys | does | |", "| --- | --- | --- |"]
    for group in KeyBinding.Group.allCases where group != .pane {
      for binding in bindings where binding.group == group {
        let keys = binding.keys.map { "`\($0.name)`" }.joined(separator: " ")
        lines.append("| \(keys) | \(binding.meaning) | \(group.rawValue.lowercased()) |")
      }
    }
    for pane in Panes.all {
      for binding in pane.bindings {
        let keys = binding.keys.map { "`\($0.name)`" }.joined(separator: " ")
        lines.append("| \(keys) | \(binding.meaning) | in \(pane.id.rawValue) |")
      }
    }
    return lines.joined(separator: "\n")
  }
}
