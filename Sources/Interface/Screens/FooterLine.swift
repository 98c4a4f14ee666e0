import Canvas

/// The bottom line: the keys that matter most here, as many as fit, `?` first.
enum FooterLine {
  /// What a hint says, and what a click on it does.
  struct Hint: Sendable, Equatable {
    enum Action: Sendable, Equatable {
      case press(KeyPress)
      /// For what cannot be done with one key.
      case tell(String)
    }

    var keys: String
    var title: String
    var action: Action

    init(_ keys: String, _ title: String, _ action: Action) {
      self.keys = keys
      self.title = title
      self.action = action
    }

    init(_ key: KeyPress, _ title: String) { self.init(key.name, title, .press(key)) }
  }

  static func draw(_ state: State, into canvas: inout Canvas, in area: Rectangle) {
    _ = place(state, into: &canvas, in: area)
  }

  /// The hint at a point of the line.
  static func hint(at point: Point, _ state: State, in area: Rectangle) -> Hint? {
    var canvas = Canvas(Size(width: area.maxX, height: area.maxY))
    let places = place(state, into: &canvas, in: area)
    return zip(hints(state), places).first { $0.1.contains(point) }?.0
  }

  /// Never cut: what does not fit whole is left out.
  private static func place(_ state: State, into canvas: inout Canvas, in area: Rectangle) -> [Rectangle] {
    KeyHints(
      hints(state).map { KeyHints.Hint($0.keys, $0.title) }, keyStyle: state.accent, titleStyle: state.dim,
      glyphs: state.glyphs
    ).draw(into: &canvas, in: area.inset(left: 1, right: 1))
  }

  static func hints(_ state: State) -> [Hint] {
    if let overlay = state.overlay { return overlay.hints(state) }
    let help = state.key(for: .showHelp).map { [Hint($0, "help")] } ?? []
    let mouse =
      state.mouse == .given ? state.key(for: .toggleMouse).map { [Hint($0, "take the mouse back")] } ?? [] : []
    if state.session == nil {
      let general = [Command.quit, .showPalette, .choose(.theme)].compactMap { command in
        state.keyBindings.first { $0.command == command }.map { Hint($0.keys[0], $0.title) }
      }
      let choices = state.listing.isEmpty ? [] : [Hint(.enter, "open"), Hint("Up Down", "choose", .press(.down))]
      let isInterrupted =
        state.listing.indices.contains(state.startSelection)
        && state.listing[state.startSelection].origin == .interrupted
      return help + mouse + choices + (isInterrupted ? [Hint(.delete, "forget")] : []) + general
    }
    return help + mouse + (drawingHints(state) ?? generalHints(state))
  }

  /// While a box or a shape is drawn.
  private static func drawingHints(_ state: State) -> [Hint]? {
    if let lasso = state.session?.lasso {
      return [
        Hint(.character(" "), "set a corner"), Hint(.enter, "close (\(lasso.corners.count) set)"),
        Hint(.escape, "leave"),
        Hint(.backspace, "take one back"), Hint("Arrows", "move the pen", .press(.right)),
        Hint("Shift-Arrows", "far", .press(.shiftRight)),
      ]
    }
    guard state.session?.box != nil else { return nil }
    return [
      Hint(.enter, "select"), Hint(.escape, "leave"), Hint("Arrows", "move the corner", .press(.right)),
      Hint(.tab, "the other corner"), Hint("Shift-Arrows", "far", .press(.shiftRight)),
    ]
  }

  /// After help, what only this pane knows, and what of the rest matters most in it.
  private static func generalHints(_ state: State) -> [Hint] {
    let isEnabled = { (binding: KeyBinding) in binding.availability(state) == .enabled }
    let own = state.paneBindings.filter(isEnabled)
    let related = Panes.pane(state.focus).related.compactMap { command in
      state.keyBindings.first { $0.command == command }
    }.filter(isEnabled).prefix(relatedCount)
    let general = state.keyBindings.filter { $0.footerRank != nil && isEnabled($0) }
      .sorted { $0.footerRank! < $1.footerRank! }
    var shown: Set<Command> = [.showHelp]
    return (own + related + general).filter { shown.insert($0.command).inserted }.map { Hint($0.keys[0], $0.title) }
  }

  private static let relatedCount = 2
}

extension State {
  /// The keys that the footer names, and what they do here.
  public var footerHints: [(keys: String, title: String)] { FooterLine.hints(self).map { ($0.keys, $0.title) } }

  /// The first key that is bound to a command.
  func key(for command: Command) -> KeyPress? { keyBindings.first { $0.command == command }?.keys.first }
}
