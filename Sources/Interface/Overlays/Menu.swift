import Canvas

/// A list to choose from, narrowed by typing.
public struct Menu: Sendable {
  public struct Item: Sendable, Equatable {
    public var title: String
    public var detail: String
    public var command: Command
    public var isCurrent: Bool
    /// Why it cannot be chosen now.
    public var disabled: String?
    /// The keys that do the same, as help writes them.
    public var keys = ""
    /// What it is listed under.
    public var group = ""
    /// Pressed instead of the command, once the menu is closed.
    var key: KeyPress?
    /// Said instead of doing anything: of what no key does.
    var advice: String?

    public init(
      _ title: String, detail: String = "", command: Command, isCurrent: Bool = false, disabled: String? = nil,
      keys: String = "", group: String = ""
    ) {
      self.title = title
      self.detail = detail
      self.command = command
      self.isCurrent = isCurrent
      self.disabled = disabled
      self.keys = keys
      self.group = group
    }
  }

  /// An item that answers what was typed, and the letters of its title that do.
  struct Match: Sendable, Equatable {
    var index: Int
    var places: [Int]
  }

  public enum Purpose: Sendable, Equatable {
    case choice
    /// Keys, which are also found by how they are written.
    case keys
    case palette
    /// Selections that have names.
    case selections
  }

  public var title: String
  public private(set) var items: [Item]
  public var filter = "" {
    didSet { if filter != oldValue { match() } }
  }
  /// Of the shown items.
  public var selection = 0
  public var purpose = Purpose.choice
  /// Whether moving through the list already shows the choice, as with themes; leaving runs `restore`.
  public var isLive = false
  public var restore: Command?
  /// Whether choosing leaves the list open, as for switches.
  public var staysOpen = false
  /// What it lies over, to come back to; one at most.
  var under: [Overlay] = []
  private(set) var matches: [Match]
  /// Made when something is typed for the first time.
  private var texts: [(title: SearchText, detail: SearchText)] = []

  public init(_ title: String, _ items: [Item], isLive: Bool = false, restore: Command? = nil) {
    self.title = title
    self.items = items
    self.isLive = isLive
    self.restore = restore
    matches = items.indices.map { Match(index: $0, places: []) }
    selection = items.firstIndex(where: \.isCurrent) ?? 0
  }

  /// The items that match the filter, best first; all in their order without one.
  public var shown: [Item] { matches.map { items[$0.index] } }
  var shownCount: Int { matches.count }

  /// The item at a place of those shown.
  func item(_ place: Int) -> Item? { matches.indices.contains(place) ? items[matches[place].index] : nil }
  var selected: Item? { item(selection) }

  /// Marks the items anew that hold.
  mutating func setCurrent(_ isCurrent: (Item) -> Bool) {
    var changed = items
    for index in changed.indices { changed[index].isCurrent = isCurrent(changed[index]) }
    items = changed
  }

  /// Ranks the items. Of equal ones those that can be chosen come first, then shorter titles, then the order.
  private mutating func match() {
    let query = SearchQuery(filter)
    guard !query.isEmpty else {
      matches = items.indices.map { Match(index: $0, places: []) }
      return
    }
    if texts.isEmpty { texts = items.map { (SearchText($0.title), SearchText($0.detail)) } }
    // By a key, only as it is written: in lower case it is another key.
    let typed = filter.filter { $0 != " " }
    var ranked: [(score: Int, length: Int, match: Match)] = []
    for (index, item) in items.enumerated() {
      let text = texts[index]
      let isKey = purpose == .keys && item.keys.split(separator: " ").contains { $0 == typed }
      guard var found = query.match(text.title, detail: text.detail) ?? (isKey ? .init(score: 0, places: []) : nil)
      else { continue }
      if isKey { found.score += 1 << 20 }
      if item.disabled != nil { found.score -= 1 }
      ranked.append((found.score, text.title.scalars.count, Match(index: index, places: found.places)))
    }
    matches = ranked.sorted { ($1.score, $0.length, $0.match.index) < ($0.score, $1.length, $1.match.index) }.map(
      \.match)
  }
}
