/// What Prim's algorithm has found, and where its workers offer each other what comes next.
///
/// `@unchecked Sendable`: each worker writes to its own offers; the first keeps the order.
final class PrimRecord: @unchecked Sendable {
  struct Offer: BitwiseCopyable {
    var edge: TreeEdge
    /// The end outside the tree.
    var row: Int32
    /// Where the worker that offers it keeps it.
    var place: Int32 = 0
    static let none = Offer(edge: .none, row: 0)
  }

  static let workers = 256

  let count: Int
  /// Two sets in turn: one is read while the next is written.
  let offers: UnsafeMutablePointer<Offer>
  let order: UnsafeMutablePointer<Int32>
  private let buffers: (Buffer<Offer>, Buffer<Int32>)
  private let joinValues: Buffer<Double>
  private let joinParents: Buffer<Int32>

  init(count: Int, start: Int) {
    self.count = count
    buffers = (
      Buffer(count: 2 * Self.workers, repeating: .none),
      Buffer(count: count, repeating: Int32(truncatingIfNeeded: start))
    )
    offers = buffers.0.pointer
    order = buffers.1.pointer
    joinValues = Buffer(count: max(0, count - 1), repeating: 0)
    joinParents = Buffer(count: max(0, count - 1), repeating: 0)
  }

  @inline(__always) func append(_ offer: Offer, _ step: Int) {
    order[step] = offer.row
    joinValues.pointer[step - 1] = offer.edge.value
    joinParents.pointer[step - 1] = offer.edge.low == offer.row ? offer.edge.high : offer.edge.low
  }

  func result() -> (order: [Int], values: [Double], parents: [Int]) {
    ((0..<count).map { Int(order[$0]) }, joinValues.array, joinParents.array.map { Int($0) })
  }
}
