import Analysis

/// One line of the clusterers' table: a clusterer at one setting on data of one size.
struct ClustererJob: Sendable {
  /// The data, and the class of each row; −1 for rows that belong to none.
  typealias Data = (features: Matrix, classes: [Int])

  /// The clusterer.
  let name: String
  /// Its parameters as far as they matter, such as "k=10".
  let settings: String
  let rows: Int
  let columns: Int
  let peers: [ClustererPeer]
  /// Computes beforehand what the peers are handed; nil where that is the data alone.
  var given: (@Sendable (ClusteringInput, RunContext) throws -> ClusteringInput)?
  let data: @Sendable (_ rows: Int, _ columns: Int) -> Data
  /// What is timed.
  let work: @Sendable (ClusteringInput, RunContext) throws -> Answer

  /// What the work came to.
  struct Answer {
    /// One a row, −1 for noise; nil where there is no partition.
    var labels: [Int]?
    /// Names as in the peers' script.
    var values: [(name: String, value: Double)] = []

    init(labels: [Int]? = nil, _ values: [(name: String, value: Double)] = []) {
      self.labels = labels
      self.values = values
    }

    /// With the number of clusters and of noise rows.
    init(_ clustering: Clustering, _ values: [(name: String, value: Double)] = []) {
      self.init(
        labels: clustering.labels,
        values + [("clusters", Double(clustering.clusterCount)), ("noise", Double(clustering.noiseCount))])
    }
  }

  var title: String { "\(name) \(settings)" }

  func isChosen(by options: BenchOptions) -> Bool {
    title.hasPrefix(options.only ?? "") && rows <= options.largest && rows == options.rows ?? rows
      && columns == options.columns ?? columns
  }

  /// Runs the work in this process.
  func measured(_ options: BenchOptions) throws -> BenchRow {
    let data = data(rows, columns)
    var input = ClusteringInput(
      features: data.features, dissimilarities: try EuclideanMetric().dissimilarities(of: data.features), seed: 42)
    if let given { input = try given(input, options.context) }
    var answer = Answer()
    let measurement = try Measurement(repetitions: options.repetitions) {
      answer = try work(input, options.context)
    }
    var row = measurement.row(name, rows: rows, columns: columns)
    if let labels = answer.labels {
      answer.values += AdjustedRand.value(data.classes, labels).map { [("ari", $0)] } ?? []
    }
    row.settings = settings
    row.objective = answer.values.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    return row
  }
}

/// A job of the peers' script.
struct ClustererPeer: Sendable {
  let table: String
  let name: String
  /// Parameters that tell the job from others with the same table, peer, rows and columns: a Python dictionary.
  var parameters = "{}"

  static func all(_ table: String, _ names: [String], _ parameters: String = "{}") -> [ClustererPeer] {
    names.map { ClustererPeer(table: table, name: $0, parameters: parameters) }
  }
}

extension PeerData {
  /// Row i around centre i mod `centres`, which is its class.
  static func classified(centres: Int, spread: Double, seed: UInt64) -> @Sendable (Int, Int) -> ClustererJob.Data {
    { n, d in
      (blobs(rows: n, columns: d, centres: centres, spread: spread, seed: seed), (0..<n).map { $0 % centres })
    }
  }

  /// What density-based clusterers are timed on: twenty groups, and every tenth row noise.
  static func noisy(_ n: Int, _ d: Int) -> ClustererJob.Data {
    (
      noisyBlobs(rows: n, columns: d, centres: 20, spread: d == 2 ? 0.4 : 1, seed: 2),
      (0..<n).map { $0 % 10 == 9 ? -1 : $0 % 20 }
    )
  }
}
