import Analysis
import Engine
import Tabular
import Testing

@Suite struct ScaleTests {
  private let table = Tables.numeric(("x", [1, 2, 3, 4, 10]), ("y", [7, 7, 7, 7, 7]))

  private func features(_ scale: Scale) throws -> Matrix {
    try Dataset(table, Preparation(scale: scale)).features
  }

  @Test func noneLeavesValues() throws {
    #expect(try features(.none).columnArray(0) == [1, 2, 3, 4, 10])
  }

  /// Mean 4, squared differences 9, 4, 1, 0, 36: variance 10 with divisor n.
  @Test func standardHasMeanZeroAndVarianceOne() throws {
    let scaled = try features(.standard).columnArray(0)
    let root = (10.0).squareRoot()
    #expect(areClose(scaled, [-3 / root, -2 / root, -1 / root, 0, 6 / root]))
  }

  @Test func minmaxGoesFromZeroToOne() throws {
    #expect(areClose(try features(.minmax).columnArray(0), [0, 1.0 / 9, 2.0 / 9, 3.0 / 9, 1]))
  }

  /// Median 3, quartiles 2 and 4 by linear interpolation.
  @Test func robustUsesMedianAndQuartiles() throws {
    #expect(areClose(try features(.robust).columnArray(0), [-1, -0.5, 0, 0.5, 3.5]))
  }

  @Test func robustInterpolatesBetweenRows() throws {
    // Quartiles of 0, 1, 2, 10: 0.75 and 4; median 1.5.
    let table = Tables.numeric(("x", [10, 0, 2, 1]))
    let scaled = try Dataset(table, Preparation(scale: .robust)).features.columnArray(0)
    #expect(areClose(scaled, [8.5, -1.5, 0.5, -0.5].map { $0 / 3.25 }))
  }

  @Test(arguments: [Scale.standard, .minmax, .robust]) func constantColumnsBecomeZero(_ scale: Scale) throws {
    #expect(try features(scale).columnArray(1) == [0, 0, 0, 0, 0])
  }

  @Test func robustOnlyCentresWhenQuartilesCoincide() throws {
    let table = Tables.numeric(("x", [5, 5, 5, 5, 5, 5, 5, 8]))
    #expect(try Dataset(table, Preparation(scale: .robust)).features.columnArray(0) == [0, 0, 0, 0, 0, 0, 0, 3])
  }

  @Test(arguments: Scale.allCases) func hugeValuesStayFinite(_ scale: Scale) throws {
    let large = Double.greatestFiniteMagnitude
    let table = Tables.numeric(("x", [-large, 0, large, 1]))
    #expect(try Dataset(table, Preparation(scale: scale)).features.values.allSatisfy(\.isFinite))
  }

  /// Scaling does not depend on the unit, however large or small.
  @Test(arguments: [Scale.standard, .minmax, .robust], [0x1p1000, 0x1p-1000, 0x1p600])
  func unitsDoNotMatter(_ scale: Scale, _ unit: Double) throws {
    let values: [Double] = [1, 2, 3, 4, 10, -7]
    let usual = try Dataset(Tables.numeric(("x", values)), Preparation(scale: scale)).features.values
    let other = try Dataset(Tables.numeric(("x", values.map { $0 * unit })), Preparation(scale: scale)).features.values
    #expect(areClose(other, usual, within: 1e-14))
  }

  @Test func unscaledKeepsUnits() throws {
    #expect(try Dataset(table, Preparation()).unscaled.columnArray(0) == [1, 2, 3, 4, 10])
  }
}

@Suite struct MissingValueTests {
  private let table = Tables.numeric(("x", [1, .nan, 3, 8]), ("y", [1, 2, .infinity, 4]))

  @Test func dropLeavesRowsOutAndCountsThem() throws {
    let dataset = try Dataset(table, Preparation(scale: .none))
    #expect(dataset.rowNumbers == [0, 3])
    #expect(dataset.droppedRows == 2)
    #expect(dataset.tableRowCount == 4)
    #expect(!dataset.rowsAreAsInTable)
    #expect(dataset.warnings.contains("2 of 4 rows were left out for missing values."))
    #expect(dataset.warnings.contains("1 infinite value counts as missing."))
  }

  @Test func meanFillsGaps() throws {
    let dataset = try Dataset(table, Preparation(scale: .none, missing: .mean))
    #expect(dataset.features.columnArray(0) == [1, 4, 3, 8])
    #expect(areClose(dataset.features.columnArray(1), [1, 2, 7.0 / 3, 4]))
    #expect(dataset.imputedValues == 2)
    #expect(dataset.droppedRows == 0)
    #expect(dataset.rowsAreAsInTable)
  }

