/// The lowest edge of each component, one table for each worker.
final class EdgeTable: Sendable {
  private let workers: Int
  private let components: Int
  private let lowest: Buffer<TreeEdge>
  private let marks: Buffer<Bool>

  init(workers: Int, components: Int) {
    self.workers = workers
    self.components = components
    lowest = Buffer(count: workers * components, repeating: .none)
    marks = Buffer(count: workers * components, repeating: false)
  }

  func edges(of worker: Int) -> UnsafeMutablePointer<TreeEdge> { lowest.pointer + worker * components }

  /// Where a worker marks the components for which a lower edge cannot be ruled out.
  func spared(by worker: Int) -> UnsafeMutablePointer<Bool> { marks.pointer + worker * components }

  /// Gives every worker the lowest of all.
  func merge() {
    guard workers > 1 else { return }
    let edges = lowest.pointer
    for component in 0..<components {
      var best = edges[component]
      for worker in 1..<workers {
        let edge = edges[worker * components + component]
        if TreeEdge.precedes(edge, best) { best = edge }
      }
      for worker in 0..<workers { edges[worker * components + component] = best }
    }
  }

  /// The edges that are known to be the lowest of their components; `.none` for the others.
  func result() -> Buffer<TreeEdge> {
    let result = Buffer(count: components, repeating: TreeEdge.none)
    for component in 0..<components
    where !(0..<workers).contains(where: { marks.pointer[$0 * components + component] }) {
      result.pointer[component] = lowest.pointer[component]
    }
    return result
  }
}
