import Canvas

/// Where everything is: worked out once, for drawing and for the mouse.
public struct Layout: Sendable, Equatable {
  public struct Placed: Sendable, Equatable {
    public let pane: PaneID
    public let area: Rectangle
  }

  public static let smallest = Size(width: 40, height: 12)
  static let scoresWidth = 36

  public let header: Rectangle
  public let panes: [Placed]
  /// Notices, progress, and what the cursor is on.
  public let status: Rectangle
  public let footer: Rectangle

  /// Nil when the screen is too small to show anything of use.
  public init?(_ state: State) {
    let size = state.size
    guard size.width >= Self.smallest.width, size.height >= Self.smallest.height else { return nil }
    let whole = Rectangle(x: 0, y: 0, width: size.width, height: size.height)
    header = Rectangle(x: 0, y: 0, width: size.width, height: 1)
    footer = Rectangle(x: 0, y: size.height - 1, width: size.width, height: 1)
    status = Rectangle(x: 0, y: size.height - 2, width: size.width, height: 1)
    let body = whole.inset(top: 1, bottom: 2)
    let available = state.availablePanes

    if state.isMaximised || size.width < 80 {
      panes = [Placed(pane: state.focus, area: body)]
    } else if available.count > 2, size.width < 120 || size.height < 30 {
      panes = Self.sideBySide([(.scatter, body.width / 2), (state.companion, body.width - body.width / 2)], body)
    } else {
      let pictures = body.width - Self.scoresWidth
      // The image is square, so it gets no more width than its height can use.
      let image = available.contains(.scatter) ? min(pictures / 2, 2 * body.height) : pictures
      let widths: [PaneID: Int] = [.scatter: pictures - image, .image: image, .scores: Self.scoresWidth]
      panes = Self.sideBySide(available.map { ($0, widths[$0]!) }, body)
    }
  }

  private static func sideBySide(_ widths: [(pane: PaneID, width: Int)], _ body: Rectangle) -> [Placed] {
    var x = body.x
    return widths.map { pane, width in
      defer { x += width }
      return Placed(pane: pane, area: Rectangle(x: x, y: body.y, width: width, height: body.height))
    }
  }

  public func area(of pane: PaneID) -> Rectangle? { panes.first { $0.pane == pane }?.area }
  public func pane(at point: Point) -> PaneID? { panes.first { $0.area.contains(point) }?.pane }
}

extension State {
  /// The panes that have something to show: dissimilarities alone have no plane to draw points in.
  var availablePanes: [PaneID] {
    session?.basis.preparation.isDissimilarityMatrix == true ? [.image, .scores] : PaneID.allCases
  }
}
