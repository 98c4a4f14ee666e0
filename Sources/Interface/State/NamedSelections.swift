import Canvas
import Engine
import Tabular

/// A selection that was kept under a name, which is that of a label column too.
public struct NamedSelection: Sendable, Equatable {
  public var name: String
  /// Rows of the table.
  public let rows: RowSet
  /// What it was called before, if it was.
  var formerly: String?

  fileprivate var column: Column {
    let codes = (0..<rows.capacity).map { rows.contains($0) ? Int32(0) : 1 }
    return Column(name: name, values: .text(codes: codes, levels: ["selected", "other"]))
  }
}

extension Session {
  /// Sets what has a name: the table has a column for each, after those of the file. O(n) for each new one.
  mutating func setNamed(_ named: [NamedSelection]) {
    guard named != self.named else { return }
    let kept = Dictionary(table.columns.map { ($0.name, $0) }) { first, _ in first }
    let own = Set(self.named.map(\.name))
    let columns =
      table.columns.filter { !own.contains($0.name) }
      + named.map { selection in
        self.named.contains { $0.name == selection.name && $0.rows == selection.rows }
          ? kept[selection.name] ?? selection.column : selection.column
      }
    table = Table(name: table.name, columns: columns, rowCount: table.rowCount, notes: table.notes)
    for selection in named { usedNames[selection.name] = selection.rows }
    self.named = named
  }

  /// Why rows cannot be kept under a name; nil when they can. What a name once stood for it stands for as long as the
  /// session is open, though it was undone, since results are known by it.
  func objection(toName name: String, for rows: RowSet) -> String? {
    if name.allSatisfy(\.isWhitespace) { return "A name has a letter at least." }
    if named.contains(where: { $0.name == name && $0.rows == rows }) { return nil }
    if table.columns.contains(where: { $0.name == name }) { return "There is a column \"\(name)\" already." }
    if let used = usedNames[name], used != rows { return "\"\(name)\" has stood for other rows; take another name." }
    return nil
  }

  /// The clusters or the classes, whatever the colours stand for.
  fileprivate func groups(of kind: Colouring) -> (codes: [Int], names: [String])? {
    guard let dataset, kind != .none else { return nil }
    var session = self
    session.colouring = kind
    return session.groups(rowCount: dataset.rowCount)
  }

  /// The cluster or class that the selection is, or is a part of; else a number.
  var proposedSelectionName: String {
    var proposals: [String] = []
    if let dataset, let groups = groups(rowCount: dataset.rowCount), colouring != .none {
      let codes = Set(selectedRows.map { groups.codes[$0] })
      if codes.count == 1, let code = codes.first, groups.names.indices.contains(code) {
        let isWhole = groups.codes.count { $0 == code } == selectedRows.count
        proposals.append(isWhole ? groups.names[code] : "part of \(groups.names[code])")
      }
    }
    return (proposals + (1...(named.count + usedNames.count + table.columns.count + 1)).map { "selection \($0)" })
      .first { objection(toName: $0, for: selection) == nil } ?? "selection"
  }
}

extension State {
  /// The selection becomes a text column of the table, by which can be coloured and compared.
  mutating func keepSelection() {
    guard let session, !session.selection.isEmpty else { return complain("Select some rows first, with Space.") }
    keepSelection(as: session.proposedSelectionName)
  }

  /// Under a name; a column that is there already is not made again.
  mutating func keepSelection(as name: String) {
    guard let session else { return }
    if session.selection.isEmpty { return complain("Select some rows first, with Space.") }
    if let problem = session.objection(toName: name, for: session.selection) { return complain(problem) }
    guard !session.named.contains(where: { $0.name == name }) else {
      _ = perform(.setLabels(name))
      return
    }
    self.session!.setNamed(session.named + [NamedSelection(name: name, rows: session.selection)])
    self.session!.basis.preparation.labels = name
    self.session!.colouring = .label
    tell("Kept as the label column \"\(name)\"; V comes back to these rows, L to other labels.")
  }

