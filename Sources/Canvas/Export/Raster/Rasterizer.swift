/// Draws shapes on pixels with smooth edges. Positions are in pixels, and pixel (0, 0) covers 0…1 both ways.
///
/// A row of pixels is sampled along eight lines; along each line the coverage is exact.
struct Rasterizer {
  /// Pixels that may be drawn on.
  struct Clip {
    var minX, minY, maxX, maxY: Int
    var isEmpty: Bool { minX >= maxX || minY >= maxY }
  }

  static let linesPerPixel = 8

  let width: Int
  let height: Int
  private(set) var pixels: [Int32]
  private(set) var clip: Clip
  private var row: CoverageRow

  init(width: Int, height: Int, background: Color) {
    self.width = width
    self.height = height
    pixels = Array(repeating: background.packed, count: width * height)
    clip = Clip(minX: 0, minY: 0, maxX: width, maxY: height)
    row = CoverageRow(width: width)
  }

  /// Draws only inside an area (and inside the current one), to whole pixels; returns the clip before.
  mutating func narrow(to area: FigureArea) -> Clip {
    let before = clip
    clip = Clip(
      minX: max(clip.minX, clampedFloor(area.x + 0.5)), minY: max(clip.minY, clampedFloor(area.y + 0.5)),
      maxX: min(clip.maxX, clampedFloor(area.maxX + 0.5)), maxY: min(clip.maxY, clampedFloor(area.maxY + 0.5)))
    return before
  }

  mutating func restore(_ clip: Clip) { self.clip = clip }

  /// Fills what lies inside closed outlines, by the non-zero winding rule.
  /// - Complexity: O(edges · log edges + crossings + pixels).
  mutating func fill(_ outlines: [[FigurePoint]], _ paint: FigurePaint) {
    guard !clip.isEmpty, paint.opacity > 0 else { return }
    var scan = EdgeScan(outlines, rows: clip.minY..<clip.maxY)
    while let y = scan.fillRow(&row, clip) { blend(row: y, paint) }
  }

  mutating func fill(_ area: FigureArea, _ paint: FigurePaint) {
    guard !area.isEmpty else { return }
    let (left, right) = (area.x, area.maxX)
    fill(
      [
        [
          FigurePoint(left, area.y), FigurePoint(right, area.y), FigurePoint(right, area.maxY),
          FigurePoint(left, area.maxY),
        ]
      ],
      paint)
  }

  /// Fills a circle, or the ring outside an inner radius.
  mutating func fillCircle(_ center: FigurePoint, radius: Double, innerRadius: Double = 0, _ paint: FigurePaint) {
    guard center.isFinite, radius > 0, radius < 1e6, paint.opacity > 0 else { return }
    let first = max(clip.minY, clampedFloor(center.y - radius))
    let end = min(clip.maxY, clampedFloor(center.y + radius) + 1)
    guard first < end, clip.minX < clip.maxX else { return }
    let step = 1 / Double(Rasterizer.linesPerPixel)
    for y in first..<end {
      for line in 0..<Rasterizer.linesPerPixel {
        let dy = Double(y) + (Double(line) + 0.5) * step - center.y
        let square = radius * radius - dy * dy
        guard square > 0 else { continue }
        let half = square.squareRoot()
        let innerSquare = innerRadius * innerRadius - dy * dy
        if innerRadius > 0, innerSquare > 0 {
          let innerHalf = innerSquare.squareRoot()
          row.add(from: center.x - half, to: center.x - innerHalf, clip)
          row.add(from: center.x + innerHalf, to: center.x + half, clip)
        } else {
          row.add(from: center.x - half, to: center.x + half, clip)
        }
      }
      blend(row: y, paint)
    }
  }

  /// Stretches a picture over an area; a pixel takes the colour that its middle lies in.
  mutating func draw(_ image: FigureImage, in area: FigureArea) {
    guard image.width > 0, image.height > 0, !area.isEmpty else { return }
    // The pixels whose middle lies in the area.
    let minX = max(clip.minX, clampedFloor(area.x + 0.5))
    let maxX = min(clip.maxX, clampedFloor(area.maxX + 0.5))
    let minY = max(clip.minY, clampedFloor(area.y + 0.5))
    let maxY = min(clip.maxY, clampedFloor(area.maxY + 0.5))
    guard minX < maxX, minY < maxY else { return }
    let sources = (minX..<maxX).map { x in
      min(image.width - 1, max(0, clampedFloor((Double(x) + 0.5 - area.x) / area.width * Double(image.width))))
    }
    let width = self.width
    pixels.withUnsafeMutableBufferPointer { pixels in
      image.pixels.withUnsafeBufferPointer { all in
        sources.withUnsafeBufferPointer { sources in
          for y in minY..<maxY {
            let fraction = (Double(y) + 0.5 - area.y) / area.height
            let sourceRow = min(image.height - 1, max(0, clampedFloor(fraction * Double(image.height))))
            let source = UnsafeBufferPointer(rebasing: all[sourceRow * image.width..<(sourceRow + 1) * image.width])
            let target = UnsafeMutableBufferPointer(rebasing: pixels[y * width + minX..<y * width + maxX])
            for index in 0..<target.count {
              let color = source[sources[index]]
              if color >= 0 { target[index] = color }
            }
          }
        }
      }
    }
  }

  /// Blends what has been gathered in the coverage row, and empties it.
  private mutating func blend(row y: Int, _ paint: FigurePaint) {
    let start = y * width
    let color = paint.color.packed
    let steps = Int32(PixelBlending.coverageSteps)
    let isOpaque = paint.opacity >= 1
    pixels.withUnsafeMutableBufferPointer { pixels in
      PixelBlending.light.withUnsafeBufferPointer { light in
        PixelBlending.encoded.withUnsafeBufferPointer { encoded in
          row.drain { x, coverage in
            let below = pixels[start + x]
            let above = isOpaque ? color : PixelBlending.composited(below, color, opacity: paint.opacity)
            pixels[start + x] =
              coverage == steps ? above : PixelBlending.covered(below, above, steps: coverage, light, encoded)
          }
        }
      }
    }
  }
}
