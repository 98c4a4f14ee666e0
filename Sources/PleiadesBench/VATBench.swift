import Analysis

/// From points to the VAT order with its profile, and from the profile to a picture.
enum VATBench: Bench {
  static let name = "vat"
  static let summary = "VAT order and profile from points, and the iVAT image at any zoom"

  private static let matrixSizes = [(5000, 2), (5000, 13), (5000, 50), (20_000, 2), (20_000, 13), (20_000, 50)]
  private static let treeSizes = [(100_000, 2), (100_000, 5), (100_000, 10), (1_000_000, 2), (1_000_000, 3)]

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    let peers = options.peers.map(PeerScript.init)
    for (n, d) in matrixSizes + treeSizes where n <= options.largest {
      let (own, order) = try timeOrder(n, d, options)
      emit(own)
      if let peers {
        for row in try peerRows(peers, n, d, options) {
          var row = row
          row.ratio = own.seconds / row.seconds
          emit(row)
        }
      }
      for row in images(order, n, d, options) { emit(row) }
    }
  }

  private static func timeOrder(_ n: Int, _ d: Int, _ options: BenchOptions) throws -> (BenchRow, VATOrder) {
    let dissimilarities = try EuclideanMetric().dissimilarities(of: PeerData.noisyBlobs(rows: n, columns: d))
    var order: VATOrder?
    let measured = try Measurement(repetitions: options.repetitions) {
      order = try VATOrder(of: dissimilarities, context: options.context)
    }
    return (measured.row("order and profile", rows: n, columns: d), order!)
  }

  private static func peerRows(_ peers: PeerScript, _ n: Int, _ d: Int, _ options: BenchOptions) throws -> [BenchRow] {
    let job = "order and profile"
    let repetitions = options.repetitions
    let free = try peers.row(
      job, table: "free", peer: "quitefastmst + exact start + tree Prim", rows: n, columns: d, repetitions: repetitions)
    if n >= 100_000 {
      return [free, try peers.treeRow("tree only", rows: n, columns: d, repetitions: repetitions)]
    }
    let distances = try peers.row(
      job, table: "dist", peer: "scipy.cdist", rows: n, columns: d, repetitions: repetitions)
    var matrix = try peers.row(
      job, table: "vat", peer: "tribble.vat_prim_mst_c", rows: n, columns: d, repetitions: repetitions)
    matrix.by = "scipy.cdist + tribble.vat_prim_mst_c"
    matrix.seconds += distances.seconds
    matrix.fastest += distances.fastest
    return [free, matrix]
  }

  /// A screenful of cells, of the whole and of a tenth.
  private static func images(_ order: VATOrder, _ n: Int, _ d: Int, _ options: BenchOptions) -> [BenchRow] {
    let image = IVATImage(order)
    return [("whole", 0..<n), ("a tenth", n / 3..<n / 3 + n / 10)].flatMap { zoom, window in
      DissimilarityImage.Summary.allCases.map { summary in
        Measurement(repetitions: max(5, options.repetitions)) {
          _ = image.image(rows: window, columns: window, width: 120, height: 120, summary: summary)
        }.row("iVAT image, \(zoom), \(summary.rawValue)", rows: n, columns: d)
      }
    }
  }
}
