import Analysis
import ArgumentParser
import Engine
import Tabular

/// A command that reads a table, builds one report, and gives it as text, JSON or CSV.
protocol ReportingCommand: ParsableCommand {
  associatedtype Content: Report
  var data: DataOptions { get }
  var output: OutputOptions { get }
  /// A path, or - for standard input.
  var path: String { get }

  /// Where a picture goes; nil for none.
  var picturePath: String? { get }

  func content(of study: Study, basis: Basis, context: RunContext) throws -> Content
  /// The report for people. What takes long asks the study.
  func compose(_ content: Content, study: Study, context: RunContext, on page: inout Page) throws
  /// Draws the picture that was asked for.
  func draw(_ content: Content, to file: PictureFile, study: Study, context: RunContext) throws
}

extension ReportingCommand {
  var picturePath: String? { nil }
  func draw(_ content: Content, to file: PictureFile, study: Study, context: RunContext) throws {}

  func run() throws { try runReport() }

  /// Reads, analyses, writes.
  func runReport() throws {
    let clock = ContinuousClock()
    let start = clock.now
    if output.force, output.output == nil, picturePath == nil {
      throw ValidationError("--force goes with --output")
    }
    let delivery = Delivery(output)
    try delivery.check()
    let picture = try picturePath.map { try PictureFile(path: $0, replacesExisting: output.force) }
    try picture?.check()
    let work = ForegroundWork(threads: data.threads)
    defer { work.end() }
    let context = work.context

    let table = try TableReader.read(
      path: path, options: data.reading.tableOptions, isCancelled: { context.isCancelled },
      progress: { context.report("reading", $0, of: $1) })
    let study = Study(table)
    let content = try content(of: study, basis: data.basis(for: table), context: context)
    let bytes: [UInt8]
    switch output.format {
    case .json:
      var text: [UInt8] = []
      content.json(elapsedSeconds: seconds(clock.now - start)).write(to: &text)
      bytes = text + [UInt8(ascii: "\n")]
    case .csv:
      bytes = Array(content.records.csv.utf8)
    case .text:
      var page = Page(Surface(output))
      try compose(content, study: study, context: context, on: &page)
      bytes = Array(page.output.utf8)
    }
    if let picture { try draw(content, to: picture, study: study, context: context) }
    try context.checkCancellation()
    work.end()
    if output.format == .csv { Diagnostics.warn(content.allWarnings) }
    try delivery.write(bytes)
  }
}
