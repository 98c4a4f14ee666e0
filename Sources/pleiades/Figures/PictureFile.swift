import Canvas
import Tabular

/// A picture's file: what kind it is, and that it can be written.
struct PictureFile {
  enum Kind: String, CaseIterable {
    case png, svg, txt, ansi
  }

  let path: String
  let kind: Kind
  private let delivery: Delivery

  /// - Throws: `PictureFileError` for an ending that names no kind of picture.
  init(path: String, replacesExisting: Bool) throws {
    self.path = path
    let ending = path.split(separator: "/").last.flatMap { $0.split(separator: ".").dropFirst().last } ?? ""
    guard let kind = Kind(rawValue: ending.lowercased()) else { throw PictureFileError(path: path) }
    self.kind = kind
    delivery = Delivery(path: path, replacesExisting: replacesExisting)
  }

  /// Finds out before the work what would be in the way after it.
  func check() throws { try delivery.check() }

  /// Whether the picture is made of pixels or lines rather than characters.
  var isFigure: Bool { kind == .png || kind == .svg }

  func write(_ figure: Figure) throws {
    try delivery.write(kind == .svg ? Array(figure.svg().utf8) : figure.png(scale: 2))
  }

  func write(_ page: Page) throws { try delivery.write(Array(page.output.utf8)) }
}

/// A picture's file whose ending says nothing.
struct PictureFileError: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "--image \(path): the ending says what is written: .png or .svg for a figure, .txt or .ansi for characters"
  }
}
