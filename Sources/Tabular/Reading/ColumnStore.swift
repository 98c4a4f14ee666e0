/// The cells of the rows read so far, column by column. Rows gather in a block of a size that stays in the cache and
/// are then moved to the columns' arrays.
final class ColumnStore {
  private(set) var numbers: [[Double]]
  private(set) var codes: [[Int32]]
  private(set) var levels: [TextLevels?]
  /// Whether a column has no cell but empty ones and numbers.
  var hasOnlyEmptyCells: [Bool]
  /// Whether a column has cells that are missing among numbers but would be words in a column of text.
  var hasWordsAsMissing: [Bool]

  private var kinds: [RowPass.Kind]
  private let blockRows: Int
  private let numberBlock: UnsafeMutablePointer<Double>
  private let codeBlock: UnsafeMutablePointer<Int32>
  private var row = 0
  private var flushedRows = 0
  private var hasReserved = false

  init(kinds: [RowPass.Kind]) {
    let width = kinds.count
    self.kinds = kinds
    blockRows = max(1, min(4096, 32768 / max(1, width)))
    numberBlock = .allocate(capacity: width * blockRows)
    numberBlock.initialize(repeating: .nan, count: width * blockRows)
    codeBlock = .allocate(capacity: width * blockRows)
    codeBlock.initialize(repeating: -1, count: width * blockRows)
    numbers = Array(repeating: [], count: width)
    codes = Array(repeating: [], count: width)
    levels = kinds.map { $0 == .text ? TextLevels() : nil }
    hasOnlyEmptyCells = Array(repeating: true, count: width)
    hasWordsAsMissing = Array(repeating: false, count: width)
  }

  deinit {
    numberBlock.deallocate()
    codeBlock.deallocate()
  }

  var rowCount: Int { flushedRows + row }

  @inline(__always)
  func put(_ number: Double, _ column: Int) { numberBlock[column * blockRows + row] = number }

  @inline(__always)
  func put(_ code: Int32, _ column: Int) { codeBlock[column * blockRows + row] = code }

  @inline(__always)
  func endRow() {
    row += 1
    if row == blockRows { flush() }
  }

  /// Moves the block's rows to the columns.
  func flush() {
    for (column, kind) in kinds.enumerated() {
      switch kind {
      case .number:
        numbers[column].append(contentsOf: UnsafeBufferPointer(start: numberBlock + column * blockRows, count: row))
      case .text:
        codes[column].append(contentsOf: UnsafeBufferPointer(start: codeBlock + column * blockRows, count: row))
      case .skipped: break
      }
    }
    flushedRows += row
    row = 0
  }

  /// Adds rows of numbers that are there column by column, each column `capacity` long.
  func append(_ cells: UnsafePointer<Double>, capacity: Int, rows: Int) {
    flush()
    for column in numbers.indices {
      numbers[column].append(contentsOf: UnsafeBufferPointer(start: cells + column * capacity, count: rows))
    }
    flushedRows += rows
  }

  /// Makes room once, when the length is known roughly; what is not used costs no memory.
  func reserve(rows: Int) {
    if hasReserved { return }
    hasReserved = true
    let rows = min(rows, 1 << 26)
    for (column, kind) in kinds.enumerated() {
      switch kind {
      case .number: if numbers[column].capacity < rows { numbers[column].reserveCapacity(rows) }
      case .text: if codes[column].capacity < rows { codes[column].reserveCapacity(rows) }
      case .skipped: break
      }
    }
  }

  /// Whether a column of numbers holds none so far. O(rows) time.
  func isMissingThroughout(_ column: Int) -> Bool {
    let block = UnsafeBufferPointer(start: numberBlock + column * blockRows, count: row)
    return numbers[column].allSatisfy(\.isNaN) && block.allSatisfy(\.isNaN)
  }

  /// Turns a column of missing numbers into one of missing text.
  func becomeText(_ column: Int) {
    numbers[column] = []
    codes[column] = Array(repeating: -1, count: flushedRows)
    (codeBlock + column * blockRows).update(repeating: -1, count: row)
    levels[column] = TextLevels()
    kinds[column] = .text
  }

  func remove(_ column: Int) {
    numbers[column] = []
    kinds[column] = .skipped
  }

  /// Gives a column away, so that it exists once.
  func takeNumbers(_ column: Int) -> [Double] {
    defer { numbers[column] = [] }
    return numbers[column]
  }
}
