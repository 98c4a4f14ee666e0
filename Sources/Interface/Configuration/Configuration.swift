import Analysis
import Canvas
import Engine

/// What the user wants the explorer to begin with. What is nil is left as it is without a configuration.
public struct Configuration: Sendable, Equatable {
  public var theme: String?
  public var glyphs: GlyphSet?
  public var mouse: Bool?
  public var screen: ScreenID?
  /// Nil takes the key away.
  public var keys: [KeyPress: Command?] = [:]
  public var scale: Scale?
  public var missing: MissingPolicy?
  public var metric: String?
  public var sample: Int?
  public var seed: UInt64?

  public init() {}

  /// Applies what concerns the screen.
  /// - Returns: a sentence about what could not be applied.
  public func apply(to state: inout State, mayChangeGlyphs: Bool = true) -> String? {
    if let glyphs, mayChangeGlyphs { state.glyphs = glyphs }
    if let screen { state.screen = screen }
    if let mouse, state.mouse != .absent { state.mouse = mouse ? .taken : .given }
    state.settleFocus()
    state.keyBindings = KeyMap.bindings(changed: keys)
    guard let theme else { return nil }
    guard let found = state.themes.named(theme) else {
      return "The configuration asks for the theme \"\(theme)\", which is not there; t lists those that are."
    }
    state.theme = found
    return nil
  }

  /// Applies the defaults about the data where the command line says nothing.
  /// - Parameter given: the options that were given, such as `--scale`.
  public func apply(to basis: inout Basis, given: Set<String>) {
    if let scale, !given.contains("--scale") { basis.preparation.scale = scale }
    if let missing, !given.contains("--missing") { basis.preparation.missing = missing }
    if let sample, !given.contains("--sample") { basis.preparation.sample = sample }
    if let seed, !given.contains("--seed") { basis.preparation.seed = seed }
    if let metric, !given.contains("--metric") { basis.setMetric(AlgorithmChoice(metric)) }
  }
}

extension State {
  /// Puts the focus on the screen's own panes, before a data set is open.
  fileprivate mutating func settleFocus() { show(screen) }
}

extension KeyMap {
  /// The bindings after the user's changes: a key leaves what it did and goes to the command it is given.
  static func bindings(changed keys: [KeyPress: Command?]) -> [KeyBinding] {
    guard !keys.isEmpty else { return bindings }
    var result = bindings.compactMap { binding -> KeyBinding? in
      let added = keys.filter { $0.value == binding.command }.keys.sorted { $0.name < $1.name }
      let left = binding.keys.filter { keys[$0] == nil } + added
      return left.isEmpty ? nil : binding.with(keys: left)
    }
    let known = Set(bindings.map(\.command))
    for (key, command) in keys.sorted(by: { $0.key.name < $1.key.name }) {
      guard let command, !known.contains(command) else { continue }
      result.append(
        KeyBinding([key], command.text, "\(command.text), as the configuration says", group: .program, command) {
          $0.objection(to: command, asksKeys: false).map(Availability.disabled) ?? .enabled
        })
    }
    return result
  }
}

extension KeyBinding {
  fileprivate func with(keys: [KeyPress]) -> KeyBinding {
    KeyBinding(keys, title, meaning, group: group, command, footer: footerRank, when: availability)
  }
}
