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
    guard let text = files.configurationText else {
      return try say("\(path): is not there, so the defaults hold; pleiades config --write writes one to begin with.")
    }
    let problems = ConfigurationProblems(path: path, text: text, themes: files.themes())
    if !problems.list.isEmpty { throw problems }
    try say("\(path): is right.")
  }

  private func say(_ line: String) throws {
    try Delivery(path: nil, replacesExisting: false).write(Array((line + "\n").utf8))
  }
}

/// Everything that is wrong with a configuration file, a line each.
struct ConfigurationProblems: Error, CustomStringConvertible {
  let list: [String]

  init(path: String, text: String, themes: ThemeLibrary) {
    let (configuration, problems) = Configuration.read(toml: text)
    var list = problems.map { "\(path): \($0)." }
    if let theme = configuration.theme, themes.named(theme) == nil {
      list.append(
        "\(path): there is no theme \"\(theme)\"; there are \(themes.themes.map(\.name).joined(separator: ", ")).")
    }
    self.list = list
  }

  var description: String { list.joined(separator: "\npleiades: ") }
}
