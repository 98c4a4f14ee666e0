import Canvas

/// What lies over the panes and takes the keys.
public enum Overlay: Sendable {
  case menu(Menu)
  case form(ParameterForm)
  case details(first: Int)
  case save(SavePrompt)
  case commandLine(CommandLineList)
  case explanations(first: Int)
}

/// A list to choose from, narrowed by typing.
public struct Menu: Sendable {
  public struct Item: Sendable, Equatable {
    public var title: String
    public var detail: String
    public var command: Command
    public var isCurrent: Bool
    /// Why it cannot be chosen now.
    public var disabled: String?

    public init(
      _ title: String, detail: String = "", command: Command, isCurrent: Bool = false, disabled: String? = nil
    ) {
      self.title = title
      self.detail = detail
      self.command = command
      self.isCurrent = isCurrent
      self.disabled = disabled
    }
  }

  public var title: String
  public var items: [Item]
  public var filter = ""
  public var selection = 0
  /// Whether moving through the list already shows the choice, as with themes; leaving runs `restore`.
  public var isLive = false
  public var restore: Command?
  /// Whether choosing leaves the list open, as for switches.
  public var staysOpen = false

  public init(_ title: String, _ items: [Item], isLive: Bool = false, restore: Command? = nil) {
    self.title = title
    self.items = items
    self.isLive = isLive
    self.restore = restore
    selection = items.firstIndex(where: \.isCurrent) ?? 0
  }

  /// The items that match the filter: every blank-separated part occurs, best first: a title that begins with the
  /// filter, then a title that contains it, then a detail.
  public var shown: [Item] {
    let parts = filter.lowercased().split(separator: " ").map(String.init)
    guard !parts.isEmpty else { return items }
    func rank(_ item: Item) -> Int? {
      let title = item.title.lowercased()
      let both = title + " " + item.detail.lowercased()
      guard parts.allSatisfy(both.contains) else { return nil }
      if title.hasPrefix(parts[0]) { return 0 }
      return parts.allSatisfy(title.contains) ? 1 : 2
    }
    return items.enumerated().compactMap { index, item in rank(item).map { (rank: $0, index: index, item: item) } }
      .sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.item)
  }
}
