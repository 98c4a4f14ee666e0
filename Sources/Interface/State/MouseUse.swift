extension State {
  /// Gives the mouse to the terminal, or takes it back. A drag under way ends there.
  mutating func toggleMouse() -> [Effect] {
    guard mouse != .absent else { return [] }
    mouse = mouse == .taken ? .given : .taken
    pressed = nil
    if session?.lasso?.isDragged == true { session?.lasso = nil }
    tell(
      mouse == .taken
        ? "The mouse is Pleiades' again." : "The mouse is the terminal's: select text with it. Y takes it back.")
    return [.takeMouse(mouse == .taken)]
  }
}
