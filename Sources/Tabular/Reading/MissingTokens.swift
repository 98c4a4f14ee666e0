/// The missing-value tokens, ready to be compared with bytes.
struct MissingTokens {
  private let everywhere: [[UInt8]]
  private let amongNumbers: [[UInt8]]
  /// Tokens that are numbers, such as −999, by value.
  let numbers: [Double]
  /// For each byte whether a token begins with it.
  private var firstBytes = [Bool](repeating: false, count: 256)
  private let longest: Int

  init(_ options: DelimitedOptions, numbers scanner: NumberScanner) {
    everywhere = options.missingTokens.map { Array($0.utf8) }.filter { !$0.isEmpty }
    amongNumbers = options.missingNumberTokens.map { Array($0.utf8) }.filter { !$0.isEmpty }
    let all = options.missingTokens.union(options.missingNumberTokens)
    let mark = scanner.decimalMark
    numbers = all.compactMap { NumberScanner.number(in: $0, decimalMark: mark) }.filter { !$0.isNaN }
    longest = (everywhere + amongNumbers).map(\.count).max() ?? 0
    for token in everywhere + amongNumbers { firstBytes[Int(token[0])] = true }
  }

  /// Whether a cell is missing in any column.
  @inline(__always)
  func contains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if bytes.isEmpty { return true }
    guard bytes.count <= longest, firstBytes[Int(bytes[0])] else { return false }
    return everywhere.contains { $0.elementsEqual(bytes) }
  }

  /// Whether a cell that `contains` does not know is missing in a column of numbers.
  @inline(__always)
  func containsAmongNumbers(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count <= longest, firstBytes[Int(bytes[0])] else { return false }
    return amongNumbers.contains { $0.elementsEqual(bytes) }
  }
}
