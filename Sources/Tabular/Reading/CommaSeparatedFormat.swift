/// Delimited text: comma-separated by name, and by detection also `;`, tab or `|`.
public struct CommaSeparatedFormat: TableFormat {
  public let id = "csv"
  public let title = "Comma-separated values"
  public let summary = "Text with one row a line (RFC 4180); the delimiter, one of , ; tab |, is detected."
  public let fileExtensions = ["csv", "txt", "dat", "data"]

  public init() {}

  public func read(_ source: TableSource, options: DelimitedOptions, monitor: ReadMonitor) throws -> Table {
    try DelimitedReader(source: source, options: options, monitor: monitor).read()
  }
}
