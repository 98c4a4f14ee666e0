/// One field of a row, without its quotes.
struct Field {
  var start: UnsafePointer<UInt8>
  var end: UnsafePointer<UInt8>
  var isQuoted = false
  /// Whether the row ends with it.
  var endsRow = false
  /// The first byte of the next field or row.
  var next: UnsafePointer<UInt8>
  /// Line breaks inside its quotes.
  var lineBreaks = 0

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: start.distance(to: end)) }
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Without the blanks (and tabs) around it.
  var trimmed: UnsafeBufferPointer<UInt8> {
    var (first, last) = (start, end)
    while first < last, first.pointee == Byte.space || first.pointee == Byte.tab { first += 1 }
    while first < last, (last - 1).pointee == Byte.space || (last - 1).pointee == Byte.tab { last -= 1 }
    return UnsafeBufferPointer(start: first, count: first.distance(to: last))
  }
}

/// Finds the fields of a row one by one.
final class FieldScanner {
  enum Outcome {
    case field
    /// The bytes end before the field does; it may be complete with more of them.
    case incomplete
    case textAfterQuote
  }

  let delimiter: UInt8
  /// For each byte whether it ends an unquoted field.
  private let stops: UnsafeMutablePointer<Bool>
  /// Where a field with doubled quotes is put together.
  private var scratch: UnsafeMutablePointer<UInt8>
  private var scratchCapacity = 256

  init(delimiter: UInt8) {
    self.delimiter = delimiter
    stops = .allocate(capacity: 256)
    stops.initialize(repeating: false, count: 256)
    for byte in [delimiter, Byte.lineFeed, Byte.carriageReturn] { stops[Int(byte)] = true }
    scratch = .allocate(capacity: scratchCapacity + ByteWindow.padding)
    scratch.initialize(repeating: 0, count: scratchCapacity + ByteWindow.padding)
  }

  deinit {
    stops.deallocate()
    scratch.deallocate()
  }

  @inline(__always)
  func isBlank(_ byte: UInt8) -> Bool { (byte == Byte.space || byte == Byte.tab) && byte != delimiter }

  /// The field that begins at `p`. It is valid until the next call.
  /// - Parameters:
  ///   - limit: the end of the bytes.
  ///   - isAtEnd: whether none follow.
  func scan(
    _ p: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>, isAtEnd: Bool, into field: inout Field
  ) -> Outcome {
    field.lineBreaks = 0
    var first = p
    while first < limit, isBlank(first.pointee) { first += 1 }
    if first < limit, first.pointee == Byte.quote {
      return scanQuoted(first + 1, limit, isAtEnd: isAtEnd, into: &field)
    }
    var q = first
    while q < limit, !stops[Int(q.pointee)] { q += 1 }
    field.start = p
    field.end = q
    field.isQuoted = false
    return finish(q, limit, isAtEnd: isAtEnd, &field)
  }

  private func scanQuoted(
    _ start: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>, isAtEnd: Bool, into field: inout Field
  ) -> Outcome {
    var q = start
    var doubled = 0
    scanning: while true {
      if q >= limit { return .incomplete }
      switch q.pointee {
      case Byte.quote:
        if q + 1 < limit, (q + 1).pointee == Byte.quote {
          doubled += 1
          q += 2
          continue
        }
        break scanning
      case Byte.lineFeed: field.lineBreaks += 1
      case Byte.carriageReturn: if q + 1 < limit, (q + 1).pointee != Byte.lineFeed { field.lineBreaks += 1 }
      default: break
      }
      q += 1
    }
    // A quote as the last byte so far may be the first of two.
    if q + 1 >= limit && !isAtEnd { return .incomplete }
    field.start = start
    field.end = q
    field.isQuoted = true
    if doubled > 0 { unescape(&field, doubled) }
    q += 1
    while q < limit, isBlank(q.pointee) { q += 1 }
    if q >= limit { return .incomplete }
    return stops[Int(q.pointee)] ? finish(q, limit, isAtEnd: isAtEnd, &field) : .textAfterQuote
  }

  /// Takes what ends a field: a delimiter or a line break.
  @inline(__always)
  private func finish(
    _ q: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>, isAtEnd: Bool, _ field: inout Field
  ) -> Outcome {
    if q >= limit { return .incomplete }
    field.endsRow = q.pointee != delimiter
    field.next = q + 1
    if q.pointee == Byte.carriageReturn {
      if q + 1 < limit {
        if (q + 1).pointee == Byte.lineFeed { field.next = q + 2 }
      } else if !isAtEnd {
        return .incomplete
      }
    }
    return .field
  }

  private func unescape(_ field: inout Field, _ doubled: Int) {
    let count = field.start.distance(to: field.end) - doubled
    if count > scratchCapacity {
      scratch.deallocate()
      scratchCapacity = count * 2
      scratch = .allocate(capacity: scratchCapacity + ByteWindow.padding)
    }
    var source = field.start
    for index in 0..<count {
      if source.pointee == Byte.quote { source += 1 }
      scratch[index] = source.pointee
      source += 1
    }
    (scratch + count).update(repeating: 0, count: ByteWindow.padding)
    field.start = UnsafePointer(scratch)
    field.end = UnsafePointer(scratch + count)
  }
}
