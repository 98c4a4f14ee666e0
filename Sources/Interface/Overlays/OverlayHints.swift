import Canvas

extension Overlay {
  /// The keys that work here, as the footer and the help show them.
  func hints(_ state: State) -> [FooterLine.Hint] {
    typealias Hint = FooterLine.Hint
    let help = Hint(.character("?"), "help")
    // Where everything that is typed is text.
    let helpWhileTyping = Hint(.function(1), "help")
    let leave = Hint(.escape, "leave")
    switch self {
    case .menu(let menu):
      var hints = menu.purpose == .keys ? [] : [help]
      let verb = menu.purpose == .keys ? "do it" : menu.staysOpen ? "switch" : "choose"
      hints += [Hint(.enter, verb), Hint(.escape, menu.restore == nil ? "leave" : "as before")]
      if menu.purpose == .selections { hints += [Hint(.function(2), "rename"), Hint(.delete, "forget")] }
      hints.append(
        Hint("type", "to narrow the list", .tell("Type letters of what is looked for; Backspace takes one back.")))
      return hints + (menu.shownCount > 1 ? [Hint("Up Down", "another", .press(.down))] : [])
    case .form(let form):
      if form.typed != nil { return [help, Hint(.enter, "take it"), Hint(.escape, "leave the old value")] }
      return [
        help, Hint("Left Right", "change", .press(.right)), Hint(.enter, form.isOnReset ? "reset all" : "keep"),
        Hint(.escape, "as before"), Hint(.delete, "default"), Hint("Up Down", "next", .press(.down)),
        Hint("type", "a value", .tell("Type a value for the parameter, then Enter.")),
      ]
    case .explanations:
      return [
        help, leave, Hint("Up Down", "another", .press(.down)),
        Hint("type", "to narrow the list", .tell("Type letters of what is looked for; Backspace takes one back.")),
      ]
    case .details:
      let rows = DetailsOverlay.rows(state)
      let others = rows.isPair || rows.all.count < 2 ? [] : [Hint("Left Right", "another row", .press(.right))]
      let scrolls = DetailsOverlay.last(state) > 0
      return [help, leave] + others + (scrolls ? [Hint("Up Down", "scroll", .press(.down))] : [])
    case .save:
      return [
        helpWhileTyping, Hint(.enter, "save"), leave,
        Hint("type", "a file name", .tell("Type a file name, then Enter.")),
        Hint(.control("u"), "empty the line"),
      ]
    case .name(let prompt):
      return [
        helpWhileTyping, Hint(.enter, prompt.verb), leave, Hint("type", "a name", .tell("Type a name, then Enter.")),
        Hint(.control("u"), "empty the line"),
      ]
    case .commandLine: return [help, Hint(.enter, "copy"), leave, Hint("Up Down", "another", .press(.down))]
    }
  }
}
