/// A key as the program sees it, whatever bytes the terminal sends for it.
public indirect enum Key: Sendable, Hashable {
  /// A printable character, the space among them.
  case character(Unicode.Scalar)
  /// A letter in lower case, or one of space, `\`, `]`, `^`, `_`. Terminals cannot tell Ctrl-H, Ctrl-I, Ctrl-J and
  /// Ctrl-M from backspace, tab and enter: those arrive as the latter.
  case control(Unicode.Scalar)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  /// 1…63.
  case function(Int)
  /// A named key with shift, alt or control; a character with alt, or with a control that has no key of its own.
  case modified(Key, Modifiers)

  public static func alt(_ key: Key) -> Key { key.with(.alt) }

  /// Adds modifiers in the one form that stands for the combination: shift-tab is `backTab`, control and a letter is
  /// `control`.
  func with(_ modifiers: Modifiers) -> Key {
    if modifiers.isEmpty { return self }
    switch self {
    case .modified(let key, let others): return key.with(others.union(modifiers))
    case .tab where modifiers.contains(.shift): return Key.backTab.with(modifiers.subtracting(.shift))
    case .character(let scalar):
      // Shift is in the character already.
      let others = modifiers.subtracting(.shift)
      if others.contains(.control), scalar.value >= 0x40 && scalar.value < 0x80 || scalar == " " {
        return InputDecoder.controlKey(UInt8(scalar.value & 0x1F)).with(others.subtracting(.control))
      }
      return others.isEmpty ? self : .modified(self, others)
    default: return .modified(self, modifiers)
    }
  }
}

extension Key: CustomStringConvertible {
  /// The name of the key: `a`, `space`, `ctrl-c`, `alt-x`, `shift-up`, `f5`, `backtab`, `pageup`.
  public var description: String {
    switch self {
    case .character(" "): "space"
    case .character(let scalar): String(Character(scalar))
    case .control(" "): "ctrl-space"
    case .control(let scalar): "ctrl-\(Character(scalar))"
    case .enter: "enter"
    case .escape: "escape"
    case .tab: "tab"
    case .backTab: "backtab"
    case .backspace: "backspace"
    case .delete: "delete"
    case .insert: "insert"
    case .up: "up"
    case .down: "down"
    case .left: "left"
    case .right: "right"
    case .home: "home"
    case .end: "end"
    case .pageUp: "pageup"
    case .pageDown: "pagedown"
    case .function(let number): "f\(number)"
    case .modified(let key, let modifiers): modifiers.prefix + key.description
    }
  }
}

public struct Modifiers: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let shift = Modifiers(rawValue: 1)
  public static let alt = Modifiers(rawValue: 2)
  public static let control = Modifiers(rawValue: 4)

  /// `ctrl-alt-shift-`, as far as they are there.
  var prefix: String {
    (contains(.control) ? "ctrl-" : "") + (contains(.alt) ? "alt-" : "") + (contains(.shift) ? "shift-" : "")
  }
}
