import COpenBLAS

/// The nearest centre of many points at once, by matrix products: ‖x‖² − 2x·c + ‖c‖², about an origin within the data,
/// which keeps the numbers small.
///
/// A product rounds differently from a sum of squared differences. Where the nearest two are so close that this could
/// matter, the answer is left open, so that whatever the processor's products, the answers are the same.
///
/// `@unchecked Sendable`: threads ask while no one updates.
final class CenterProducts: @unchecked Sendable {
  /// Distances below this may have lost digits to underflow.
  private static let underflow = 1e-290

  private let k: Int
  private let d: Int
  let origin: Buffer<Double>
  /// Coordinate j of centre c, less the origin's, at `j * k + c`.
  private let coordinates: Buffer<Double>
  let norms: Buffer<Double>
  private var largestNorm = 0.0
  /// What is not zero of the points that ask; then the origin is zero.
  private let entries: SparseEntries?
  /// What a squared distance may be off by, as a part of ‖x‖² + 2‖c‖².
  private let rounding: Double

  /// - Parameters:
  ///   - points: those that will ask.
  ///   - centers: k·d coordinates, row by row, near those that will be asked about.
  init(_ points: PointRows, count: Int, centers: [Double]) {
    let dimension = points.dimension
    k = count
    d = dimension
    entries = points.entries
    let isSparse = points.entries != nil
    let origin = (0..<dimension).map { j in
      isSparse ? 0 : (0..<count).reduce(0) { $0 + centers[$1 * dimension + j] / Double(count) }
    }
    self.origin = Buffer(origin, padding: 0)
    coordinates = Buffer(count: count * dimension, repeating: 0)
    norms = Buffer(count: count, repeating: 0)
    rounding = Double(dimension + 16) * 0x1p-52
    BLASThreads.useOne()
  }

  /// - Parameter centers: k·d coordinates, row by row.
  func update(_ centers: [Double]) {
    largestNorm = 0
    for c in 0..<k {
      var norm = 0.0
      for j in 0..<d {
        let value = centers[c * d + j] - origin.pointer[j]
        coordinates.pointer[j * k + c] = value
        norm += value * value
      }
      norms.pointer[c] = norm
      largestNorm = max(largestNorm, norm)
    }
  }

  /// One thread's points that ask.
  final class Query {
    let capacity: Int
    private(set) var count = 0
    private let d: Int
    private let entries: SparseEntries?
    /// The points less the origin, row by row, their squared norms, and who they are.
    fileprivate let rows: Buffer<Double>
    fileprivate let norms: Buffer<Double>
    fileprivate let points: Buffer<Int>
    /// −2x·c, k for each point.
    fileprivate let products: Buffer<Double>

    init(_ products: CenterProducts) {
      d = products.d
      capacity = max(8, min(128, 32_768 / products.k))
      entries = products.entries
      rows = Buffer(count: entries == nil ? capacity * d : 0, repeating: 0)
      norms = Buffer(count: capacity, repeating: 0)
      points = Buffer(count: capacity, repeating: 0)
      self.products = Buffer(count: capacity * products.k, repeating: 0)
    }

    var isFull: Bool { count == capacity }
    func clear() { count = 0 }

    @inline(__always) func add(_ i: Int, _ x: UnsafePointer<Double>, _ origin: UnsafePointer<Double>) {
      points.pointer[count] = i
      if let entries {
        norms.pointer[count] = entries.squares.pointer[i]
        count += 1
        return
      }
      let target = rows.pointer + count * d
      let (from, to, away) = (UnsafeRawPointer(x), UnsafeMutableRawPointer(target), UnsafeRawPointer(origin))
      var sum = SIMD4<Double>.zero
      var j = 0
      while j + 4 <= d {
        let value =
          from.loadUnaligned(fromByteOffset: j * 8, as: SIMD4<Double>.self)
          - away.loadUnaligned(fromByteOffset: j * 8, as: SIMD4<Double>.self)
        to.storeBytes(of: value, toByteOffset: j * 8, as: SIMD4<Double>.self)
        sum += value * value
        j += 4
      }
      var norm = sum.sum()
      while j < d {
        let value = x[j] - origin[j]
        target[j] = value
        norm += value * value
        j += 1
      }
      norms.pointer[count] = norm
      count += 1
    }
  }

  /// What the products say of a point.
  struct Nearest {
    /// The nearest; −1 where rounding leaves open which it is.
    var index: Int
    /// Not below the squared distance to the nearest centre, nor above that to the next, whatever rounding does.
    var upper: Double
    var lower: Double
  }

  /// Tells what the products say of each point of a query, which is empty then.
  @inline(__always) func answer(_ query: Query, _ settle: (_ point: Int, Nearest) -> Void) {
    multiply(query)
    let products = query.products.pointer
    let norms = norms.pointer
    for t in 0..<query.count {
      let row = products + t * k
      var (first, second) = (Double.infinity, Double.infinity)
      var index = 0
      for c in 0..<k {
        let value = norms[c] + row[c]
        let isFirst = value < first
        let other = isFirst ? first : value
        second = other < second ? other : second
        index = isFirst ? c : index
        first = isFirst ? value : first
      }
      let norm = query.norms.pointer[t]
      let off = rounding * (norm + 2 * largestNorm) + Self.underflow
      settle(
        query.points.pointer[t],
        Nearest(
          index: second - first > 4 * off ? index : -1, upper: max(0, norm + first + 2 * off),
          lower: max(0, norm + second - 2 * off)))
    }
    query.clear()
  }

  /// Tells which two centres are nearest to each point of a query, in whatever order; nil where rounding leaves it open.
  func answerWithTwo(_ query: Query, _ settle: (_ point: Int, (Int, Int)?) -> Void) {
    multiply(query)
    for t in 0..<query.count {
      let row = query.products.pointer + t * k
      var values = (Double.infinity, Double.infinity, Double.infinity)
      var indices = (-1, -1)
      for c in 0..<k {
        let value = norms.pointer[c] + row[c]
        if value < values.0 {
          values = (value, values.0, values.1)
          indices = (c, indices.0)
        } else if value < values.1 {
          (values.1, values.2) = (value, values.1)
          indices.1 = c
        } else if value < values.2 {
          values.2 = value
        }
      }
      let off = rounding * (query.norms.pointer[t] + 2 * largestNorm) + Self.underflow
      let isClear = indices.1 >= 0 && values.2 - values.1 > 4 * off
      settle(query.points.pointer[t], isClear ? indices : nil)
    }
    query.clear()
  }

  /// −2x·c of every point of the query with every centre.
  private func multiply(_ query: Query) {
    guard query.count > 0 else { return }
    let products = query.products.pointer
    guard let entries else {
      cblas_dgemm(
        CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(k), Int32(query.count), Int32(d), -2, coordinates.pointer,
        Int32(k), query.rows.pointer, Int32(d), 0, products, Int32(k))
      return
    }
    for t in 0..<query.count {
      let row = products + t * k
      row.update(repeating: 0, count: k)
      for place in entries.places(of: query.points.pointer[t]) {
        let value = -2 * entries.values.pointer[place]
        let source = coordinates.pointer + Int(entries.columns.pointer[place]) * k
        for c in 0..<k { row[c] += value * source[c] }
      }
    }
  }
}
