/// For each position of a kd-tree, rows beyond its core value that OPTICS may reach from it: all that it does reach so,
/// and few others.
struct ReachableArcs: Sendable {
  /// The arcs from each position begin where those of the one before end.
  private let ends: Buffer<Int32>
  private let targets: Buffer<Int32>
  private let values: Buffer<Double>

  struct Arc: BitwiseCopyable {
    let source: Int32
    let target: Int32
    let value: Double
  }

  /// O(positions + arcs).
  init(_ parts: [[Arc]], count: Int) {
    let total = parts.reduce(0) { $0 + $1.count }
    ends = Buffer(count: count, repeating: 0)
    targets = Buffer(count: total, repeating: 0)
    values = Buffer(count: total, repeating: 0)
    for part in parts { for arc in part { ends.pointer[Int(arc.source)] += 1 } }
    var before: Int32 = 0
    for position in 0..<count {
      let own = ends.pointer[position]
      ends.pointer[position] = before
      before += own
    }
    for part in parts {
      for arc in part {
        let place = Int(ends.pointer[Int(arc.source)])
        targets.pointer[place] = arc.target
        values.pointer[place] = arc.value
        ends.pointer[Int(arc.source)] += 1
      }
    }
  }

  /// Tells position and comparison value of each row that may be reached.
  @inline(__always) func forEach(from position: Int, _ visit: (_ target: Int, _ value: Double) -> Void) {
    let first = position == 0 ? 0 : Int(ends.pointer[position - 1])
    for m in first..<Int(ends.pointer[position]) { visit(Int(targets.pointer[m]), values.pointer[m]) }
  }
}
