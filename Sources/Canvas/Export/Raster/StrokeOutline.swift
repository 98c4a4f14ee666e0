/// The outlines of a line of some thickness: a quadrilateral for each piece, and a disc at each corner. All go round
/// the same way, so that together they are filled once.
enum StrokeOutline {
  /// - Parameter isClosed: the last point is joined to the first.
  static func of(
    _ points: [FigurePoint], width: Double, isClosed: Bool = false, hasRoundEnds: Bool = false
  ) -> [[FigurePoint]] {
    guard width > 0, points.allSatisfy(\.isFinite) else { return [] }
    var path: [FigurePoint] = []
    for point in points where path.last != point { path.append(point) }
    if isClosed, path.count > 1, path[0] == path[path.count - 1] { path.removeLast() }
    let radius = width / 2
    guard path.count > 1 else { return hasRoundEnds && !path.isEmpty ? [disc(path[0], radius)] : [] }
    let pieceCount = isClosed && path.count > 2 ? path.count : path.count - 1
    let normals = (0..<pieceCount).map { index in
      normal(path[index], path[(index + 1) % path.count], length: radius)
    }
    var outlines: [[FigurePoint]] = []
    outlines.reserveCapacity(pieceCount * 2)
    // Where a line turns only a little, its pieces meet in the middle; else a disc fills the gap.
    func meeting(_ index: Int) -> FigurePoint? {
      guard index > 0 || pieceCount == path.count, index < pieceCount || pieceCount == path.count else { return nil }
      let (one, two) = (normals[(index + pieceCount - 1) % pieceCount], normals[index % pieceCount])
      let cosine = (one.x * two.x + one.y * two.y) / (radius * radius)
      guard cosine > 0.85 else { return nil }
      let scale = 1 / (1 + cosine)
      return FigurePoint((one.x + two.x) * scale, (one.y + two.y) * scale)
    }
    for index in 0..<pieceCount {
      let (from, to) = (path[index], path[(index + 1) % path.count])
      let start = meeting(index)
      let (a, b) = (start ?? normals[index], meeting(index + 1) ?? normals[index])
      let corners = [
        FigurePoint(from.x + a.x, from.y + a.y), FigurePoint(to.x + b.x, to.y + b.y),
        FigurePoint(to.x - b.x, to.y - b.y), FigurePoint(from.x - a.x, from.y - a.y),
      ]
      outlines.append(corners)
      let isEnd = index == 0 && pieceCount < path.count
      if start == nil, !isEnd || hasRoundEnds { outlines.append(disc(from, radius)) }
    }
    if hasRoundEnds, pieceCount < path.count { outlines.append(disc(path[path.count - 1], radius)) }
    return outlines.map(oriented)
  }

  /// The pieces of a line that dashes leave.
  static func dashed(_ points: [FigurePoint], _ dashes: [Double]) -> [[FigurePoint]] {
    guard !dashes.isEmpty, points.count > 1, points.allSatisfy(\.isFinite) else { return [points] }
    var pieces: [[FigurePoint]] = []
    var piece = [points[0]]
    var dash = 0
    var left = dashes[0]
    for index in 1..<points.count {
      var from = points[index - 1]
      let to = points[index]
      var length = distance(from, to)
      // A line far longer than any picture needs no dashes.
      guard length < 1e5 else { return [points] }
      while length > left {
        let part = left / length
        let point = FigurePoint(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
        if dash % 2 == 0 {
          piece.append(point)
          pieces.append(piece)
        }
        piece = [point]
        length -= left
        from = point
        dash = (dash + 1) % dashes.count
        left = dashes[dash]
      }
      left -= length
      if dash % 2 == 0 { piece.append(to) }
    }
    if dash % 2 == 0, piece.count > 1 { pieces.append(piece) }
    return pieces
  }

  private static func distance(_ one: FigurePoint, _ two: FigurePoint) -> Double {
    let (dx, dy) = (two.x - one.x, two.y - one.y)
    return (dx * dx + dy * dy).squareRoot()
  }

  private static func normal(_ from: FigurePoint, _ to: FigurePoint, length: Double) -> FigurePoint {
    let distance = distance(from, to)
    guard distance > 0 else { return FigurePoint(0, length) }
    return FigurePoint((from.y - to.y) / distance * length, (to.x - from.x) / distance * length)
  }

  private static func oriented(_ outline: [FigurePoint]) -> [FigurePoint] {
    var area = 0.0
    var from = outline[outline.count - 1]
    for to in outline {
      area += from.x * to.y - to.x * from.y
      from = to
    }
    return area < 0 ? outline.reversed() : outline
  }

  private static func disc(_ center: FigurePoint, _ radius: Double) -> [FigurePoint] {
    let unit = radius < 1 ? circles[0] : radius < 4 ? circles[1] : circles[2]
    return unit.map { FigurePoint(center.x + $0.x * radius, center.y + $0.y * radius) }
  }

  /// Regular polygons of 8, 16 and 64 corners, by halving angles.
  private static let circles: [[FigurePoint]] = {
    var circle = [FigurePoint(1, 0), FigurePoint(0, 1), FigurePoint(-1, 0), FigurePoint(0, -1)]
    var result: [[FigurePoint]] = []
    for round in 0..<4 {
      var finer: [FigurePoint] = []
      for (index, point) in circle.enumerated() {
        let other = circle[(index + 1) % circle.count]
        let (x, y) = (point.x + other.x, point.y + other.y)
        let length = (x * x + y * y).squareRoot()
        finer += [point, FigurePoint(x / length, y / length)]
      }
      circle = finer
      if round != 2 { result.append(circle) }
    }
    return result
  }()
}
