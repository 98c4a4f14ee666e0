/// Colours for values from 0 to 1, in even steps to the eye, quantised to a few levels because a terminal has only so
/// many colour pairs.
public struct Ramp: Sendable, Hashable {
  /// From value 0 to value 1; at least two.
  public let colors: [Color]

  /// A ramp through stops. However unevenly the stops lie apart, the levels do not: the path through them in Oklab is
  /// cut into equal lengths. The first and the last stop are met exactly.
  /// - Parameters:
  ///   - stops: two or more; terminal colours, which cannot be mixed, are left out. One stop gives a ramp of that one
  ///     colour, none the greys.
  ///   - levels: how many colours, 2…256.
  public init(stops: [Color], levels: Int = 64) {
    let usable = stops.filter { !$0.isTerminal }
    let levels = min(max(2, levels), 256)
    let stops = usable.isEmpty ? [Color.black, Color.white] : usable
    let points = stops.map { OKLab($0) }
    var lengths: [Double] = [0]
    for index in points.indices.dropFirst() {
      lengths.append(lengths[index - 1] + points[index].distance(to: points[index - 1]))
    }
    let total = lengths[lengths.count - 1]
    guard total > 0 else {
      colors = Array(repeating: stops[0], count: levels)
      return
    }
    var segment = 0
    colors = (0..<levels).map { level in
      if level == 0 { return stops[0] }
      if level == levels - 1 { return stops[stops.count - 1] }
      let target = total * Double(level) / Double(levels - 1)
      while segment < points.count - 2, lengths[segment + 1] < target { segment += 1 }
      let length = lengths[segment + 1] - lengths[segment]
      let fraction = length > 0 ? (target - lengths[segment]) / length : 0
      return points[segment].mixed(with: points[segment + 1], by: fraction).color
    }
  }

  private init(colors: [Color]) { self.colors = colors }

  /// Black for 0, white for 1.
  public static let grey = Ramp(stops: [.black, .white])

  /// The level of a value, 0..<colors.count; values outside 0…1 are clamped, NaN counts as 0.
  public func level(_ value: Double) -> Int {
    guard value > 0 else { return 0 }
    return min(colors.count - 1, Int(min(value, 1) * Double(colors.count)))
  }

  public subscript(value: Double) -> Color { colors[level(value)] }

  /// The same colours for values the other way round.
  public var reversed: Ramp { Ramp(colors: colors.reversed()) }

  /// Every level mixed a part of the way with a colour.
  func mixed(with color: Color, by fraction: Double) -> Ramp {
    Ramp(colors: colors.map { $0.mixed(with: color, by: fraction) })
  }
}
