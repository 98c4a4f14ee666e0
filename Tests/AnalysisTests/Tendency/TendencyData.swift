import Analysis

#if canImport(Glibc)
  import Glibc
#endif

/// Data for the tests of tendency, neighbours and spanning trees.
enum TendencyData {
  /// A family of small random data sets, with and without ties.
  enum Family: String, CaseIterable, Sendable {
    case gaussian, blobs, duplicates, grid, rounded, constant, line

    func points(seed: UInt64) -> Matrix {
      var random = RandomSource(seed: seed)
      let n = 1 + random.integer(below: 60)
      let d = self == .line ? 1 : 1 + random.integer(below: 5)
      let pool = (0..<5 * d).map { _ in random.normal() }
      var matrix = Matrix(rows: n, columns: d)
      for i in 0..<n {
        let centre = Double(random.integer(below: 3)) * 6
        let copy = random.integer(below: 5)
        for j in 0..<d {
          matrix[i, j] =
            switch self {
            case .gaussian, .line: random.normal()
            case .blobs: centre + random.normal()
            case .duplicates: pool[copy * d + j]
            case .grid: Double(random.integer(below: 4))
            case .rounded: (random.normal() * 10).rounded() / 10
            case .constant: 3.5
            }
        }
      }
      return matrix
    }
  }

  /// Normal points.
  static func gaussian(_ n: Int, _ d: Int, seed: UInt64 = 7) -> Matrix {
    var random = RandomSource(seed: seed)
    return Matrix(rows: n, columns: d, values: (0..<n * d).map { _ in random.normal() })
  }

  /// Uniform points in the unit cube.
  static func uniform(_ n: Int, _ d: Int, seed: UInt64 = 7) -> Matrix {
    var random = RandomSource(seed: seed)
    return Matrix(rows: n, columns: d, values: (0..<n * d).map { _ in random.uniform() })
  }

  /// Normal points around the given centres in turn.
  static func blobs(_ n: Int, centres: [[Double]], seed: UInt64 = 7) -> Matrix {
    var random = RandomSource(seed: seed)
    return Matrix((0..<n).map { i in centres[i % centres.count].map { $0 + random.normal() } })
  }

  /// A symmetric matrix of small whole numbers with a zero diagonal: ties, and no triangle inequality.
  static func nonMetric(_ n: Int, seed: UInt64) -> Matrix {
    var random = RandomSource(seed: seed)
    var matrix = Matrix(rows: n, columns: n)
    for i in 0..<n {
      for j in 0..<i {
        let value = Double(random.integer(below: 7))
        matrix[i, j] = value
        matrix[j, i] = value
      }
    }
    return matrix
  }

  static func euclidean(_ points: Matrix) throws -> any Dissimilarities {
    try EuclideanMetric().dissimilarities(of: points)
  }

  // MARK: Files

  /// The package's root.
  static var root: String { #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined() }

  /// The text of a shipped sample, or of a development file beside the repository; nil where there is none.
  static func text(_ name: String) -> String? {
    read("\(root)/SampleData/\(name).csv") ?? read("\(root)/../shared/data/dev/\(name).csv")
  }

  static func exists(_ name: String) -> Bool { text(name) != nil }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The named columns of a plain CSV file (no quoted commas in them), rows with a missing value dropped.
  static func load(_ name: String, columns: [String]?, standardised: Bool = false) -> Matrix? {
    guard let text = text(name) else { return nil }
    let lines = text.split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    guard let header = lines.first else { return nil }
    let wanted = columns ?? header.map(String.init).filter { !$0.hasPrefix("label") && $0 != "state" && $0 != "city" }
    let places = wanted.compactMap { column in header.firstIndex { $0 == column } }
    let rows = lines.dropFirst().compactMap { cells -> [Double]? in
      let values = places.compactMap { Double(cells[$0]) }
      return values.count == places.count ? values : nil
    }
    var matrix = Matrix(rows)
    guard standardised else { return matrix }
    for j in 0..<matrix.columns {
      let column = matrix.column(j)
      let mean = column.reduce(0, +) / Double(matrix.rows)
      let deviation = (column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(matrix.rows)).squareRoot()
      for i in 0..<matrix.rows { matrix[i, j] = (matrix[i, j] - mean) / deviation }
    }
    return matrix
  }
}

/// A data file with values that other programs computed from it: scipy 1.17.1 (tree weight, the sum of single-linkage
/// heights), diptest 0.12.0, scikit-learn 1.9.1 (neighbours for the intrinsic dimension, trustworthiness), and the
/// published formula of IsoScore in numpy 2.4.6.
struct ReferenceFile: Sendable, CustomStringConvertible {
  let name: String
  let columns: [String]?
  let standardised: Bool
  let treeWeight: Double
  let twoNNMaximumLikelihood: Double
  let twoNN: Double
  let maximumLikelihood: Double
  let distinctRows: Int
  var pairwiseDip: Double?
  var componentDip: Double?
  var isoScore: Double?
  /// Of the first two principal components, ten neighbours.
  var planeTrustworthiness: Double?

