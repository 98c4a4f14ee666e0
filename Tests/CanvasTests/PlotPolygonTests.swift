import Canvas
import Glibc
import Testing

@Suite("Polygons in plots") struct PlotPolygonTests {
  private func polygon(_ corners: (Double, Double)...) -> PlotPolygon {
    PlotPolygon(corners.map { PlotPolygon.Corner(x: $0.0, y: $0.1) })
  }

  @Test("a square has its inside, its edges and its corners, and nothing else")
  func square() {
    let square = polygon((0, 0), (4, 0), (4, 2), (0, 2))
    for (x, y) in [(1.0, 1.0), (0, 0), (4, 2), (0, 2), (4, 0), (2, 0), (2, 2), (0, 1), (4, 1.5)] {
      #expect(square.contains(x: x, y: y), "\(x) \(y)")
    }
    for (x, y) in [(-0.1, 1.0), (4.1, 1), (2, -0.1), (2, 2.1), (5, 0), (-1, 2), (.nan, 1), (1, .infinity)] {
      #expect(!square.contains(x: x, y: y), "\(x) \(y)")
    }
    #expect(square.rows(x: [1, 9, 3, 4], y: [1, 1, 1.5]) == [0, 2])
  }

  @Test("a bay is outside, and so is what a star crosses twice")
  func hollow() {
    let bay = polygon((0, 0), (3, 0), (3, 3), (2, 3), (2, 1), (1, 1), (1, 3), (0, 3))
    #expect(bay.contains(x: 0.5, y: 2) && bay.contains(x: 2.5, y: 2) && bay.contains(x: 1.5, y: 0.5))
    #expect(!bay.contains(x: 1.5, y: 2) && !bay.contains(x: 1.5, y: 3))
    // Each corner joined to the second next: the pentagon in the middle is covered twice.
    let star = polygon((0, 10), (5.9, -8.1), (-9.5, 3.1), (9.5, 3.1), (-5.9, -8.1))
    #expect(!star.contains(x: 0, y: 0))
    #expect(star.contains(x: 0, y: 8) && star.contains(x: 7, y: 2.5) && star.contains(x: -4.5, y: -6))
    #expect(!star.contains(x: 5, y: 6))
  }

  @Test("lines, points and nothing")
  func degenerate() {
    #expect(!polygon().contains(x: 0, y: 0))
    #expect(polygon((1, 2)).contains(x: 1, y: 2) && !polygon((1, 2)).contains(x: 1, y: 3))
    let line = polygon((0, 0), (2, 2))
    #expect(line.contains(x: 1, y: 1) && !line.contains(x: 1, y: 1.5) && !line.contains(x: 3, y: 3))
    #expect(polygon((0, 0), (4, 0), (2, 0)).contains(x: 3, y: 0))
    #expect(polygon((0, 0), (.nan, 9), (4, 0), (4, 4), (.infinity, 1)).contains(x: 3, y: 1))
    #expect(PlotPolygon([]).rows(x: [0], y: [0]).isEmpty)
  }

  @Test("convex shapes hold what lies on one side of all their edges")
  func convex() {
    var random = TestRandom(5)
    for _ in 0..<200 {
      // On a circle, so that they are convex; in whole numbers, so that sides are exact.
      let count = Int.random(in: 3...10, using: &random)
      let corners = (0..<count).map { index -> PlotPolygon.Corner in
        let angle = (Double(index) + .random(in: 0..<1, using: &random)) / Double(count) * 2 * .pi
        return PlotPolygon.Corner(x: (1000 * cos(angle)).rounded(), y: (1000 * sin(angle)).rounded())
      }
      let shape = PlotPolygon(corners)
      for _ in 0..<100 {
        let x = Double(Int.random(in: -1200...1200, using: &random))
        let y = Double(Int.random(in: -1200...1200, using: &random))
        let sides = corners.indices.map { index -> Double in
          let (a, b) = (corners[index], corners[(index + 1) % count])
          return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
        }
        #expect(shape.contains(x: x, y: y) == sides.allSatisfy { $0 >= 0 }, "\(corners) \(x) \(y)")
      }
    }
  }

  @Test("two shapes that share a border share no point beside it and leave none out")
  func partition() {
    var random = TestRandom(9)
    func number() -> Double { .random(in: 0..<1000, using: &random) }
    for _ in 0..<100 {
      let border =
        [PlotPolygon.Corner(x: 500, y: 0)]
        + (1...6).map { PlotPolygon.Corner(x: 200 + number() / 2, y: Double($0) * 140) }
      let left = PlotPolygon([.init(x: 0, y: 0)] + border + [.init(x: 0, y: 840)])
      let right = PlotPolygon([.init(x: 1200, y: 0)] + border + [.init(x: 1200, y: 840)])
      for _ in 0..<100 {
        let (x, y) = (number(), number() * 0.84)
        guard x > 0, y > 0, y < 840 else { continue }
        #expect(left.contains(x: x, y: y) != right.contains(x: x, y: y), "\(border) \(x) \(y)")
      }
    }
  }

  @Test("one by one and all at once is the same")
  func together() {
    var random = TestRandom(2)
    func number() -> Double { .random(in: 0..<20, using: &random) }
    for _ in 0..<50 {
      let shape = PlotPolygon((0..<Int.random(in: 0..<40, using: &random)).map { _ in .init(x: number(), y: number()) })
      let (x, y) = ((0..<200).map { _ in number() }, (0..<200).map { _ in number() })
      #expect(shape.rows(x: x, y: y) == (0..<200).filter { shape.contains(x: x[$0], y: y[$0]) })
    }
  }
}
