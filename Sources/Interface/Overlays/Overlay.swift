import Canvas

/// What lies over the panes and takes the keys.
public enum Overlay: Sendable {
  case menu(Menu)
  case form(ParameterForm)
  case details(Details)
  case save(SavePrompt)
  case name(NamePrompt)
  case commandLine(CommandLineList)
  case explanations(ExplanationList)
}
