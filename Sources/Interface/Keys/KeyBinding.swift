/// Whether something can be done now.
public enum Availability: Sendable, Equatable {
  case enabled
  /// With the reason, as told to the user who tries.
  case disabled(String)
}

/// One binding: keys, what they do, and when. The footer, the help, the palette and the README's table are all made
/// from the list of these.
public struct KeyBinding: Sendable {
  public enum Group: String, Sendable, CaseIterable {
    /// What only the focused pane knows.
    case pane = "This pane"
    case data = "Data"
    case view = "View"
    case clustering = "Clustering"
    case selection = "Selection"
    case cursor = "Cursor"
    case program = "Program"
  }

  public let keys: [KeyPress]
  /// Two or three words, as in the footer: "algorithm".
  public let title: String
  /// One line, as in help.
  public let meaning: String
  public let group: Group
  public let command: Command
  /// Whether the footer shows it when there is room; lower comes first.
  public let footerRank: Int?
  public let availability: @Sendable (State) -> Availability

  public init(
    _ keys: [KeyPress], _ title: String, _ meaning: String, group: Group, _ command: Command, footer: Int? = nil,
    when availability: @escaping @Sendable (State) -> Availability = { _ in .enabled }
  ) {
    self.keys = keys
    self.title = title
    self.meaning = meaning
    self.group = group
    self.command = command
    self.footerRank = footer
    self.availability = availability
  }

  public var keyNames: String { keys.map(\.name).joined(separator: " ") }
}

extension KeyBinding {
  /// Shared by the panes whose cursor is on rows.
  static let openDetails = KeyBinding(
    [.enter], "details", "show all columns of the row under the cursor", group: .pane, .showDetails,
    when: { state in
      guard state.session != nil else { return .disabled("open a data set first") }
      return state.markedRows.first.isEmpty ? .disabled("go to a row first, with the arrow keys") : .enabled
    })
}
