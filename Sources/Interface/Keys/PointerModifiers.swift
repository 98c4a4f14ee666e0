import Canvas

/// Keys that were held while the mouse did something, as far as the terminal tells. Many keep Shift for their own
/// selection of text, so nothing hangs on a modifier alone.
public struct PointerModifiers: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let shift = PointerModifiers(rawValue: 1)
  /// The right button counts as Alt and the left one: many window managers keep Alt for themselves.
  public static let alt = PointerModifiers(rawValue: 2)
  public static let control = PointerModifiers(rawValue: 4)

  /// What they say about the selection: Shift adds, Control takes out. Nil for neither.
  var selectionMode: SelectionMode? {
    contains(.control) ? .remove : contains(.shift) ? .add : nil
  }
}

/// Whose the mouse is.
public enum MouseUse: Sendable, Hashable {
  /// Pleiades'.
  case taken
  /// The terminal's, so that its own selection of text works.
  case given
  /// The terminal does not report it.
  case absent
}

/// The button that is down.
struct PointerPress: Sendable, Equatable {
  var point: Point
  var modifiers: PointerModifiers = []
  /// Whether the pointer has left the cell since.
  var hasMoved = false
}