  @Test func medianFillsGaps() throws {
    let dataset = try Dataset(table, Preparation(scale: .none, missing: .median))
    #expect(dataset.features.columnArray(0) == [1, 3, 3, 8])
    #expect(dataset.features.columnArray(1) == [1, 2, 2, 4])
  }

  @Test func errorNamesRowAndColumn() {
    let preparation = Preparation(missing: .error)
    #expect(throws: PreparationError.missingValue(column: "x", row: 1, isInfinite: false)) {
      try Dataset(table, preparation)
    }
    let infinite = Tables.numeric(("x", [1, 2]), ("y", [1, -.infinity]))
    #expect(throws: PreparationError.missingValue(column: "y", row: 1, isInfinite: true)) {
      try Dataset(infinite, preparation)
    }
  }

  @Test func onlyFeaturesCount() throws {
    let table = Table(
      name: "t",
      columns: [Tables.column("x", [1, 2]), Tables.text("kind", ["a", nil]), Tables.column("z", [.nan, 1])])
    let dataset = try Dataset(table, Preparation(excluded: ["z"], labels: "kind", scale: .none))
    #expect(dataset.droppedRows == 0)
    #expect(dataset.labels?.codes == [0, -1])
    #expect(dataset.warnings.contains("1 row has no label in kind."))
  }

  @Test func noRowLeftIsAnError() {
    let table = Tables.numeric(("x", [1, .nan]), ("y", [.nan, .nan]))
    #expect(throws: PreparationError.allRowsDropped(table: "t", column: "y")) { try Dataset(table, Preparation()) }
    #expect(throws: PreparationError.allRowsDropped(table: "t", column: "y")) {
      try Dataset(table, Preparation(missing: .mean))
    }
  }
}

@Suite struct ColumnRoleTests {
  private let table = Table(
    name: "t",
    columns: [
      Tables.column("a", [1, 2, 3]), Tables.text("kind", ["u", "v", "u"]), Tables.column("b", [4, 5, 7]),
      Tables.text("name", ["p", "q", "r"]), Tables.column("c", [9, 9, 9]),
    ])

  @Test func numericColumnsAreFeatures() throws {
    let dataset = try Dataset(table, Preparation())
    #expect(dataset.featureNames == ["a", "b", "c"])
    #expect(dataset.ignoredTextColumns == ["kind", "name"])
    #expect(dataset.constantColumns == ["c"])
    #expect(dataset.labels == nil)
    #expect(dataset.rowNames == nil)
  }

  @Test func labelsAndNamesAreNoFeatures() throws {
    let dataset = try Dataset(table, Preparation(labels: "kind", id: "name"))
    #expect(dataset.ignoredTextColumns.isEmpty)
    #expect(dataset.labels == Dataset.Labels(column: "kind", codes: [0, 1, 0], names: ["u", "v"]))
    #expect(dataset.rowNames == ["p", "q", "r"])
    #expect(dataset.rowName(1) == "q")
  }

  @Test func numericLabelsAreNamedWithoutFraction() throws {
    let dataset = try Dataset(table, Preparation(labels: "b"))
    #expect(dataset.featureNames == ["a", "c"])
    #expect(dataset.labels?.names == ["4", "5", "7"])
  }

  @Test func chosenColumnsKeepTheirOrder() throws {
    let dataset = try Dataset(table, Preparation(columns: ["b", "a", "b"], scale: .none))
    #expect(dataset.featureNames == ["b", "a"])
    #expect(dataset.features.columnArray(0) == [4, 5, 7])
  }

  @Test func mistakesAreNamed() {
    let known = ["a", "kind", "b", "name", "c"]
    #expect(throws: PreparationError.unknownColumn("z", option: "--columns", known: known)) {
      try Dataset(table, Preparation(columns: ["a", "z"]))
    }
    #expect(throws: PreparationError.unknownColumn("z", option: "--labels", known: known)) {
      try Dataset(table, Preparation(labels: "z"))
    }
    #expect(throws: PreparationError.unknownColumn("z", option: "--id", known: known)) {
      try Dataset(table, Preparation(id: "z"))
    }
    #expect(throws: PreparationError.unknownColumn("z", option: "--exclude", known: known)) {
      try Dataset(table, Preparation(excluded: ["z"]))
    }
    #expect(throws: PreparationError.textFeature("kind")) { try Dataset(table, Preparation(columns: ["kind"])) }
    #expect(throws: PreparationError.usedTwice("a", as: "--columns", and: "--labels")) {
      try Dataset(table, Preparation(columns: ["a"], labels: "a"))
    }
    #expect(throws: PreparationError.usedTwice("a", as: "--columns", and: "--id")) {
      try Dataset(table, Preparation(columns: ["a"], id: "a"))
    }
    #expect(throws: PreparationError.usedTwice("a", as: "--columns", and: "--exclude")) {
      try Dataset(table, Preparation(columns: ["a"], excluded: ["a"]))
    }
    #expect(throws: PreparationError.usedTwice("kind", as: "--labels", and: "--id")) {
      try Dataset(table, Preparation(labels: "kind", id: "kind"))
    }
    #expect(throws: PreparationError.usedTwice("kind", as: "--labels", and: "--exclude")) {
      try Dataset(table, Preparation(excluded: ["kind"], labels: "kind"))
    }
    #expect(throws: PreparationError.noFeatures(table: "t", textColumns: ["kind", "name"])) {
      try Dataset(table, Preparation(excluded: ["a", "b", "c"]))
    }
  }

  @Test func errorsAdvise() {
    let error = PreparationError.unknownColumn("spezies", option: "--labels", known: ["species", "sex"])
    #expect(
      "\(error)"
        == "--labels: there is no column \"spezies\". Did you mean \"species\"? The columns are species, sex.")
    #expect(error.isUsage)
    #expect(!PreparationError.noFeatures(table: "t", textColumns: []).isUsage)
  }
}

