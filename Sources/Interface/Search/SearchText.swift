/// A text made ready to be searched: a scalar in lower case for each of its own, so that places found in the one are
/// places of the other.
struct SearchText: Sendable, Equatable {
  let scalars: [UInt32]
  /// Whether each begins a word: after a blank or a mark, a capital after a small letter, a digit after a letter.
  let beginsWord: [Bool]

  init(_ text: String) {
    var scalars: [UInt32] = []
    var beginsWord: [Bool] = []
    var before: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      scalars.append(Self.folded(scalar))
      beginsWord.append(Self.isWord(scalar) && before.map { Self.ends($0, before: scalar) } ?? true)
      before = scalar
    }
    self.scalars = scalars
    self.beginsWord = beginsWord
  }

  private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
    if scalar.isASCII { return scalar.value &+ ((65...90).contains(scalar.value) ? 32 : 0) }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower.first!.value : scalar.value
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? isLetter(scalar) || isDigit(scalar) : scalar.properties.isAlphabetic
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    isCapital(scalar) || (97...122).contains(scalar.value) || !scalar.isASCII
  }
  private static func isCapital(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? (65...90).contains(scalar.value) : scalar.properties.isUppercase
  }
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }

  private static func ends(_ before: Unicode.Scalar, before scalar: Unicode.Scalar) -> Bool {
    if !isWord(before) { return true }
    return isCapital(scalar) && !isCapital(before) || isDigit(scalar) && !isDigit(before)
  }
}
