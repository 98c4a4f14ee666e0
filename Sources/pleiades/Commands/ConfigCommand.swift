import ArgumentParser
import Interface
import Tabular
import Terminal

/// The configuration file: where it is, whether it is right, and a first one to begin with.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show where the configuration is, and check or write it.",
    discussion: """
      Examples:
        pleiades config
        pleiades config --write
      """)

  @Flag(help: "Write a configuration file in which every entry is explained and commented out.")
  var write = false

  @Flag(help: "Let --write replace a file that exists.")
  var force = false

  func validate() throws {
    if force, !write { throw ValidationError("--force goes with --write") }
  }

  func run() throws {
    let files = SharedFiles(environment: Surface.environment)
    guard let path = files.configurationPath else {
      throw ValidationError("there is no home folder for a configuration: set HOME or XDG_CONFIG_HOME.")
    }
    if write {
      SharedFiles.createFolders(above: path)
      try AtomicFile.write(Array(Configuration.commentedFile.utf8), to: path, force: force)
      return try say("\(path): written.")
    }
    guard files.hasConfiguration else {
      return try say("\(path): is not there, so the defaults hold; pleiades config --write writes one to begin with.")
    }
    guard let text = files.configurationText else { throw ConfigurationProblems(list: ["\(path): cannot be read."]) }
    // Themes that are left out are only missed where one looks for them.
    let themes = files.themes()
    let (_, problems) = Configuration.read(toml: text, themes: themes.themes.map(\.name))
    let list = problems.map { "\(path): \($0)." } + themes.problems
    if !list.isEmpty { throw ConfigurationProblems(list: list) }
    try say("\(path): is right.")
  }

  private func say(_ line: String) throws {
    try Delivery(path: nil, replacesExisting: false).write(Array((line + "\n").utf8))
  }
}

/// Everything that is wrong with a configuration file, a line each.
struct ConfigurationProblems: Error, CustomStringConvertible {
  let list: [String]

  var description: String { list.joined(separator: "\npleiades: ") }
}
