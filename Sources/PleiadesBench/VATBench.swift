import Analysis

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// From points to the VAT order with its profile, and from the profile to a picture, each held against its target.
enum VATBench: Bench {
  static let name = "vat"
  static let summary = "VAT order and profile from points, and the iVAT image at any zoom"

  private static let matrixSizes = [(5000, 2), (5000, 13), (5000, 50), (20_000, 2), (20_000, 13), (20_000, 50)]
  private static let treeSizes = [(100_000, 2), (100_000, 5), (100_000, 10), (1_000_000, 2), (1_000_000, 3)]
  private static let job = "order and profile"

  static func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    let peers = options.peers.map(PeerScript.init)
    for (n, d) in matrixSizes + treeSizes where n <= options.largest {
      let points = PeerData.noisyBlobs(rows: n, columns: d)
      let (own, order) = try timeOrder(points, options)
      emit(own)
      if let peers {
        for (row, target) in peerRows(peers, n, d, options) {
          var row = row
          row.ratio = own.seconds / row.seconds
          row.target = target.map { .ratio($0) }
          emit(row)
        }
      }
      for row in images(order, n, d, options) { emit(row) }
      if n >= 1_000_000, let row = try command(points, options) { emit(row) }
    }
  }

  private static func timeOrder(_ points: Matrix, _ options: BenchOptions) throws -> (BenchRow, VATOrder) {
    let dissimilarities = try EuclideanMetric().dissimilarities(of: points)
    var order: VATOrder?
    let measured = try Measurement(repetitions: options.repetitions) {
      order = try VATOrder(of: dissimilarities, context: options.context)
    }
    var row = measured.row(job, rows: points.rows, columns: points.columns)
    row.note = try dissimilarities.geometry.map {
      try VATLimits(
        points: points, geometry: $0, context: options.context, ceiling: MachineCeiling(threads: options.threads)
      ).note(total: measured.median)
    }
    return (row, order!)
  }

  /// Peers with the most that Pleiades may take of their time. A peer that is not installed, or fails, has no row.
  private static func peerRows(
    _ peers: PeerScript, _ n: Int, _ d: Int, _ options: BenchOptions
  ) -> [(BenchRow, Double?)] {
    func row(_ table: String, _ peer: String) -> BenchRow? {
      try? peers.row(job, table: table, peer: peer, rows: n, columns: d, repetitions: options.repetitions)
    }
    let free = row("free", "quitefastmst + exact start + tree Prim")
    if n >= 100_000 {
      let tree = try? peers.treeRow("tree only", rows: n, columns: d, repetitions: options.repetitions)
      return [(free, nil), (tree, 1)].compactMap { row, target in row.map { ($0, target) } }
    }
    var matrix = row("vat", "tribble.vat_prim_mst_c")
    if let distances = row("dist", "scipy.cdist") {
      matrix?.by = "scipy.cdist + tribble.vat_prim_mst_c"
      matrix?.seconds += distances.seconds
      matrix?.fastest += distances.fastest
    }
    return [(free, 1), (row("free", "own numba Prim, O(n^2)"), 1), (matrix, 0.5)]
      .compactMap { row, target in row.map { ($0, target) } }
  }

  /// A screenful of cells, of the whole and of a tenth.
  private static func images(_ order: VATOrder, _ n: Int, _ d: Int, _ options: BenchOptions) -> [BenchRow] {
    let image = IVATImage(order)
    return [("whole", 0..<n), ("a tenth", n / 3..<n / 3 + n / 10)].flatMap { zoom, window in
      DissimilarityImage.Summary.allCases.map { summary in
        var row = Measurement(repetitions: max(5, options.repetitions)) {
          _ = try? image.image(
            rows: window, columns: window, width: 120, height: 120, summary: summary, context: options.context)
        }.row("iVAT image, \(zoom), \(summary.rawValue)", rows: n, columns: d)
        if n >= 1_000_000 { row.target = .seconds(0.016, megabytes: nil) }
        return row
      }
    }
  }

  /// The whole command, from a CSV file to its report; nil where the program was not built.
  private static func command(_ points: Matrix, _ options: BenchOptions) throws -> BenchRow? {
    guard ProgramRun.path != nil else { return nil }
    let path = "/tmp/pleiades-vat-\(getpid()).csv"
    try ProgramRun.write(points, to: path)
    defer { unlink(path) }
    let (median, fastest, peak) = try ProgramRun.time(
      ["vat", path, "--threads", "\(options.threads)"], repetitions: min(2, options.repetitions))
    return BenchRow(
      job: "pleiades vat FILE.csv", by: "pleiades", rows: points.rows, columns: points.columns, seconds: median,
      fastest: fastest, peakMegabytes: peak, target: .seconds(10, megabytes: 1000))
  }
}
