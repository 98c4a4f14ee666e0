import Analysis

/// Where the time of a VAT order goes, and how near that is to what the machine can do.
struct VATLimits {
  let points: Matrix
  let geometry: Geometry
  let context: RunContext
  let ceiling: MachineCeiling

  func note(total: Double) throws -> String {
    var tree: KDTree?
    let build = try seconds { tree = try KDTree(geometry, context: context) }
    guard let tree else { return "" }
    let farthest = try seconds { _ = try tree.farthestRow(context: context) }
    return VATOrder.route(through: tree) == .blocks
      ? blocks(total: total - build - farthest) : try trees(tree, build: build, farthest: farthest)
  }

  /// All pairs: n²/2 of them, each reading its coordinates, key and parent and writing the last two.
  private func blocks(total: Double) -> String {
    let (n, d) = (Double(points.rows), Double(points.columns))
    let pairs = n * n / 2 / total
    let arithmetic = pairs * d / ceiling.coordinatesPerSecond()
    let bytes = pairs * (d * 8 + 32)
    let traffic = bytes / ceiling.bytesPerSecond(workingSet: points.values.count * 8)
    let limit = arithmetic > traffic ? "arithmetic" : "reading memory"
    return "\(limit): all pairs, \(rate(pairs)) pairs/s, \(percent(arithmetic)) of the arithmetic ceiling; "
      + "\(rate(bytes)) B/s, \(percent(traffic)) of the reading ceiling"
  }

  /// Trees: the pairs of the first search alone bound the arithmetic from below.
  private func trees(_ tree: KDTree, build: Double, farthest: Double) throws -> String {
    var spanning: SpanningTree?
    let search = try seconds { spanning = try tree.spanningTree(context: context) }
    let walk = try seconds { _ = try spanning.map { try tree.primOrder(of: $0, from: 0, context: context) } }
    let all = build + farthest + search + walk
    let pairsPerPoint = tree.shareOfLeaves(sampling: 256) * Double(points.rows)
    let pairs = pairsPerPoint * Double(points.rows) / search
    let arithmetic = pairs * Double(points.columns) / ceiling.coordinatesPerSecond()
    let bytes = pairs * Double(points.columns) * 8
    let traffic = bytes / ceiling.bytesPerSecond(workingSet: points.values.count * 8)
    // The later searches are not counted, so only a small share tells that something else takes the time.
    let share = max(arithmetic, traffic)
    let limit =
      share < 0.1
      ? "neither arithmetic nor reading, so branches and latency"
      : share > 0.5 ? "arithmetic and reading" : "searches, the later ones not counted here"
    return "\(limit): build \(percent(build / all)), farthest pair \(percent(farthest / all)), tree "
      + "\(percent(search / all)), order \(percent(walk / all)); first search \(rate(pairsPerPoint)) pairs a point, at "
      + "least \(rate(pairs)) pairs/s, \(percent(arithmetic)) of the arithmetic and \(percent(traffic)) of the reading "
      + "ceiling"
  }

  private func seconds(_ body: () throws -> Void) rethrows -> Double {
    let elapsed = try ContinuousClock().measure(body)
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
  }

  private func percent(_ share: Double) -> String { fixed(share * 100, 0) + " %" }

  /// A number with a unit prefix.
  private func rate(_ value: Double) -> String {
    for (size, prefix) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where value >= size {
      return fixed(value / size, 2) + " " + prefix
    }
    return fixed(value, 0)
  }
}
