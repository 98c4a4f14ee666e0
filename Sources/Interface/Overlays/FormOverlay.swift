import Analysis
import Canvas

/// Draws a parameter form: a line a parameter, and the meaning of the selected one.
enum FormOverlay {
  static func draw(_ form: ParameterForm, _ state: State, into canvas: inout Canvas) {
    let area = area(form, state)
    canvas.fill(area, with: Cell(" ", state.ground))
    Box(
      title: "\(form.algorithm.title): parameters", style: state.focusBorder, titleStyle: state.accent,
      glyphs: state.glyphs
    )
    .draw(into: &canvas, in: area)
    let inside = area.inset(left: 2, top: 1, right: 2, bottom: 1)
    let count = form.algorithm.parameters.count
    let visible = max(1, min(count, inside.height - 1))
    let first = Scrolling.first(0, selected: form.selection, count: count, visible: visible)
    let nameWidth = form.algorithm.parameters.map { CellWidth.of($0.name) }.max() ?? 0
    for (offset, parameter) in form.algorithm.parameters.dropFirst(first).prefix(visible).enumerated() {
      let y = inside.y + offset
      let isSelected = first + offset == form.selection
      if isSelected {
        canvas.fill(
          Rectangle(x: inside.x - 1, y: y, width: inside.width + 2, height: 1), with: Cell(" ", state.selectionStyle))
      }
      let style = isSelected ? state.selectionStyle : state.ground
      canvas.write(parameter.name, x: inside.x, y: y, style: style, width: nameWidth, glyphs: state.glyphs)
      let text = isSelected && form.typed != nil ? form.typed! + "_" : value(of: parameter, state)
      canvas.write(
        text, x: inside.x + nameWidth + 2, y: y, style: style, width: inside.width - nameWidth - 2, glyphs: state.glyphs
      )
    }
    guard let parameter = form.selected else {
      canvas.write("It has no parameters.", in: inside, style: state.dim, glyphs: state.glyphs)
      return
    }
    let below = inside.inset(top: visible + 1)
    let problem = form.problem ?? ""
    let text = "\(parameter.meaning): \(parameter.allowed)." + (parameter.automatic.map { " Automatic: \($0)." } ?? "")
    Paragraph(
      problem.isEmpty ? text : problem, style: problem.isEmpty ? state.dim : state.errorStyle,
      glyphs: state.glyphs
    ).draw(into: &canvas, in: below)
  }

  private static func value(of parameter: Parameter, _ state: State) -> String {
    if let given = state.session?.clusterer.parameters[parameter.name] { return given.description }
    if let standard = parameter.standard { return "\(standard)  (default)" }
    if let chosen = state.session?.clustering?.parameters[parameter.name] { return "auto  (now \(chosen))" }
    return "auto"
  }

  static func area(_ form: ParameterForm, _ state: State) -> Rectangle {
    let size = Size(
      width: min(state.size.width - 2, 72), height: min(state.size.height - 2, form.algorithm.parameters.count + 7))
    return Rectangle(x: 0, y: 0, width: state.size.width, height: state.size.height - 1).centered(size)
  }
}
