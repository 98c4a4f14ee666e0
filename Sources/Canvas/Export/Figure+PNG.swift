extension Figure {
  /// The figure as pixels. The scale is lowered where a side would exceed 16,384 pixels, or all of them 134 million.
  /// - Parameter scale: pixels of the result for each of the figure's; 0.1…16, NaN counts as 1.
  /// - Complexity: O(pixels + what the elements cover).
  public func image(scale: Double = 1) -> FigureImage {
    let wanted = scale.isNaN ? 1 : min(max(scale, 0.1), 16)
    let most = Double(FigureImage.limit)
    let fitting = min(most / max(width, height), (Double(1 << 27) / (width * height)).squareRoot())
    let scale = min(wanted, fitting)
    let columns = max(1, min(FigureImage.limit, clampedFloor((width * scale).rounded(.up))))
    let rows = max(1, min(FigureImage.limit, clampedFloor((height * scale).rounded(.up))))
    var rasterizer = Rasterizer(width: columns, height: rows, background: paper)
    rasterizer.draw(elements, of: self, scale: scale)
    return FigureImage(width: columns, height: rows, pixels: rasterizer.pixels)
  }

  /// The figure as a PNG file, with its title as the file's.
  /// - Parameter scale: see `image(scale:)`; 2 for screens of high resolution.
  public func png(scale: Double = 1) -> [UInt8] { image(scale: scale).png(title: title) }
}
