/// Delimited text with tabs; a field may be quoted as in a comma-separated file.
public struct TabSeparatedFormat: TableFormat {
  public let id = "tsv"
  public let title = "Tab-separated values"
  public let summary = "Text with one row a line and a tab between fields."
  public let fileExtensions = ["tsv", "tab"]

  public init() {}

  public func read(_ source: TableSource, options: DelimitedOptions, monitor: ReadMonitor) throws -> Table {
    var options = options
    options.delimiter = options.delimiter ?? Byte.tab
    return try DelimitedReader(source: source, options: options, monitor: monitor).read()
  }
}
