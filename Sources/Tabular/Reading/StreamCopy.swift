/// Keeps what a pipe delivered, for a second reading. Rows of numbers show few different bytes: where a piece has at
/// most 16 of them, two are packed into one.
final class StreamCopy {
  private struct Piece {
    /// Bytes of the stream.
    let count: Int
    let bytes: [UInt8]
    /// What each half of a byte stands for; empty when the bytes are kept as they are.
    let alphabet: [UInt8]
  }

  static let pieceSize = 1 << 17

  private var pieces: [Piece] = []
  private var alphabet: [UInt8] = []
  /// The half of a byte for each byte; `unknown` where the alphabet lacks it.
  private var halves = [UInt8](repeating: StreamCopy.unknown, count: 256)
  private static let unknown: UInt8 = 0x80

  // Where the second reading is.
  private var nextPiece = 0
  private var unpacked: [UInt8] = []
  private var position = 0

  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = UnsafeBufferPointer(rebasing: rest.prefix(StreamCopy.pieceSize))
      rest = rest.dropFirst(piece.count)
      if let packed = pack(piece) {
        pieces.append(Piece(count: piece.count, bytes: packed, alphabet: alphabet))
      } else if learnAlphabet(of: piece), let packed = pack(piece) {
        pieces.append(Piece(count: piece.count, bytes: packed, alphabet: alphabet))
      } else {
        pieces.append(Piece(count: piece.count, bytes: Array(piece), alphabet: []))
      }
    }
  }

  /// Nil when a byte is not in the alphabet.
  private func pack(_ piece: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var seen: UInt8 = 0
    let packed = halves.withUnsafeBufferPointer { halves in
      [UInt8](unsafeUninitializedCapacity: (piece.count + 1) / 2) { target, count in
        for pair in 0..<(piece.count / 2) {
          let low = halves[Int(piece[2 * pair])]
          let high = halves[Int(piece[2 * pair + 1])]
          seen |= low | high
          target[pair] = low | high &<< 4
        }
        count = (piece.count + 1) / 2
        if piece.count % 2 == 1 {
          target[count - 1] = halves[Int(piece[piece.count - 1])]
          seen |= target[count - 1]
        }
      }
    }
    return seen & StreamCopy.unknown == 0 ? packed : nil
  }

  private func learnAlphabet(of piece: UnsafeBufferPointer<UInt8>) -> Bool {
    var occurs = [Bool](repeating: false, count: 256)
    for byte in piece { occurs[Int(byte)] = true }
    let bytes = (0...255).filter { occurs[$0] }
    guard bytes.count <= 16 else { return false }
    alphabet = bytes.map(UInt8.init)
    halves = [UInt8](repeating: StreamCopy.unknown, count: 256)
    for (half, byte) in bytes.enumerated() { halves[byte] = UInt8(half) }
    return true
  }

  /// Begins a reading of what was kept.
  func rewind() {
    nextPiece = 0
    unpacked = []
    position = 0
  }

  /// Reads up to `count` bytes on; fewer at the end of what was kept.
  func read(into target: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
    var done = 0
    while done < count {
      if position == unpacked.count {
        guard nextPiece < pieces.count else { break }
        unpacked = StreamCopy.unpack(pieces[nextPiece])
        nextPiece += 1
        position = 0
      }
      let taken = min(count - done, unpacked.count - position)
      unpacked.withUnsafeBufferPointer { (target + done).update(from: $0.baseAddress! + position, count: taken) }
      done += taken
      position += taken
    }
    return done
  }

  private static func unpack(_ piece: Piece) -> [UInt8] {
    if piece.alphabet.isEmpty { return piece.bytes }
    return (0..<piece.count).map { index in
      let pair = piece.bytes[index >> 1]
      return piece.alphabet[Int(index & 1 == 0 ? pair & 0x0F : pair >> 4)]
    }
  }
}
