/// The part of the data plane that a plot shows. Always finite and of some width and height.
public struct PlotWindow: Sendable, Hashable {
  public let minX, maxX, minY, maxY: Double

  /// Any numbers: reversed ones are swapped, equal ones moved apart, what is not finite clamped.
  public init(minX: Double, maxX: Double, minY: Double, maxY: Double) {
    (self.minX, self.maxX) = LinearScale.proper(minX, maxX)
    (self.minY, self.maxY) = LinearScale.proper(minY, maxY)
  }

  /// The window around all points that are finite in both coordinates, and a margin (a part of the span) on each side.
  /// Without any such point −1…1 both ways. O(n).
  public static func fitting(x: [Double], y: [Double], padding: Double = 0.04) -> PlotWindow {
    var (minX, maxX) = (Double.infinity, -Double.infinity)
    var (minY, maxY) = (Double.infinity, -Double.infinity)
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        for row in 0..<min(x.count, y.count) {
          let (pointX, pointY) = (x[row], y[row])
          guard pointX.isFinite, pointY.isFinite else { continue }
          minX = min(minX, pointX)
          maxX = max(maxX, pointX)
          minY = min(minY, pointY)
          maxY = max(maxY, pointY)
        }
      }
    }
    guard minX <= maxX else { return PlotWindow(minX: -1, maxX: 1, minY: -1, maxY: 1) }
    let scaleX = LinearScale(minX, maxX)
    let scaleY = LinearScale(minY, maxY)
    let margin = padding.isFinite ? max(0, padding) : 0
    return PlotWindow(
      minX: scaleX.value(at: -margin), maxX: scaleX.value(at: 1 + margin), minY: scaleY.value(at: -margin),
      maxY: scaleY.value(at: 1 + margin))
  }

  /// A window 1/factor as wide and high in which a point stays where it is on the screen.
  public func zoomed(by factor: Double, aroundX x: Double, y: Double) -> PlotWindow {
    guard factor > 0, factor.isFinite, x.isFinite, y.isFinite else { return self }
    let (minX, maxX) = zoom(minX, maxX, factor, around: x)
    let (minY, maxY) = zoom(minY, maxY, factor, around: y)
    return PlotWindow(minX: minX, maxX: maxX, minY: minY, maxY: maxY)
  }

  private func zoom(_ low: Double, _ high: Double, _ factor: Double, around center: Double) -> (Double, Double) {
    let (newLow, newHigh) = (center - (center - low) / factor, center + (high - center) / factor)
    // Beyond what numbers can tell apart, stay.
    return newLow < newHigh && newLow.isFinite && newHigh.isFinite ? (newLow, newHigh) : (low, high)
  }

  /// The window moved by parts of its width and height: 0.5 shows the next half to the right or above.
  public func panned(x: Double, y: Double) -> PlotWindow {
    let (minX, maxX) = pan(self.minX, self.maxX, x)
    let (minY, maxY) = pan(self.minY, self.maxY, y)
    return PlotWindow(minX: minX, maxX: maxX, minY: minY, maxY: maxY)
  }

  private func pan(_ low: Double, _ high: Double, _ part: Double) -> (Double, Double) {
    let shift = (high - low) * part
    let (newLow, newHigh) = (low + shift, high + shift)
    return newLow < newHigh && newLow.isFinite && newHigh.isFinite ? (newLow, newHigh) : (low, high)
  }

  /// The window moved no further than it takes for a point to be a tenth of its size from the edge.
  public func panned(toHoldX x: Double, y: Double) -> PlotWindow {
    func part(_ value: Double, _ low: Double, _ high: Double) -> Double {
      let fraction = LinearScale(low, high).fraction(value)
      return fraction < 0 ? fraction - 0.1 : fraction > 1 ? fraction - 0.9 : 0
    }
    return panned(x: part(x, minX, maxX), y: part(y, minY, maxY))
  }

  /// The window widened one way, so that one data unit is as long across as up on the screen.
  /// - Parameters:
  ///   - area: the plot's inside, in cells.
  ///   - cellAspect: a cell's height over its width.
  public func equalAspect(in area: Rectangle, cellAspect: Double = 2) -> PlotWindow {
    let width = Double(area.width)
    let height = Double(area.height) * cellAspect
    let unitX = (maxX - minX) / width
    let unitY = (maxY - minY) / height
    guard width > 0, height > 0, unitX.isFinite, unitY.isFinite, unitX > 0, unitY > 0 else { return self }
    if unitX < unitY {
      let (low, high) = widen(minX, maxX, to: unitY * width)
      return PlotWindow(minX: low, maxX: high, minY: minY, maxY: maxY)
    }
    let (low, high) = widen(minY, maxY, to: unitX * height)
    return PlotWindow(minX: minX, maxX: maxX, minY: low, maxY: high)
  }

  private func widen(_ low: Double, _ high: Double, to span: Double) -> (Double, Double) {
    let margin = (span - (high - low)) / 2
    let (newLow, newHigh) = (low - margin, high + margin)
    return newLow.isFinite && newHigh.isFinite && margin > 0 ? (newLow, newHigh) : (low, high)
  }
}
