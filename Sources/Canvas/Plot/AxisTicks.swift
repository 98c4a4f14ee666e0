/// Round values along an axis, with labels that tell neighbours apart in few columns.
public struct AxisTicks: Sendable, Hashable {
  /// Ascending, inside the range.
  public let positions: [Double]
  /// As many as there are positions, all different.
  public let labels: [String]
  /// What to add to every label, when the values differ only in late digits: "+1e16"; else nil.
  public let offset: String?

  /// The finest ticks at multiples of 1, 2 or 5 times a power of ten that are no more than a count. Labels are made
  /// from whole multiples of the power of ten, so that none shows a rounding error.
  /// - Parameters: any two numbers, see `PlotWindow`.
  ///   - count: below 1 gives no ticks.
  public init(from one: Double, to two: Double, atMost count: Int) {
    self = AxisTicks.finest(from: one, to: two, atMost: count) { _ in true }
  }

  /// The finest ticks whose labels fit side by side into so many columns, a blank or two between them.
  /// - Parameter isWhole: at whole numbers only.
  public static func fitting(from one: Double, to two: Double, columns: Int, isWhole: Bool = false) -> AxisTicks {
    let scale = LinearScale(one, two)
    return finest(from: one, to: two, atMost: columns / 4, isWhole: isWhole) { ticks in
      var free = Int.min
      for (position, label) in zip(ticks.positions, ticks.labels) {
        let column = PlotGeometry.step(scale.fraction(position), of: columns) ?? 0
        let start = AxisTicks.start(of: label, centeredAt: column, columns: columns)
        if start < free { return false }
        free = start + label.utf8.count + 2
      }
      return true
    }
  }

  /// Ticks at least three rows apart, or two where there is no room for that.
  public static func fitting(from one: Double, to two: Double, rows: Int) -> AxisTicks {
    AxisTicks(from: one, to: two, atMost: rows < 3 ? 0 : rows < 9 ? (rows + 1) / 2 : (rows + 2) / 3)
  }

  /// Where a label begins that is centred at a column, pushed inside both ends.
  static func start(of label: String, centeredAt column: Int, columns: Int) -> Int {
    max(0, min(column - (label.utf8.count - 1) / 2, columns - label.utf8.count))
  }

  /// No ticks at all.
  static let none = AxisTicks(positions: [], labels: [], offset: nil)

  private init(positions: [Double], labels: [String], offset: String?) {
    self.positions = positions
    self.labels = labels
    self.offset = offset
  }

  private static func finest(
    from one: Double, to two: Double, atMost count: Int, isWhole: Bool = false, fits: (AxisTicks) -> Bool
  ) -> AxisTicks {
    let (low, high) = LinearScale.proper(one, two)
    let halfSpan = high / 2 - low / 2
    guard count >= 1, let exponent = DecimalDigits(halfSpan)?.exponent else { return .none }
    // Steps so small that ten to the power of the step's exponent cannot be counted in are left without ticks.
    guard halfSpan > 1e-290 else { return .none }
    let limit = min(count, 1000)
    var power = isWhole ? max(0, exponent - 4) : exponent - 4
    while power <= exponent + 2 {
      for multiple in [1, 2, 5] {
        guard let wholes = AxisTicks.wholes(low, high, multiple, power, limit) else { continue }
        let ticks = AxisTicks(wholes: wholes, power: power, range: low...high)
        if ticks.positions.isEmpty || fits(ticks) { return ticks }
      }
      power += 1
    }
    return .none
  }

  /// The whole numbers n·multiple with low ≤ n·multiple·10^power ≤ high; nil when there are too many, or when they are
  /// too large to count with.
  private static func wholes(
    _ low: Double, _ high: Double, _ multiple: Int, _ power: Int, _ limit: Int
  ) -> [Int]? {
    let first = divided(low, byTenToThe: power) / Double(multiple)
    let last = divided(high, byTenToThe: power) / Double(multiple)
    guard abs(first) < 1e17, abs(last) < 1e17, last - first < Double(limit) + 1 else { return nil }
    // What misses a tick by a rounding error only is on it.
    let slack = min(1e-3, max((last - first) * 1e-9, max(abs(first), abs(last)) * 4e-16))
    let start = Int((first - slack).rounded(.up))
    let end = Int((last + slack).rounded(.down))
    guard start <= end else { return [] }
    guard end - start < limit else { return nil }
    return (start...end).map { $0 * multiple }
  }

  private static func divided(_ value: Double, byTenToThe power: Int) -> Double {
    power >= 0 ? value / powerOfTen(power) : value * powerOfTen(-power / 2) * powerOfTen(-power - -power / 2)
  }

  private static func multiplied(_ whole: Int, byTenToThe power: Int) -> Double {
    if power >= 0 { return Double(whole) * powerOfTen(power) }
    return Double(whole) / powerOfTen(-power / 2) / powerOfTen(-power - -power / 2)
  }

  private static func powerOfTen(_ power: Int) -> Double { Double("1e\(power)") ?? .infinity }

  private init(wholes: [Int], power: Int, range: ClosedRange<Double>) {
    positions = wholes.map { min(max(AxisTicks.value($0, power), range.lowerBound), range.upperBound) }
    guard let first = wholes.first, let last = wholes.last else {
      (labels, offset) = ([], nil)
      return
    }
    if let short = AxisTicks.shortLabels(wholes, power) {
      (labels, offset) = (short, nil)
      return
    }
    // Take away what the numbers have in common: a round number below the first.
    var unit = 10
    while unit <= last - first { unit *= 10 }
    let remainder = first % unit
    let common = first - (remainder < 0 ? remainder + unit : remainder)
    let rest = wholes.map { $0 - common }
    labels = AxisTicks.shortLabels(rest, power) ?? AxisTicks.scientificLabels(rest, power)
    let text = DecimalDigits(common, timesTenToThe: power)
    let shown = text.exponent > 7 || text.exponent < -3 ? text.scientific : text.fixed()
    offset = (common < 0 ? "" : "+") + shown
  }

  /// One division or multiplication rounds once, so that 3·10⁻¹ is 0.3 and not 0.30000000000000004.
  private static func value(_ whole: Int, _ power: Int) -> Double {
    power < 0 && power >= -300 ? Double(whole) / powerOfTen(-power) : multiplied(whole, byTenToThe: power)
  }

  /// Labels of at most eight characters (a sign aside): with the same decimals when that is short, else scientific.
  private static func shortLabels(_ wholes: [Int], _ power: Int) -> [String]? {
    let numbers = wholes.map { DecimalDigits($0, timesTenToThe: power) }
    let decimals = max(0, -power)
    let wholePlaces = max(1, numbers.map(\.exponent).max() ?? 1)
    if wholePlaces + (decimals > 0 ? decimals + 1 : 0) <= 7 { return numbers.map { $0.fixed(decimals: decimals) } }
    let scientific = numbers.map(\.scientific)
    return scientific.allSatisfy { $0.utf8.count <= 8 } ? scientific : nil
  }

  private static func scientificLabels(_ wholes: [Int], _ power: Int) -> [String] {
    wholes.map { DecimalDigits($0, timesTenToThe: power).scientific }
  }
}
