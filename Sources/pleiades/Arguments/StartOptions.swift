import ArgumentParser
import Interface

/// What the explorer does first.
struct StartOptions: ParsableArguments {
  @Option(
    name: .customLong("do"),
    help: ArgumentHelp(
      "A command to begin with, as a session is written in: \"cluster dbscan\", \"show image\". May be repeated.",
      valueName: "command"),
    transform: StartOptions.command)
  var commands: [Command] = []

  private static func command(_ text: String) throws -> Command {
    do { return try Command(text: text) } catch { throw ValidationError("\(error).") }
  }
}
