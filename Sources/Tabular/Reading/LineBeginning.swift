/// What the beginning of a line shows.
enum LineBeginning {
  case text
  /// There are only blanks on the line; the next one begins at `next`.
  case blank(next: UnsafePointer<UInt8>)
  /// There are only blanks as far as the bytes go.
  case cut

  @inline(__always)
  static func at(
    _ p: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>, isAtEnd: Bool, _ scanner: FieldScanner
  ) -> LineBeginning {
    if p.pointee > Byte.space || p.pointee == scanner.delimiter { return .text }
    var q = p
    while q < limit, scanner.isBlank(q.pointee) { q += 1 }
    guard q < limit else { return .cut }
    if q.pointee == Byte.lineFeed { return .blank(next: q + 1) }
    guard q.pointee == Byte.carriageReturn else { return .text }
    if q + 1 < limit { return .blank(next: (q + 1).pointee == Byte.lineFeed ? q + 2 : q + 1) }
    return isAtEnd ? .blank(next: q + 1) : .cut
  }
}
