/// A table as read: named columns of equal length.
public struct Table: Sendable {
  /// The file's name without folder and ending, or "stdin".
  public let name: String
  public let columns: [Column]
  public let rowCount: Int
  /// What reading changed or guessed that the user should know: whole sentences.
  public let notes: [String]

  public init(name: String, columns: [Column], rowCount: Int? = nil, notes: [String] = []) {
    self.name = name
    self.columns = columns
    self.rowCount = rowCount ?? columns.first?.count ?? 0
    self.notes = notes
    precondition(columns.allSatisfy { $0.count == self.rowCount }, "columns of equal length")
  }

  public func column(named name: String) -> Column? { columns.first { $0.name == name } }
}

/// One column: numbers, or text with each distinct value stored once.
public struct Column: Sendable {
  public enum Values: Sendable {
    /// A missing value is NaN.
    case numeric([Double])
    /// Codes index `levels`, in order of first appearance; a missing value is −1.
    case text(codes: [Int32], levels: [String])
  }

  public let name: String
  public let values: Values

  public init(name: String, values: Values) {
    self.name = name
    self.values = values
  }

  public var count: Int {
    switch values {
    case .numeric(let numbers): numbers.count
    case .text(let codes, _): codes.count
    }
  }

  public var isNumeric: Bool { if case .numeric = values { true } else { false } }

  public var missingCount: Int {
    switch values {
    case .numeric(let numbers): numbers.count { $0.isNaN }
    case .text(let codes, _): codes.count { $0 < 0 }
    }
  }
}
