import Canvas
import Interface
import Terminal

// The terminal's events in the interface's words: neither module knows the other.

extension Action {
  /// Nil for what the interface has no use for.
  init?(_ event: TerminalEvent) {
    switch event {
    case .key(let key):
      guard let press = KeyPress(key) else { return nil }
      self = .key(press)
    case .mouse(let mouse):
      guard let action = MouseAction(mouse) else { return nil }
      self = .mouse(action, mouse.position, PointerModifiers(mouse))
    case .paste(let text): self = .paste(text)
    case .resize(let size): self = .resize(size)
    case .resumed, .suspendRequested, .terminate: return nil
    }
  }
}

extension KeyPress {
  init?(_ key: Key) {
    switch key {
    case .character(let scalar): self = .character(Character(scalar))
    case .control(let scalar): self = .control(Character(scalar))
    case .enter: self = .enter
    case .escape: self = .escape
    case .tab: self = .tab
    case .backTab: self = .backTab
    case .backspace: self = .backspace
    case .delete: self = .delete
    case .up: self = .up
    case .down: self = .down
    case .left: self = .left
    case .right: self = .right
    case .home: self = .home
    case .end: self = .end
    case .pageUp: self = .pageUp
    case .pageDown: self = .pageDown
    case .function(let number): self = .function(number)
    case .modified(.up, let modifiers) where modifiers.contains(.shift): self = .shiftUp
    case .modified(.down, let modifiers) where modifiers.contains(.shift): self = .shiftDown
    case .modified(.left, let modifiers) where modifiers.contains(.shift): self = .shiftLeft
    case .modified(.right, let modifiers) where modifiers.contains(.shift): self = .shiftRight
    case .modified(.character(let scalar), .alt): self = .alt(Character(scalar))
    case .modified(let plain, _): self.init(plain)
    case .insert: return nil
    }
  }
}

extension MouseAction {
  init?(_ mouse: Mouse) {
    switch mouse.kind {
    case .press: self = .press
    case .doubleClick: self = .doubleClick
    case .drag: self = .drag
    case .release: self = .release
    case .wheelUp, .wheelLeft: self = .wheelUp
    case .wheelDown, .wheelRight: self = .wheelDown
    }
    if mouse.button == .middle || mouse.button == .other { return nil }
  }
}

extension PointerModifiers {
  init(_ mouse: Mouse) {
    self = []
    if mouse.modifiers.contains(.shift) || mouse.kind == .wheelLeft || mouse.kind == .wheelRight { insert(.shift) }
    if mouse.modifiers.contains(.alt) || mouse.button == .right { insert(.alt) }
    if mouse.modifiers.contains(.control) { insert(.control) }
  }
}
