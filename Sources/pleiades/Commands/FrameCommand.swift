import Analysis
import ArgumentParser
import Canvas
import Interface
import Terminal

/// The explorer's screen as text, for documents, scripts and tests.
struct FrameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frame", abstract: "Print the explorer's screen without a terminal.",
    discussion: """
      Examples:
        pleiades frame iris.csv --size 120x40
        pleiades frame iris.csv --size 80x24 --keys "tab ?"
      """)

  @Argument(help: "The file to read; - for standard input; none for the start screen.")
  var file: String?

  @Option(help: ArgumentHelp("Size of the screen in characters.", valueName: "WxH"))
  var size = SizeArgument(argument: "120x40")!

  @Option(
    help: ArgumentHelp(
      "The screen, or the pane alone, to show: \(HeadlessFrame.screens.joined(separator: ", ")).", valueName: "name"))
  var screen: String?

  @Option(help: ArgumentHelp("Keys to press first.", valueName: "keys"))
  var keys: String?

  @OptionGroup var start: StartOptions
  @OptionGroup(title: "Data") var data: DataOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if output.format != .text { throw ValidationError("a frame is text; --format \(output.format) does not apply") }
  }

  func run() throws {
    let delivery = Delivery(output)
    try delivery.check()
    let surface = Surface(output)
    let isColored = output.color == .always
    let files = SharedFiles(environment: Surface.environment)
    var state = State(
      size: size.size, glyphs: output.ascii ? .ascii : .braille, colorDepth: isColored ? surface.depth : .none,
      themes: files.themes(), listing: files.listing(), basis: try data.basis())
    state.initialRows = data.rows
    state.initialCommands = start.commands
    let work = ForegroundWork(threads: data.threads)
    defer { work.end() }
    let canvas = try HeadlessFrame.render(
      path: file, state: state, options: data.reading.tableOptions, screen: screen, keys: keys ?? "",
      context: work.context)
    work.end()
    let text = isColored ? canvas.ansiText(depth: surface.depth) : canvas.text
    try delivery.write(Array(text.utf8))
  }
}
