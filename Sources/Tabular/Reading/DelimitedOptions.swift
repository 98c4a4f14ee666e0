/// How a delimited text file is to be read. What is nil is detected.
///
/// The rules that no option changes:
/// - RFC 4180 quoting: a field that begins with `"` ends with `"`, a doubled quote stands for one, and delimiters and
///   line breaks between them are text. Blanks before the opening and after the closing quote are ignored; a quote
///   inside an unquoted field is text.
/// - A line ends with LF, CRLF or a lone CR. Lines without any text are skipped, except between the values of a
///   one-column table, where such a line is a missing value.
/// - A column is numeric when every cell that is not missing is a number: an optional sign, digits with an optional
///   decimal mark, an optional exponent, or `inf`, `infinity`, `nan` in any case. Blanks around it and quotes do not
///   matter. Hexadecimal and thousands separators are no numbers; `true` and `false` are text.
/// - Text is kept exactly, with the blanks around it; names of columns lose theirs.
/// - There are no comment lines.
public struct DelimitedOptions: Sendable {
  /// Between fields. Nil: the one of tab, `|`, `;` and `,` that divides the first lines most evenly.
  public var delimiter: UInt8?

  /// Whether the first line names the columns. Nil: it does when no cell of it is a number, or when most of its
  /// columns are text above numbers.
  public var hasHeader: Bool?

  /// `.` or `,`. Nil: a comma when the delimiter is `;` and only numbers with a comma occur, else a point.
  public var decimalMark: UInt8?

  /// Cells that count as missing in every column; compared without the blanks around an unquoted cell, and with
  /// letters' case. An empty cell is always missing. A token that is a number (`-999`) is compared as a number too.
  public var missingTokens: Set<String>

  /// Cells that count as missing in columns of numbers alone, because they may be words in a column of text.
  public var missingNumberTokens: Set<String>

  /// What pandas and R read as missing, and the question mark of the UCI repository.
  public static let standardMissingTokens: Set<String> = [
    "", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "-NaN", "-nan", "NULL", "null", "None", "?",
  ]

  /// A lone dash or point.
  public static let standardMissingNumberTokens: Set<String> = ["-", "--", ".", "–", "—"]

  /// Bytes asked for at a time.
  package var chunkSize = 1 << 20
  /// Bytes from which dialect, header and kinds of column are guessed.
  package var sampleSize = 1 << 16
  package var maximumColumns = 1_000_000
  package var maximumRowBytes = 1 << 30

  public init(
    delimiter: UInt8? = nil, hasHeader: Bool? = nil, decimalMark: UInt8? = nil,
    missingTokens: Set<String> = DelimitedOptions.standardMissingTokens,
    missingNumberTokens: Set<String> = DelimitedOptions.standardMissingNumberTokens
  ) {
    self.delimiter = delimiter
    self.hasHeader = hasHeader
    self.decimalMark = decimalMark
    self.missingTokens = missingTokens
    self.missingNumberTokens = missingNumberTokens
  }

  /// - Throws: `TableError.badOption` for a delimiter or decimal mark that could be part of a number or of quoting.
  func validate() throws {
    if let delimiter {
      let isLetterOrDigit =
        (0x30...0x39).contains(delimiter) || (0x41...0x5A).contains(delimiter) || (0x61...0x7A).contains(delimiter)
      if isLetterOrDigit || delimiter == 0 || delimiter >= 0x80 || "\"\r\n.+-".utf8.contains(delimiter) {
        throw TableError.badOption("the delimiter must be a tab, a blank or an ASCII mark other than \" . + -")
      }
    }
    if let decimalMark {
      if decimalMark != Byte.point && decimalMark != Byte.comma {
        throw TableError.badOption("the decimal mark must be a point or a comma")
      }
      if decimalMark == delimiter {
        throw TableError.badOption("the delimiter and the decimal mark cannot both be a comma")
      }
    }
  }
}

/// The bytes that the reader tells apart.
enum Byte {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let minus: UInt8 = 0x2D
  static let point: UInt8 = 0x2E
  static let zero: UInt8 = 0x30
  static let semicolon: UInt8 = 0x3B
  static let bar: UInt8 = 0x7C
}
