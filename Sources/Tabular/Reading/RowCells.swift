extension RowPass {
  /// Stores a cell that is not a plain number.
  func take(_ field: Field, _ column: Int, line: Int) {
    switch kinds[column] {
    case .skipped: return
    case .number: takeNumber(field, column, line: line)
    case .text: takeText(field, column, line: line)
    }
  }

  private func takeNumber(_ field: Field, _ column: Int, line: Int) {
    let bytes = field.trimmed
    if tokens.contains(bytes) {
      if !bytes.isEmpty { store.hasOnlyEmptyCells[column] = false }
      store.put(.nan, column)
      return
    }
    store.hasOnlyEmptyCells[column] = false
    if tokens.containsAmongNumbers(bytes) {
      store.hasWordsAsMissing[column] = true
      store.put(.nan, column)
      return
    }
    let start = bytes.baseAddress!
    let end = start + bytes.count
    if let number = numbers.number(start, end) {
      if number.isNaN { store.hasWordsAsMissing[column] = true }
      store.put(tokens.numbers.contains(number) ? .nan : number, column)
      return
    }
    if !dialect.decimalMarkIsCertain {
      let other = dialect.decimalMark == Byte.point ? Byte.comma : Byte.point
      if NumberScanner(decimalMark: other).number(start, end) != nil {
        wantedMark = other
        return
      }
    }
    if store.isMissingThroughout(column), !store.hasWordsAsMissing[column] {
      // Nothing is lost of the cells so far.
      store.becomeText(column)
      kinds[column] = .text
      takeText(field, column, line: line)
    } else {
      store.remove(column)
      kinds[column] = .skipped
      demoted.append(column)
    }
  }

  private func takeText(_ field: Field, _ column: Int, line: Int) {
    if tokens.contains(field.isQuoted ? field.bytes : field.trimmed) {
      store.put(-1 as Int32, column)
      return
    }
    store.hasOnlyEmptyCells[column] = false
    store.put(store.levels[column]!.code(of: field.bytes), column)
    if firstWords[column] == nil {
      let bytes = field.trimmed
      if bytes.isEmpty || numbers.number(bytes.baseAddress!, bytes.baseAddress! + bytes.count) == nil {
        firstWords[column] = (line, field.text)
      }
    }
  }

  /// Lines without text before a row: missing values when there is one column, else nothing.
  func takeBlankLines() {
    if layout.columns == 1, store.rowCount > 0 || layout.hasHeader {
      for _ in 0..<pendingBlankLines {
        if kinds[0] == .number { store.put(.nan, 0) } else if kinds[0] == .text { store.put(-1 as Int32, 0) }
        store.endRow()
      }
    } else {
      blankLines += pendingBlankLines
    }
    pendingBlankLines = 0
  }

  /// Takes the row of names.
  /// - Returns: the place of the field that the window's end cuts off, if it does.
  func takeHeader(_ p: inout UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>) throws -> Place? {
    var q = p
    var breaks = 0
    header = []
    invalidHeaderCells = 0
    repeat {
      switch scanner.scan(q, limit, isAtEnd: window.isAtEnd, into: &field) {
      case .field: break
      case .incomplete: return Place(line: line + breaks, column: header.count + 1)
      case .textAfterQuote:
        throw TableError.textAfterQuote(file: label, line: line + breaks, column: header.count + 1)
      }
      let bytes = field.isQuoted ? field.bytes : field.trimmed
      if String(validating: bytes, as: UTF8.self) == nil { invalidHeaderCells += 1 }
      header.append(String(decoding: bytes, as: UTF8.self))
      breaks += field.lineBreaks
      q = field.next
    } while !field.endsRow
    blankLines += pendingBlankLines
    pendingBlankLines = 0
    headerIsPending = false
    line += breaks + 1
    p = q
    return nil
  }

  /// LF, CRLF and lone CR each count once.
  func lineBreaks(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for (index, byte) in bytes.enumerated() {
      if byte == Byte.lineFeed { count += 1 }
      if byte == Byte.carriageReturn, index + 1 < bytes.count, bytes[index + 1] != Byte.lineFeed { count += 1 }
    }
    return count
  }
}
