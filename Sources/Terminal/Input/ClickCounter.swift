import Canvas

/// Tells the second press of a double click: same button, same cell, within 400 ms. A third press begins anew.
/// It also names the button of a release and of a drag where the terminal does not.
struct ClickCounter: Sendable {
  static let longestGap = Duration.milliseconds(400)

  private var last: (mouse: Mouse, time: Duration)?
  private var held = Mouse.Button.none

  mutating func counted(_ event: TerminalEvent, at time: Duration) -> TerminalEvent {
    guard case .mouse(var mouse) = event else { return event }
    switch mouse.kind {
    case .press:
      held = mouse.button
      if let last, last.mouse.button == mouse.button, last.mouse.position == mouse.position,
        time - last.time <= Self.longestGap
      {
        self.last = nil
        mouse.kind = .doubleClick
      } else {
        last = (mouse, time)
      }
    case .release:
      if mouse.button == .none { mouse.button = held }
      held = .none
    default: break
    }
    return .mouse(mouse)
  }
}
