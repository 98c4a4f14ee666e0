import Interface

/// A state as text, to compare two of them whole: everything but what has been computed, the notice, the log's own
/// counters, where one looks, a shape being drawn, and a table's cells. The numbers of clusters are among the choices,
/// which are compared apart. A field that `State` gains comes in by itself.
enum StateSnapshot {
  private static let leftOut: Set = [
    "session", "notice", "themes", "listing", "keyBindings", "focus", "companion",
  ]

  static func of(_ state: State) -> [String: String] {
    var parts: [String: String] = [:]
    for child in Mirror(reflecting: state).children {
      guard let name = child.label, !Self.leftOut.contains(name) else {
        continue
      }
      parts[name] = describe(child.value)
    }
    parts["bindings"] = state.keyBindings.map { "\($0.keyNames) \($0.command.text)" }.joined(separator: "\n")
    guard let session = state.session else { return parts }
    for child in Mirror(reflecting: session).children {
      guard let name = child.label, !["results", "table", "log", "clusterNumbers", "shownRun", "lasso"].contains(name) else { continue }
      parts["session.\(name)"] = describe(child.value)
    }
    parts["session.table"] = "\(session.table.rowCount) \(session.table.columns.map(\.name))"
    let log = session.log
    parts["session.log"] =
      "\(log.position) \(log.opening.map(\.text)) \(log.entries.map(\.text))"
    return parts
  }

  /// The fields that differ, with both values.
  static func differences(_ a: State, _ b: State) -> [String] {
    let (a, b) = (of(a), of(b))
    return Set(a.keys).union(b.keys).sorted().filter { a[$0] != b[$0] }
      .map { "\($0): \(a[$0] ?? "-") -> \(b[$0] ?? "-")" }
  }

  /// Dictionaries and sets in an order that does not depend on how they came to be.
  private static func describe(_ value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    let children = mirror.children
    switch mirror.displayStyle {
    case .dictionary?, .set?: return "{\(children.map { describe($0.value) }.sorted().joined(separator: ", "))}"
    case nil: return "\(value)"
    case .enum? where children.isEmpty: return "\(value)"
    default:
      if children.isEmpty { return "\(value)" }
      let parts = children.map { "\($0.label ?? "")=\(describe($0.value))" }
      return "\(type(of: value))(\(parts.joined(separator: ", ")))"
    }
  }
}
