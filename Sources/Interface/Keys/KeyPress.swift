/// A key as pressed, in a form that can be typed in a script and shown in help: "a", "Enter", "Ctrl-C".
public enum KeyPress: Sendable, Hashable {
  case character(Character)
  /// With a lower-case letter.
  case control(Character)
  case alt(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case shiftUp, shiftDown, shiftLeft, shiftRight
  case function(Int)

  /// As written in help and footers.
  public var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .alt(let character): "Alt-\(character)"
    case .function(let number): "F\(number)"
    default: Self.names.first { $0.1 == self }!.0
    }
  }

  /// Reads what `name` writes; nil when it is no key. Case matters only for single characters.
  public init?(name: String) {
    if name.count == 1 {
      self = .character(name.first!)
      return
    }
    let lowered = name.lowercased()
    if let named = Self.names.first(where: { $0.0.lowercased() == lowered }) {
      self = named.1
    } else if lowered == "space" {
      self = .character(" ")
    } else if lowered.hasPrefix("ctrl-"), lowered.count == 6 {
      self = .control(lowered.last!)
    } else if lowered.hasPrefix("alt-"), name.count == 5 {
      self = .alt(name.last!)
    } else if lowered.hasPrefix("f"), let number = Int(lowered.dropFirst()), (1...24).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  /// The keys that have a name.
  static let knownNames = names.map(\.0) + ["Space"] + (1...12).map { "F\($0)" }

  private static let names: [(String, KeyPress)] = [
    ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Shift-Tab", .backTab), ("Backspace", .backspace),
    ("Delete", .delete), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right), ("Home", .home),
    ("End", .end), ("PageUp", .pageUp), ("PageDown", .pageDown), ("Shift-Up", .shiftUp), ("Shift-Down", .shiftDown),
    ("Shift-Left", .shiftLeft), ("Shift-Right", .shiftRight),
  ]
}

/// What the mouse did, in cells.
public enum MouseAction: Sendable, Hashable {
  case press, drag, release, doubleClick, wheelUp, wheelDown
}
