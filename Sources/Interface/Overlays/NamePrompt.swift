import Canvas
import Engine

/// Asks for the name of a selection.
public struct NamePrompt: Sendable, Equatable {
  public enum Purpose: Sendable, Equatable {
    case keep
    case rename(String)
  }

  public var purpose: Purpose
  public var name: String
  /// Nothing has been typed yet: the first letter takes the place of the proposed name.
  public var isProposal = true
  public var problem: String?

  init(_ purpose: Purpose, name: String) {
    self.purpose = purpose
    self.name = name
  }

  var verb: String { purpose == .keep ? "keep" : "rename" }
}

extension State {
  mutating func askSelectionName() {
    guard let session, !session.selection.isEmpty else { return complain("Select some rows first, with Space.") }
    overlay = .name(NamePrompt(.keep, name: session.proposedSelectionName))
  }

  mutating func askRenaming(_ name: String) {
    guard let session, session.named.contains(where: { $0.name == name }) else {
      return complain("No selection is called \"\(name)\".")
    }
    overlay = .name(NamePrompt(.rename(name), name: name))
  }

  mutating func press(_ key: KeyPress, in prompt: NamePrompt) -> [Effect] {
    var prompt = prompt
    prompt.problem = nil
    switch key {
    case .escape:
      overlay = nil
      return []
    case .enter: return accept(prompt)
    case .function(1):
      overlay = .name(prompt)
      showOverlayHelp()
      return []
    case .backspace:
      if !prompt.name.isEmpty { prompt.name.removeLast() }
      prompt.isProposal = false
    case .control("u"), .delete:
      prompt.name = ""
      prompt.isProposal = false
    case .left, .right, .home, .end: prompt.isProposal = false
    case .character(let character):
      if prompt.isProposal { prompt.name = "" }
      prompt.name.append(character)
      prompt.isProposal = false
    default: break
    }
    overlay = .name(prompt)
    return []
  }

  private mutating func accept(_ prompt: NamePrompt) -> [Effect] {
    guard let session else { return [] }
    let rows: RowSet
    switch prompt.purpose {
    case .keep: rows = session.selection
    case .rename(let old):
      guard let named = session.named.first(where: { $0.name == old }) else { return [] }
      rows = named.rows
      if prompt.name == old {
        overlay = nil
        return []
      }
    }
    if let problem = session.objection(toName: prompt.name, for: rows) {
      var prompt = prompt
      prompt.problem = problem
      overlay = .name(prompt)
      return []
    }
    overlay = nil
    switch prompt.purpose {
    case .keep: return perform(.keepSelectionAs(prompt.name))
    case .rename(let old): return perform(.renameSelection(old, to: prompt.name))
    }
  }
}

/// Draws it.
enum NameOverlay {
  static func draw(_ prompt: NamePrompt, _ state: State, into canvas: inout Canvas) {
    guard let session = state.session else { return }
    let note: String
    let title: String
    switch prompt.purpose {
    case .keep:
      let count = session.selection.count
      title = "Keep the selection as"
      note =
        "\(formatCount(count)) \(count == 1 ? "row" : "rows"). The name becomes a label column: to colour by, and to "
        + "compare clusters with. V comes back to it."
    case .rename(let old):
      title = "Rename \(old) to"
      note = "The label column gets the new name as well."
    }
    PromptBox(
      title: title, text: prompt.name, isProposal: prompt.isProposal, note: note, problem: prompt.problem
    ).draw(state, into: &canvas)
  }

  static func area(_ prompt: NamePrompt, _ state: State) -> Rectangle { PromptBox.area(state) }
}
