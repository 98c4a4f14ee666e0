/// Points of the plane with the name of the group that each was drawn from.
struct LabelledPoints {
  private var points: [(x: Double, y: Double, label: String)] = []

  mutating func add(_ x: Double, _ y: Double, _ label: String) { points.append((x, y, label)) }

  /// Adds `count` normal points around a centre. `spread` is the standard deviation along each axis before the whole
  /// is turned by `angle` (radians, anticlockwise).
  mutating func addNormal(
    _ count: Int, around center: (x: Double, y: Double), spread: (x: Double, y: Double), angle: Double = 0,
    label: String, _ random: inout RandomSource
  ) {
    let (c, s) = (cosine(angle), sine(angle))
    for _ in 0..<count {
      let u = spread.x * random.normal()
      let v = spread.y * random.normal()
      add(center.x + c * u - s * v, center.y + s * u + c * v, label)
    }
  }

  /// The columns x, y and label, with the rows in random order and numbers of four decimals.
  func shuffledColumns(_ random: inout RandomSource) -> [SampleColumn] {
    var rows = points
    random.shuffle(&rows)
    return [
      SampleColumn(name: "x", values: .numbers(rows.map { LabelledPoints.rounded($0.x) })),
      SampleColumn(name: "y", values: .numbers(rows.map { LabelledPoints.rounded($0.y) })),
      SampleColumn(name: "label", values: .texts(rows.map(\.label))),
    ]
  }

  /// To four decimals, and never minus zero: so small differences between mathematical libraries do not show.
  private static func rounded(_ x: Double) -> Double { (x * 10_000).rounded() / 10_000 + 0 }
}