@Suite struct SamplingTests {
  private let table = Tables.numeric(("x", (0..<1000).map(Double.init)))

  @Test func drawsDistinctRowsInOrder() throws {
    let dataset = try Dataset(table, Preparation(scale: .none, sample: 100))
    #expect(dataset.rowCount == 100)
    #expect(dataset.isSampled)
    #expect(zip(dataset.rowNumbers, dataset.rowNumbers.dropFirst()).allSatisfy { $0 < $1 })
    #expect(dataset.features.columnArray(0) == dataset.rowNumbers.map(Double.init))
    #expect(dataset.warnings == ["100 of 1000 rows were drawn at random (seed 42)."])
  }

  @Test func dependsOnTheSeedAlone() throws {
    func rows(_ seed: UInt64) throws -> [Int] { try Dataset(table, Preparation(sample: 50, seed: seed)).rowNumbers }
    #expect(try rows(1) == rows(1))
    #expect(try rows(1) != rows(2))
  }

  @Test func isFair() throws {
    // Each row is drawn with probability 1/10; 400 draws give 40 ± 6 (one standard deviation) a row.
    var counts = [Int](repeating: 0, count: 1000)
    for seed in 0..<400 {
      for row in try Dataset(table, Preparation(sample: 100, seed: UInt64(seed))).rowNumbers { counts[row] += 1 }
    }
    #expect(counts.min()! > 10 && counts.max()! < 75)
  }

  @Test func moreThanThereAreKeepsAll() throws {
    let dataset = try Dataset(table, Preparation(sample: 5000))
    #expect(dataset.rowCount == 1000)
    #expect(!dataset.isSampled)
    #expect(dataset.rowsAreAsInTable)
  }

  @Test func lessThanOneIsAnError() {
    #expect(throws: PreparationError.badSample(0)) { try Dataset(table, Preparation(sample: 0)) }
  }

  @Test func dissimilaritiesTakeTheirColumnsAlong() throws {
    let count = 6
    let columns = (0..<count).map { j in
      Tables.column("c\(j)", (0..<count).map { i in Double(abs(i - j)) })
    }
    let dataset = try Dataset(
      Table(name: "m", columns: columns), Preparation(sample: 3, isDissimilarityMatrix: true))
    #expect(dataset.features.rows == 3 && dataset.features.columns == 3)
    for (i, row) in dataset.rowNumbers.enumerated() {
      for (j, column) in dataset.rowNumbers.enumerated() {
        #expect(dataset.features[i, j] == Double(abs(row - column)))
      }
    }
    #expect(dataset.featureNames == dataset.rowNumbers.map { "c\($0)" })
  }
}

@Suite struct DegenerateTableTests {
  @Test func noRowsAreAllowed() throws {
    let dataset = try Dataset(Tables.numeric(("x", [])), Preparation())
    #expect(dataset.rowCount == 0)
    #expect(dataset.constantColumns.isEmpty)
  }

  @Test(arguments: Scale.allCases) func oneRowIsAllowed(_ scale: Scale) throws {
    let dataset = try Dataset(Tables.numeric(("x", [3])), Preparation(scale: scale))
    #expect(dataset.features.columnArray(0) == [scale == .none ? 3 : 0])
  }

  @Test func noColumnIsAnError() {
    #expect(throws: PreparationError.self) { try Dataset(Table(name: "t", columns: []), Preparation()) }
  }

  @Test func cellsAsText() {
    let column = Tables.column("x", [1, 2.5, .nan, 1e300, -0.0])
    #expect((0..<5).map { column.text(at: $0) } == ["1", "2.5", "", "1e+300", "0"])
    #expect(column.isMissing(at: 2) && !column.isMissing(at: 0))
    #expect(Tables.text("k", ["a", nil]).text(at: 1) == "")
  }
}
