/// A kind of file that holds a table. One type in one file, and one line in `TableFormats.all`.
public protocol TableFormat: Sendable {
  /// As given on the command line: "csv".
  var id: String { get }
  var title: String { get }
  /// One sentence.
  var summary: String { get }
  /// Endings of file names, in lower case and without the point.
  var fileExtensions: [String] { get }

  /// Reads the whole source.
  /// - Throws: `TableError`, or `CancellationError` once `monitor` says so.
  func read(_ source: TableSource, options: DelimitedOptions, monitor: ReadMonitor) throws -> Table
}

/// The formats that can be read.
public enum TableFormats {
  public static let all: [any TableFormat] = [
    CommaSeparatedFormat(),
    TabSeparatedFormat(),
  ]

  public static func named(_ id: String) -> (any TableFormat)? { all.first { $0.id == id } }

  /// The format that a file's name tells; delimited text of any dialect when it tells none.
  public static func forPath(_ path: String) -> any TableFormat {
    let file = path.split(separator: "/").last ?? ""
    let ending = file.lastIndex(of: ".").map { file[file.index(after: $0)...].lowercased() } ?? ""
    return all.first { $0.fileExtensions.contains(ending) } ?? CommaSeparatedFormat()
  }
}

/// What a reader asks and tells while it works, about every megabyte.
public struct ReadMonitor: Sendable {
  public let isCancelled: @Sendable () -> Bool
  /// Bytes read, and bytes in all where that is known.
  public let progress: (@Sendable (_ bytesRead: Int, _ total: Int?) -> Void)?

  public init(
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: (@Sendable (_ bytesRead: Int, _ total: Int?) -> Void)? = nil
  ) {
    self.isCancelled = isCancelled
    self.progress = progress
  }

  func checkCancellation() throws {
    if isCancelled() { throw CancellationError() }
  }
}
