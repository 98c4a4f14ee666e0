import Analysis

/// The peaks of the join distances over a part of the order, one for each step of a picture: found once, since a
/// picture is drawn at every key.
public struct JoinProfileQuantity: Quantity {
  public struct Value: Sendable {
    /// Positions of the order, ascending: where the largest join distance of each step is, ties to the first.
    public let positions: [Int]
    /// The distance at which each of them joined; the first row of all joins nothing and has 0.
    public let joinDistances: [Double]
    /// The largest of the whole order.
    public let highest: Double
  }

  public let basis: Basis
  public let ordering: RowOrdering
  public let window: Range<Int>
  /// A window of fewer positions gives each of them.
  public let steps: Int

  public init(_ basis: Basis, _ ordering: RowOrdering = .all, window: Range<Int>, steps: Int) {
    self.basis = basis
    self.ordering = ordering
    self.window = window
    self.steps = steps
  }

  public var title: String { "join distances" }

  /// O(n) once the order is there.
  public func compute(in study: Study, context: RunContext) throws -> Value {
    let joins = try study.value(OrderedRowsQuantity(basis, ordering), context: context).order.joinDistances
    func join(_ position: Int) -> Double { position == 0 ? 0 : joins[position - 1] }
    let window = window.clamped(to: 0..<joins.count + 1)
    let positions =
      window.count <= steps
      ? Array(window)
      : (0..<steps).map { step in
        let places = DissimilarityImage.places(of: window, inCell: step, of: steps)
        return places.dropFirst().reduce(places.lowerBound) { join($1) > join($0) ? $1 : $0 }
      }
    return Value(positions: positions, joinDistances: positions.map(join), highest: joins.max() ?? 0)
  }
}
