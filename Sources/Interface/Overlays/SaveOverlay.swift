import Canvas

/// Draws the form that asks for a file name.
enum SaveOverlay {
  static func draw(_ prompt: SavePrompt, _ state: State, into canvas: inout Canvas) {
    let lines = (state.logFile?.lines.count ?? 0)
    PromptBox(
      title: "Save the session as", text: prompt.path,
      note:
        "\(lines) \(lines == 1 ? "line" : "lines") of text. pleiades FILE\(LogFile.ending) opens it again, "
        + "pleiades play prints its last screen.",
      problem: prompt.problem
    ).draw(state, into: &canvas)
  }

  static func area(_ prompt: SavePrompt, _ state: State) -> Rectangle { PromptBox.area(state) }
}
