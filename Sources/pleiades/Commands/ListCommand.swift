import ArgumentParser
import Engine

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List algorithms, projections, metrics and indices, with their parameters.",
    discussion: """
      Examples:
        pleiades list
        pleiades list algorithms
        pleiades list kmeans
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv, markdown
  }

  @Argument(help: "One kind (\(Catalogues.all.map(\.id).joined(separator: ", "))) or one entry.")
  var name: String?

  @Option(help: "For people, for programs, or for a web page.")
  var format: Format = .text

  @Flag(help: "Write plain ASCII characters.")
  var ascii = false

  func run() throws {
    let selection = try Catalogues.select(name)
    let bytes: [UInt8]
    switch format {
    case .text:
      var page = Page(try Surface(OutputOptions.parse(ascii ? ["--ascii"] : [])))
      page.add(selection)
      bytes = Array(page.output.utf8)
    case .json: bytes = Array("\(selection.json)\n".utf8)
    case .csv: bytes = Array(selection.records.csv.utf8)
    case .markdown: bytes = Array(selection.markdown.utf8)
    }
    try Delivery(OutputOptions.parse([])).write(bytes)
  }
}
