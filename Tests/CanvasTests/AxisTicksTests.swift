import Canvas
import Testing

@Suite struct AxisTicksTests {
  @Test(arguments: [
    (0.0, 10.0, 6, ["0", "2", "4", "6", "8", "10"]), (0, 10, 5, ["0", "5", "10"]),
    (0, 1, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]), (-1, 1, 5, ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
    (0.1, 0.35, 6, ["0.10", "0.15", "0.20", "0.25", "0.30", "0.35"]), (0, 4.3, 3, ["0", "2", "4"]),
    (0, 1e6, 3, ["0", "500000", "1000000"]), (0, 4e8, 3, ["0", "2e8", "4e8"]),
    (0, 3e-7, 4, ["0", "1e-7", "2e-7", "3e-7"]),
    (-1e308, 1e308, 3, ["-1e308", "0", "1e308"]), (1001, 1003, 3, ["1001", "1002", "1003"]),
  ])
  func labels(from: Double, to: Double, count: Int, expected: [String]) {
    let ticks = AxisTicks(from: from, to: to, atMost: count)
    #expect(ticks.labels == expected)
    #expect(ticks.offset == nil)
  }

  @Test func positionsAreRoundNumbers() {
    #expect(AxisTicks(from: 0, to: 1, atMost: 11).positions == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    #expect(AxisTicks(from: 1, to: 0, atMost: 3).positions == [0, 0.5, 1])
  }

  @Test func offsetsTellLargeNeighboursApart() {
    let ticks = AxisTicks(from: 1e16, to: 1e16 + 6, atMost: 4)
    #expect(ticks.labels == ["0", "2", "4", "6"])
    #expect(ticks.offset == "+1e16")
    let years = AxisTicks(from: 1_700_000_000, to: 1_700_000_030, atMost: 4)
    #expect(years.labels == ["0", "10", "20", "30"])
    #expect(years.offset == "+1.7e9")
    let negative = AxisTicks(from: -123_456_789, to: -123_456_787, atMost: 3)
    #expect(negative.positions == [-123_456_789, -123_456_788, -123_456_787])
    #expect(negative.labels == ["1", "2", "3"])
    #expect(negative.offset == "-1.2345679e8")
  }

  @Test func degenerateRanges() {
    #expect(AxisTicks(from: 0, to: 1, atMost: 0).labels.isEmpty)
    #expect(AxisTicks(from: .nan, to: .infinity, atMost: 3).labels.count <= 3)
    #expect(AxisTicks(from: 0, to: .leastNonzeroMagnitude, atMost: 5).labels.isEmpty)
    #expect(!AxisTicks(from: 3, to: 3, atMost: 5).labels.isEmpty)
  }

  @Test func everyRange() {
    var random = TestRandom(5)
    for round in 0..<4000 {
      let scale = Double("1e\(Int.random(in: -280...305, using: &random))") ?? 1
      let center = round % 3 == 0 ? 0 : Double.random(in: -1...1, using: &random) * scale * (round % 5 == 0 ? 1e6 : 1)
      let low = center - Double.random(in: 0...1, using: &random) * scale
      let high = center + Double.random(in: 0...1, using: &random) * scale
      guard low < high, low.isFinite, high.isFinite else { continue }
      let count = Int.random(in: 1...20, using: &random)
      let ticks = AxisTicks(from: low, to: high, atMost: count)
      #expect(ticks.positions.count == ticks.labels.count)
      #expect(ticks.positions.count <= count)
      // 1-2-5 steps are at most 2.5 times apart, so from four allowed ticks on at least one is found.
      if count >= 4 { #expect(!ticks.positions.isEmpty) }
      #expect(Set(ticks.labels).count == ticks.labels.count)
      #expect(ticks.labels.allSatisfy { $0.utf8.count <= 9 })
      #expect(ticks.positions.allSatisfy { $0 >= low && $0 <= high })
      #expect(zip(ticks.positions, ticks.positions.dropFirst()).allSatisfy { $0 < $1 })
      // The label says the value.
      if ticks.offset == nil {
        for (position, label) in zip(ticks.positions, ticks.labels) {
          let value = Double(label) ?? .nan
          #expect(abs(value - position) <= max(abs(position), (high - low) * 1e-3) * 1e-6)
        }
      }
    }
  }

  @Test func labelsFitSideBySide() {
    var random = TestRandom(6)
    for _ in 0..<500 {
      let columns = Int.random(in: 1...120, using: &random)
      let low = Double.random(in: -1000...1000, using: &random)
      let ticks = AxisTicks.fitting(
        from: low, to: low + Double.random(in: 0.001...5000, using: &random), columns: columns)
      #expect(ticks.labels.reduce(0) { $0 + $1.utf8.count + 2 } <= columns + 2)
    }
  }
}
