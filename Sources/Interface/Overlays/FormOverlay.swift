import Analysis
import Canvas

/// Draws a parameter form: a line a parameter with its value and default, and what the selected one means.
enum FormOverlay {
  static func draw(_ form: ParameterForm, _ state: State, into canvas: inout Canvas) {
    let parts = Parts(form, state)
    canvas.fill(parts.area, with: Cell(" ", state.ground))
    Box(
      title: "\(form.algorithm.title): parameters", style: state.focusBorder, titleStyle: state.accent,
      glyphs: state.glyphs
    )
    .draw(into: &canvas, in: parts.area)
    guard form.lineCount > 0 else {
      canvas.write(
        "It has no parameters; Esc leaves.", in: parts.list, style: state.dim, glyphs: state.glyphs)
      return
    }
    for (offset, line) in (parts.first..<form.lineCount).prefix(parts.list.height).enumerated() {
      let row = Rectangle(x: parts.list.x, y: parts.list.y + offset, width: parts.list.width, height: 1)
      let isSelected = line == form.selection
      if isSelected {
        canvas.fill(
          Rectangle(x: row.x - 1, y: row.y, width: row.width + 2, height: 1), with: Cell(" ", state.selectionStyle))
      }
      let style = isSelected ? state.selectionStyle : state.ground
      guard line < form.algorithm.parameters.count else {
        canvas.write("all to their defaults", in: row, style: isSelected ? style : state.dim, glyphs: state.glyphs)
        continue
      }
      draw(form.algorithm.parameters[line], form, parts, isSelected: isSelected, style, state, into: &canvas, row)
    }
    Paragraph(explanation(form, state), style: state.dim, glyphs: state.glyphs).draw(into: &canvas, in: parts.below)
  }

  private static func draw(
    _ parameter: Parameter, _ form: ParameterForm, _ parts: Parts, isSelected: Bool, _ style: Style, _ state: State,
    into canvas: inout Canvas, _ row: Rectangle
  ) {
    canvas.write(parameter.name, x: row.x, y: row.y, style: style, width: parts.nameWidth, glyphs: state.glyphs)
    let (value, note) = value(of: parameter, form, state)
    if isSelected, form.typed == nil {
      let (left, right) = arrows(state)
      canvas[parts.value.x - 2, row.y] = Cell(left, style)
      canvas[parts.value.maxX + 1, row.y] = Cell(right, style)
    }
    let text = isSelected && form.typed != nil ? form.typed! + "_" : value
    canvas.write(text, x: parts.value.x, y: row.y, style: style, width: parts.value.width, glyphs: state.glyphs)
    let isWrong = isSelected && form.problem != nil
    canvas.write(
      isWrong ? form.problem! : note, x: parts.value.maxX + 3, y: row.y,
      style: isWrong ? state.errorStyle : isSelected ? style : state.dim, width: row.maxX - parts.value.maxX - 3,
      glyphs: state.glyphs)
  }

  static func arrows(_ state: State) -> (Unicode.Scalar, Unicode.Scalar) {
    state.glyphs == .ascii || state.glyphs == .dots ? ("<", ">") : ("◂", "▸")
  }

  /// What holds, and how that came.
  private static func value(of parameter: Parameter, _ form: ParameterForm, _ state: State) -> (String, String) {
    let standard = parameter.standard?.description ?? "auto"
    if let given = state.choice(of: form.owner)?.parameters[parameter.name] {
      return (given.description, given == parameter.standard ? "default" : "default \(standard)")
    }
    if let value = parameter.standard { return (value.description, "default") }
    if form.owner == .clusterer, let chosen = state.session?.clustering?.parameters[parameter.name] {
      return ("auto", "now \(Session.shown(chosen))")
    }
    return ("auto", "")
  }

  private static func explanation(_ form: ParameterForm, _ state: State) -> String {
    guard let parameter = form.selected else { return "Enter takes every parameter back to its default." }
    if let problem = form.problem { return "\(parameter.name) \(problem)." }
    return explanation(parameter)
  }

  private static func explanation(_ parameter: Parameter) -> String {
    let parts = [parameter.allowed, parameter.stepInWords, parameter.standard.map { "default \($0)" }].compactMap(
      \.self)
    return "\(parameter.meaning).\n\(parts.joined(separator: "; "))."
      + (parameter.automatic.map { "\nauto: \($0)." } ?? "")
  }

  /// Where the parts lie.
  struct Parts {
    let area: Rectangle
    let list: Rectangle
    let below: Rectangle
    let nameWidth: Int
    /// The values' columns.
    let value: Rectangle
    let first: Int

    init(_ form: ParameterForm, _ state: State) {
      area = FormOverlay.area(form, state)
      let inside = area.inset(left: 2, top: 1, right: 2, bottom: 1)
      let visible = max(1, min(form.lineCount, inside.height - FormOverlay.fewestBelow))
      let (list, rest) = inside.splitTop(visible)
      self.list = list
      below = rest.inset(top: rest.height > 3 ? 1 : 0)
      first = Scrolling.first(0, selected: form.selection, count: form.lineCount, visible: visible)
      nameWidth = form.algorithm.parameters.map { CellWidth.of($0.name) }.max() ?? 0
      let values = form.algorithm.parameters.map { CellWidth.of(FormOverlay.value(of: $0, form, state).0) }.max() ?? 0
      let typed = form.typed.map { CellWidth.of($0) + 1 } ?? 0
      let width = min(max(6, values, typed), max(1, inside.width - nameWidth - 6))
      value = Rectangle(x: list.x + nameWidth + 4, y: list.y, width: width, height: list.height)
    }
  }

  private static let fewestBelow = 2
  private static let width = 60

  /// Room for the longest explanation, so that the window stays where it is.
  private static func linesBelow(_ form: ParameterForm, width: Int) -> Int {
    form.algorithm.parameters.map { TextLayout.wrap(explanation($0), width: max(1, width)).count }.max().map { $0 + 1 }
      ?? 1
  }

  /// At the side, so that the pictures which follow the changes can be seen.
  static func area(_ form: ParameterForm, _ state: State) -> Rectangle {
    let width = min(state.size.width - 2, Self.width)
    let height = max(1, form.lineCount) + linesBelow(form, width: width - 4) + 2
    let size = Size(width: width, height: min(state.size.height - 2, height))
    return Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height - 1).corner(size)
  }

  /// The line at a point.
  static func line(at point: Point, _ form: ParameterForm, _ state: State) -> Int? {
    let parts = Parts(form, state)
    guard parts.list.contains(point) else { return nil }
    let line = parts.first + point.y - parts.list.y
    return line < form.lineCount ? line : nil
  }

  /// The arrow beside the value at a point.
  static func arrow(at point: Point, _ form: ParameterForm, _ state: State) -> Direction? {
    let value = Parts(form, state).value
    if point.x == value.x - 2 || point.x == value.x - 1 { return .left }
    return point.x == value.maxX || point.x == value.maxX + 1 ? .right : nil
  }
}
