import Analysis
import ArgumentParser
import Canvas
import Interface
import Terminal

/// Does a saved session again without a terminal, and prints what is then on the screen.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Do a saved session again and print its last screen.",
    usage: "pleiades play <log> [--frame <WxH>] [<options>]",
    discussion: """
      A session is a text file, a command a line, as the explorer saves it on w. Where a line no longer applies, its \
      number and the reason are told and the exit code is 65.

      Examples:
        pleiades play iris.pleiades --frame 120x40
      """)

  @Argument(help: "The saved session.")
  var log: String

  @Option(name: .customLong("frame"), help: ArgumentHelp("Size of the screen in characters.", valueName: "WxH"))
  var size = SizeArgument(argument: "120x40")!

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Processors to use; the result is the same. All if not given.", valueName: "n"))
  var threads: Int?

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if output.format != .text { throw ValidationError("a frame is text; --format \(output.format) does not apply") }
    if let threads, threads < 1 { throw ValidationError("--threads \(threads): it must be at least 1.") }
  }

  func run() throws {
    let delivery = Delivery(output)
    try delivery.check()
    let surface = Surface(output)
    let isColored = output.color == .always
    let files = SharedFiles(environment: Surface.environment)
    let state = State(
      size: size.size, glyphs: output.ascii ? .ascii : .braille, colorDepth: isColored ? surface.depth : .none,
      themes: files.themes())
    let work = ForegroundWork(threads: threads)
    defer { work.end() }
    let canvas = try HeadlessFrame.replay(log: log, state: state, context: work.context)
    work.end()
    let text = isColored ? canvas.ansiText(depth: surface.depth) : canvas.text
    try delivery.write(Array(text.utf8))
  }
}
