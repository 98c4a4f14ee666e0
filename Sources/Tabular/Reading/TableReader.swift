/// Reads a table from a file, a pipe or memory.
public enum TableReader {
  /// Reads the file at `path`, or standard input when it is `-`; pipes and named pipes of any length work.
  ///
  /// Memory: the table, and about two megabytes. A column that turns out to be text after rows of numbers costs a
  /// second reading; what comes from a pipe is kept for that, numbers at half a byte a character.
  /// - Parameters:
  ///   - format: by default the one that the file's ending tells.
  ///   - isCancelled: asked about every megabyte, and every 50 ms while a pipe is silent.
  ///   - progress: told how many bytes have been read, of how many where that is known.
  /// - Throws: `TableError`, or `CancellationError`.
  public static func read(
    path: String, format: (any TableFormat)? = nil, options: DelimitedOptions = DelimitedOptions(),
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: (@Sendable (_ bytesRead: Int, _ total: Int?) -> Void)? = nil
  ) throws -> Table {
    let monitor = ReadMonitor(isCancelled: isCancelled, progress: progress)
    let source = try TableSource(path: path, isCancelled: isCancelled)
    return try (format ?? TableFormats.forPath(path)).read(source, options: options, monitor: monitor)
  }

  /// Reads a table from memory; `name` becomes the table's name and stands for the file in errors.
  public static func read(
    bytes: [UInt8], name: String, format: (any TableFormat)? = nil, options: DelimitedOptions = DelimitedOptions(),
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: (@Sendable (_ bytesRead: Int, _ total: Int?) -> Void)? = nil
  ) throws -> Table {
    let monitor = ReadMonitor(isCancelled: isCancelled, progress: progress)
    let source = TableSource(bytes: bytes, name: name)
    return try (format ?? CommaSeparatedFormat()).read(source, options: options, monitor: monitor)
  }
}
