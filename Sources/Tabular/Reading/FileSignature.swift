/// Files that are often given in place of text, known by their first bytes.
enum FileSignature {
  struct Kind {
    let name: String
    let advice: String
  }

  private static let kinds: [(bytes: [UInt8], kind: Kind)] = [
    ([0xFF, 0xFE], Kind(name: "UTF-16 text", advice: "save it in UTF-8")),
    ([0xFE, 0xFF], Kind(name: "UTF-16 text", advice: "save it in UTF-8")),
    ([0x1F, 0x8B], Kind(name: "a gzip file", advice: "decompress it first, as in gzip -dc FILE | pleiades -")),
    (
      Array("BZh91AY".utf8),
      Kind(name: "a bzip2 file", advice: "decompress it first, as in bzip2 -dc FILE | pleiades -")
    ),
    (
      [0xFD, 0x37, 0x7A, 0x58, 0x5A],
      Kind(name: "an xz file", advice: "decompress it first, as in xz -dc FILE | pleiades -")
    ),
    (
      [0x28, 0xB5, 0x2F, 0xFD],
      Kind(name: "a Zstandard file", advice: "decompress it first, as in zstd -dc FILE | pleiades -")
    ),
    (
      [0x50, 0x4B, 0x03, 0x04],
      Kind(name: "a zip file or a spreadsheet", advice: "unpack it, or export the sheet as CSV")
    ),
    (Array("PAR1\u{15}".utf8), Kind(name: "a Parquet file", advice: "convert it to CSV first")),
    ([0x89, 0x48, 0x44, 0x46], Kind(name: "an HDF5 file", advice: "convert it to CSV first")),
    ([0x89, 0x50, 0x4E, 0x47], Kind(name: "a PNG image", advice: "give a table instead")),
    (Array("%PDF-".utf8), Kind(name: "a PDF document", advice: "export its table as CSV")),
  ]

  static func kind(of bytes: UnsafeBufferPointer<UInt8>) -> Kind? {
    kinds.first { bytes.starts(with: $0.bytes) }?.kind
  }
}
