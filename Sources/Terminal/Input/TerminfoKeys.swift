import CNCurses

/// What the terminal at hand sends for its keys, as terminfo has it.
enum TerminfoKeys {
  private static let named: [(capability: String, key: Key)] = [
    ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right),
    ("khome", .home), ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown),
    ("kich1", .insert), ("kdch1", .delete), ("kbs", .backspace), ("kcbt", .backTab), ("kent", .enter),
    ("kri", .modified(.up, .shift)), ("kind", .modified(.down, .shift)),
    ("kLFT", .modified(.left, .shift)), ("kRIT", .modified(.right, .shift)),
    ("kHOM", .modified(.home, .shift)), ("kEND", .modified(.end, .shift)),
    ("kPRV", .modified(.pageUp, .shift)), ("kNXT", .modified(.pageDown, .shift)),
    ("kIC", .modified(.insert, .shift)), ("kDC", .modified(.delete, .shift)),
  ]

  /// Of the terminal whose description is loaded. The first name wins where two keys send the same; function keys
  /// beyond the twelfth are mostly shifted ones in terminfo, and are left to the sequence's form.
  static func load() -> [[UInt8]: Key] {
    var keys: [[UInt8]: Key] = [:]
    let functions = (1...12).map { (capability: "kf\($0)", key: Key.function($0)) }
    for (capability, key) in named + functions {
      guard let string = terminfo_string(capability) else { continue }
      let bytes = Array(String(cString: string).utf8)
      if keys[bytes] == nil { keys[bytes] = key }
    }
    return keys
  }
}