  var description: String { name + (standardised ? " standardised" : "") }
  var features: Matrix? { TendencyData.load(name, columns: columns, standardised: standardised) }

  static let all: [ReferenceFile] = [
    ReferenceFile(
      name: "iris",
      columns: ["sepal_length", "sepal_width", "petal_length", "petal_width"],
      standardised: false, treeWeight: 43.5237796383,
      twoNNMaximumLikelihood: 3.45407004, twoNN: 3.312213504, maximumLikelihood: 3.184943585,
      distinctRows: 149, pairwiseDip: 0.014152902,
      componentDip: 0.11081192, isoScore: 0.05514192605, planeTrustworthiness: 0.9829343247),
    ReferenceFile(
      name: "usarrests",
      columns: ["murder", "assault", "urban_pop", "rape"],
      standardised: true, treeWeight: 41.3900886915,
      twoNNMaximumLikelihood: 4.299089395, twoNN: 4.716808431, maximumLikelihood: 3.020320549,
      distinctRows: 50, pairwiseDip: 0.0068557989,
      componentDip: 0.061990374, isoScore: 0.398418181, planeTrustworthiness: 0.9749565217),
    ReferenceFile(
      name: "fcps_lsun",
      columns: ["x1", "x2"],
      standardised: false, treeWeight: 45.0675116386,
      twoNNMaximumLikelihood: 1.895656696, twoNN: 1.914916267, maximumLikelihood: 1.94209111,
      distinctRows: 400, pairwiseDip: 0.0049240075,
      componentDip: 0.043164229, isoScore: 0.8358578488, planeTrustworthiness: 1.0),
    ReferenceFile(
      name: "iris",
      columns: ["sepal_length", "sepal_width", "petal_length", "petal_width"],
      standardised: true, treeWeight: 53.5073793513,
      twoNNMaximumLikelihood: 3.340348054, twoNN: 3.312061044, maximumLikelihood: 2.917941947,
      distinctRows: 149, pairwiseDip: 0.011210008,
      componentDip: 0.10784101, isoScore: 0.2355526494, planeTrustworthiness: 0.9779578686),
    ReferenceFile(
      name: "wine",
      columns: [
        "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
        "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue", "od280/od315_of_diluted_wines",
        "proline",
      ],
      standardised: true, treeWeight: 342.812860316,
      twoNNMaximumLikelihood: 7.839934819, twoNN: 7.879104792, maximumLikelihood: 6.488073084,
      distinctRows: 178, pairwiseDip: 0.0014317694,
      componentDip: 0.037389728, isoScore: 0.3419278537, planeTrustworthiness: 0.8877199654),
    ReferenceFile(
      name: "wine",
      columns: [
        "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
        "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue", "od280/od315_of_diluted_wines",
        "proline",
      ],
      standardised: false, treeWeight: 2558.45562987,
      twoNNMaximumLikelihood: 2.415446481, twoNN: 2.431437086, maximumLikelihood: 1.786266755,
      distinctRows: 178, pairwiseDip: 0.0026094563,
      componentDip: 0.024573774, isoScore: 0.000318768111, planeTrustworthiness: 0.9999412273),
    ReferenceFile(
      name: "penguins",
      columns: ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"],
      standardised: true, treeWeight: 126.358086534,
      twoNNMaximumLikelihood: 4.006330464, twoNN: 4.137896462, maximumLikelihood: 3.77010496,
      distinctRows: 342, pairwiseDip: 0.0089226533,
      componentDip: 0.045776071, isoScore: 0.3072982849, planeTrustworthiness: 0.9373167477),
    ReferenceFile(
      name: "mall_customers",
      columns: ["annual_income_k", "spending_score"],
      standardised: false, treeWeight: 759.065343049,
      twoNNMaximumLikelihood: 2.03802883, twoNN: 1.88490254, maximumLikelihood: 1.841258249,
      distinctRows: 196, pairwiseDip: 0.0066675654,
      componentDip: 0.016558328, isoScore: 0.9992303435, planeTrustworthiness: 0.9999485095),
    ReferenceFile(
      name: "mall_customers",
      columns: ["age", "annual_income_k", "spending_score"],
      standardised: true, treeWeight: 66.2567111337,
      twoNNMaximumLikelihood: 3.136047486, twoNN: 3.076800784, maximumLikelihood: 2.488838802,
      distinctRows: 200, pairwiseDip: 0.001362252,
      componentDip: 0.050948856, isoScore: 0.8998377126, planeTrustworthiness: 0.957395664),
    ReferenceFile(
      name: "faithful",
      columns: ["eruptions", "waiting"],
      standardised: true, treeWeight: 22.8128209716,
      twoNNMaximumLikelihood: 1.841424424, twoNN: 1.803382145, maximumLikelihood: 1.994990099,
      distinctRows: 256, pairwiseDip: 0.040365319,
      componentDip: 0.077770543, isoScore: 0.1040813299, planeTrustworthiness: 0.9999828001),
    ReferenceFile(
      name: "digits",
      columns: nil,
      standardised: false, treeWeight: 30692.759899,
      twoNNMaximumLikelihood: 9.044249492, twoNN: 8.908172765, maximumLikelihood: 7.419509911,
      distinctRows: 1797, pairwiseDip: 0.00038065619,
      componentDip: 0.0055590628, planeTrustworthiness: 0.8300019476),
    ReferenceFile(
      name: "fcps_chainlink",
      columns: ["x1", "x2", "x3"],
      standardised: false, treeWeight: 46.9465423188,
      twoNNMaximumLikelihood: 2.888018432, twoNN: 2.825114944, maximumLikelihood: 2.532214844,
      distinctRows: 1000, pairwiseDip: 0.015074285,
      componentDip: 0.030458537, isoScore: 0.606319711, planeTrustworthiness: 0.9788439817),
    ReferenceFile(
      name: "sipu_aggregation",
      columns: ["x1", "x2"],
      standardised: false, treeWeight: 502.888190094,
      twoNNMaximumLikelihood: 3.413494645, twoNN: 3.491436764, maximumLikelihood: 2.37540876,
      distinctRows: 788, pairwiseDip: 0.0005133046,
      componentDip: 0.062032499, isoScore: 0.9216337434, planeTrustworthiness: 0.9999980287),
    ReferenceFile(
      name: "sipu_compound",
      columns: ["x1", "x2"],
      standardised: false, treeWeight: 326.415875226,
      twoNNMaximumLikelihood: 9.000091603, twoNN: 8.936774985, maximumLikelihood: 2.40863066,
      distinctRows: 399, pairwiseDip: 0.00086594684,
      componentDip: 0.063632026, isoScore: 0.3862463183, planeTrustworthiness: 0.999998693),
    ReferenceFile(
      name: "sipu_s2",
      columns: ["x1", "x2"],
      standardised: false, treeWeight: 27858200.2056,
      twoNNMaximumLikelihood: 1.962229116, twoNN: 1.957430341, maximumLikelihood: 2.011167074,
      distinctRows: 5000,
      planeTrustworthiness: 1.0),
    ReferenceFile(
      name: "sipu_unbalance",
      columns: ["x1", "x2"],
      standardised: false, treeWeight: 3002352.98174,
      twoNNMaximumLikelihood: 2.029558852, twoNN: 2.031038714, maximumLikelihood: 2.003808571,
      distinctRows: 6500),
    ReferenceFile(
      name: "wut_smile",
      columns: ["x1", "x2"],
      standardised: false, treeWeight: 75.5830062574,
      twoNNMaximumLikelihood: 1.344834493, twoNN: 1.344783743, maximumLikelihood: 1.24873401,
      distinctRows: 1000, pairwiseDip: 0.041705637,
      componentDip: 0.089312772, isoScore: 0.831810025, planeTrustworthiness: 1.0),
    ReferenceFile(
      name: "other_chameleon_t7_10k",
      columns: ["x1", "x2"],
      standardised: false, treeWeight: 29657.4378126,
      twoNNMaximumLikelihood: 1.985966632, twoNN: 1.985450292, maximumLikelihood: 1.968926883,
      distinctRows: 10000),
    ReferenceFile(
      name: "g2mg_g2mg_16_40",
      columns: ["x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "x16"],
      standardised: false, treeWeight: 684112.228287,
      twoNNMaximumLikelihood: 14.05305098, twoNN: 14.18032645, maximumLikelihood: 13.35403907,
      distinctRows: 2048,
      planeTrustworthiness: 0.7366675315),
    ReferenceFile(
      name: "graves_zigzag_noisy",
      columns: ["x1", "x2"],
      standardised: false, treeWeight: 26.8912457041,
      twoNNMaximumLikelihood: 2.016865374, twoNN: 2.005585685, maximumLikelihood: 1.768996694,
      distinctRows: 300, pairwiseDip: 0.010080437,
      componentDip: 0.067108328, isoScore: 0.2403484902, planeTrustworthiness: 1.0),
    ReferenceFile(
      name: "other_hdbscan",
      columns: ["x1", "x2"],
      standardised: false, treeWeight: 25.0668109072,
      twoNNMaximumLikelihood: 1.998724238, twoNN: 2.042334028, maximumLikelihood: 2.0170638,
      distinctRows: 2309,
      planeTrustworthiness: 1.0),
  ]

  static var present: [ReferenceFile] { all.filter { TendencyData.exists($0.name) } }
}