  mutating func renameSelection(_ old: String, to new: String) {
    guard let session, let index = session.named.firstIndex(where: { $0.name == old }) else {
      return complain("No selection is called \"\(old)\".")
    }
    if let problem = session.objection(toName: new, for: session.named[index].rows) { return complain(problem) }
    var named = session.named
    named[index].formerly = old
    named[index].name = new
    self.session!.setNamed(named)
    if session.basis.preparation.labels == old { self.session!.basis.preparation.labels = new }
    if session.basis.preparation.id == old { self.session!.basis.preparation.id = new }
    tell("\"\(old)\" is called \"\(new)\" now.")
  }

  mutating func forgetSelection(_ name: String) {
    guard let session, session.named.contains(where: { $0.name == name }) else {
      return complain("No selection is called \"\(name)\".")
    }
    if session.basis.preparation.labels == name { self.session!.basis.preparation.labels = nil }
    if session.basis.preparation.id == name { self.session!.basis.preparation.id = nil }
    self.session!.basis.preparation.excluded.removeAll { $0 == name }
    if session.basis.preparation.labels == name, session.colouring == .label { self.session!.colouring = .cluster }
    self.session!.setNamed(session.named.filter { $0.name != name })
    tell("\"\(name)\" is forgotten; u brings it back.")
  }

  /// Comes back to the rows that have a name.
  mutating func useSelection(_ name: String) {
    guard let session, let named = session.named.first(where: { $0.name == name }) else {
      return complain("No selection is called \"\(name)\".")
    }
    select(tableRows: named.rows)
    tell("\(formatCount(named.rows.count)) rows: \(name).")
  }

  private mutating func select(tableRows rows: RowSet) {
    guard selectionMode != .replace, var selection = session?.selection else {
      session?.selection = rows
      return
    }
    for row in rows.rows { if selectionMode == .add { selection.insert(row) } else { selection.remove(row) } }
    session?.selection = selection
  }

  /// Selects a cluster or class by its number.
  mutating func selectGroup(_ group: Int, of kind: Colouring) {
    guard let groups = session?.groups(of: kind) else {
      return complain(kind == .label ? "There are no labels; L chooses a column." : "There are no clusters yet.")
    }
    let rows = groups.codes.indices.filter { group < 0 ? groups.codes[$0] < 0 : groups.codes[$0] == group }
    guard !rows.isEmpty else { return complain("No row is in group \(group).") }
    select(rows, mode: selectionMode)
    tell("\(formatCount(rows.count)) rows: \(group < 0 ? "without a group" : groups.names[group]).")
  }

  /// What has a name, then the clusters and the classes.
  var selectionsMenu: Menu? {
    guard let session else { return nil }
    var items = session.named.map { named in
      Menu.Item(
        named.name, detail: "\(formatCount(named.rows.count)) rows", command: .useSelection(named.name),
        isCurrent: named.rows == session.selection, group: "Kept under a name")
    }
    for (kind, heading) in [(Colouring.cluster, "Clusters"), (.label, "Classes")] {
      guard let groups = session.groups(of: kind) else { continue }
      var sizes: [Int: Int] = [:]
      for code in groups.codes { sizes[max(-1, code), default: 0] += 1 }
      items += sizes.sorted { ($0.key < 0 ? .max : $0.key) < ($1.key < 0 ? .max : $1.key) }.map { group, size in
        Menu.Item(
          group < 0 ? kind == .label ? "no label" : "noise" : groups.names[group],
          detail: "\(formatCount(size)) \(size == 1 ? "row" : "rows")", command: .selectGroup(kind, group),
          group: heading)
      }
    }
    items.append(
      Menu.Item(
        "name the selection", detail: "keep the selected rows as a label column", command: .askSelectionName,
        disabled: session.selection.isEmpty ? "no rows are selected" : nil, group: "New"))
    var menu = Menu("Selections", items)
    menu.purpose = .selections
    return menu
  }

  mutating func renameSelected(in menu: Menu) -> [Effect] {
    guard case .useSelection(let name)? = menu.selected?.command else {
      complain("Only what was kept under a name can be renamed.")
      return []
    }
    askRenaming(name)
    return []
  }

  mutating func forgetSelected(in menu: Menu) -> [Effect] {
    guard case .useSelection(let name)? = menu.selected?.command else {
      complain("Only what was kept under a name can be forgotten.")
      return []
    }
    forgetSelection(name)
    if let left = selectionsMenu { overlay = .menu(left) }
    return []
  }
}
