/// Customers of a shop that does not exist.
public struct Shoppers: SampleShape {
  public let id = "shoppers"
  public let title = "Shoppers"
  public let summary = "Invented customers in five segments by income and spending, two of which age separates as well."
  public let seed: UInt64 = 7

  public init() {}

  /// Means and standard deviations of a segment.
  private struct Segment {
    let count: Int
    let shareOfWomen: Double
    let age: (mean: Double, deviation: Double)
    let income: (mean: Double, deviation: Double)
    let spending: (mean: Double, deviation: Double)
  }

  public func columns(_ random: inout RandomSource) -> [SampleColumn] {
    let segments = [
      // Students, families, careful earners, spenders, pensioners.
      Segment(count: 45, shareOfWomen: 0.55, age: (23, 2.5), income: (21, 4), spending: (74, 8)),
      Segment(count: 85, shareOfWomen: 0.52, age: (41, 8), income: (52, 6), spending: (48, 7)),
      Segment(count: 40, shareOfWomen: 0.42, age: (46, 7), income: (88, 9), spending: (19, 7)),
      Segment(count: 45, shareOfWomen: 0.54, age: (33, 4), income: (84, 9), spending: (83, 7)),
      Segment(count: 35, shareOfWomen: 0.58, age: (69, 4), income: (27, 5), spending: (22, 8)),
    ]
    var rows: [(gender: String, age: Double, income: Double, spending: Double)] = []
    for segment in segments {
      for _ in 0..<segment.count {
        let gender = random.uniform() < segment.shareOfWomen ? "Female" : "Male"
        rows.append(
          (
            gender, whole(segment.age, 18...90, &random), whole(segment.income, 8...160, &random),
            whole(segment.spending, 1...100, &random)
          ))
      }
    }
    random.shuffle(&rows)
    return [
      SampleColumn(name: "customer_id", values: .numbers(rows.indices.map { Double($0 + 1) })),
      SampleColumn(name: "gender", values: .texts(rows.map(\.gender))),
      SampleColumn(name: "age", values: .numbers(rows.map(\.age))),
      SampleColumn(name: "income_thousands", values: .numbers(rows.map(\.income))),
      SampleColumn(name: "spending_score", values: .numbers(rows.map(\.spending))),
    ]
  }

  private func whole(
    _ normal: (mean: Double, deviation: Double), _ range: ClosedRange<Double>, _ random: inout RandomSource
  ) -> Double {
    let value = (normal.mean + normal.deviation * random.normal()).rounded()
    return min(max(value, range.lowerBound), range.upperBound)
  }
}
