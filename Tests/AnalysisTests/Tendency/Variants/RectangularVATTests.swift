import Analysis
import Testing

@Suite("VAT of a rectangular matrix")
struct RectangularVATTests {
  /// Three groups each of rows and columns, near across kinds when the numbers agree modulo 3.
  private static func grouped(_ m: Int, _ n: Int) -> Matrix {
    var matrix = Matrix(rows: m, columns: n)
    for i in 0..<m {
      for j in 0..<n {
        matrix[i, j] = Double((i * i * 37 + j * j * 61 + i * j * 17) % 101) / 101 + (i % 3 == j % 3 ? 0 : 4)
      }
    }
    return matrix
  }

  private static func isClose(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }
  }

  /// Computed in Python with scipy 1.17.1 (`pdist`) and numpy 2.4.6, and Prim's algorithm over the full matrices.
  @Test("scales, orders and join distances as computed in Python")
  func reference() throws {
    let result = try RectangularVAT(Self.grouped(9, 7))
    #expect(abs(result.rowScale - 0.450934772988923) < 1e-14)
    #expect(abs(result.columnScale - 0.3911893615990588) < 1e-14)
    #expect(result.rows.order == [3, 0, 6, 5, 8, 2, 1, 4, 7])
    #expect(
      Self.isClose(
        result.rows.joinDistances,
        [
          0.5497023949361032, 0.26094638431428135, 3.9836140517936562, 0.5436311709253686, 0.0264135256829345,
          3.5464762203592888, 0.4534694345080049, 0.4810909254767984,
        ]))
    #expect(result.columns.order == [0, 3, 6, 2, 5, 4, 1])
    #expect(
      Self.isClose(
        result.columns.joinDistances,
        [
          0.4168825156722331, 0.5521124158910609, 3.8657804616664473, 0.3048746862549734, 3.8518883274887417,
          0.39475862930119754,
        ]))
    #expect(result.union.order == [3, 15, 12, 9, 0, 6, 11, 5, 14, 2, 8, 1, 10, 4, 13, 7])
    #expect(
      Self.isClose(
        result.union.joinDistances,
        [
          0.06930693069306931, 0.24752475247524752, 0.297029702970297, 0, 0.18811881188118812, 3.8657804616664473,
          0.25742574257425743, 0.3048746862549734, 0.24752475247524752, 0.0264135256829345, 3.5464762203592888,
          0.13861386138613863, 0.13861386138613863, 0.21782178217821782, 0.32673267326732675,
        ]))
    #expect(result.rowOrder(.union) == [3, 0, 6, 5, 2, 8, 1, 4, 7])
    #expect(result.columnOrder(.union) == [6, 3, 0, 2, 5, 1, 4])
    #expect(result.rowOrder() == result.rows.order && result.columnOrder() == result.columns.order)
  }

  @Test("the union is the definition's square matrix; estimates have the mean of the matrix", arguments: [1, 2])
  func union(threads: Int) throws {
    // Shapes with distances kept and not kept.
    for (m, n) in [(9, 7), (30, 3), (3, 30), (150, 70), (1, 5), (5, 1), (2, 2)] {
      let matrix = Self.grouped(m, n)
      let result = try RectangularVAT(matrix, context: RunContext(threads: threads))
      let mean = matrix.values.reduce(0, +) / Double(m * n)
      func estimated(_ vectors: [[Double]]) -> Matrix {
        let k = vectors.count
        var distances = Matrix(rows: k, columns: k)
        var sum = 0.0
        for i in 0..<k {
          for j in 0..<k {
            distances[i, j] = zip(vectors[i], vectors[j]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
            sum += distances[i, j]
          }
        }
        let scale = sum > 0 ? mean / (sum / Double(k * (k - 1))) : 1
        for i in distances.values.indices { distances.values[i] *= scale }
        return distances
      }
      let ofRows = estimated((0..<m).map { matrix.row($0) })
      let ofColumns = estimated((0..<n).map { Array(matrix.column($0)) })
      let union = result.unionDissimilarities
      var filled = [Double](repeating: -1, count: m + n)
      for i in 0..<m + n {
        filled.withUnsafeMutableBufferPointer {
          union.comparisonValues(from: i, to: 0..<m + n, into: $0.baseAddress!)
        }
        for j in 0..<m + n {
          let expected =
            switch (i < m, j < m) {
            case (true, true): ofRows[i, j]
            case (false, false): ofColumns[i - m, j - m]
            case (true, false): matrix[i, j - m]
            case (false, true): matrix[j, i - m]
            }
          #expect(abs(union(i, j) - expected) <= 1e-12 * max(1, expected))
          #expect(filled[j].bitPattern == union.comparisonValue(i, j).bitPattern)
          #expect(filled[j].bitPattern == union.comparisonValue(j, i).bitPattern)
        }
      }
      for (part, parts) in [(result.rowDissimilarities, ofRows), (result.columnDissimilarities, ofColumns)] {
        for i in 0..<part.count { for j in 0..<part.count { #expect(abs(part(i, j) - parts[i, j]) <= 1e-12) } }
      }
      #expect(Set(result.rowOrder(.union)) == Set(0..<m) && result.rowOrder(.union).count == m)
      #expect(Set(result.columnOrder(.union)) == Set(0..<n) && result.columnOrder(.union).count == n)
    }
  }

  @Test("groups stand together in both arrangements", arguments: RectangularVAT.Arrangement.allCases)
  func groups(arrangement: RectangularVAT.Arrangement) throws {
    let result = try RectangularVAT(Self.grouped(40, 25))
    for order in [result.rowOrder(arrangement), result.columnOrder(arrangement)] {
      #expect(zip(order, order.dropFirst()).count { $0 % 3 != $1 % 3 } == 2)
    }
  }

  @Test("cells summarise their blocks at any window and size", arguments: DissimilarityImage.Summary.allCases)
  func image(summary: DissimilarityImage.Summary) throws {
    let matrix = Self.grouped(31, 17)
    let result = try RectangularVAT(matrix)
    let (rowOrder, columnOrder) = (result.rowOrder(.union), result.columnOrder(.union))
    for (rows, columns) in [(0..<31, 0..<17), (3..<20, 5..<6), (30..<99, -4..<17)] {
      for (width, height) in [(1, 1), (5, 7), (40, 40)] {
        let image = try result.image(.union).image(
          rows: rows, columns: columns, width: width, height: height, summary: summary)
        #expect(!image.isSampled)
        for r in 0..<height {
          for c in 0..<width {
            let a = DissimilarityImage.places(of: rows.clamped(to: 0..<31), inCell: r, of: height)
            let b = DissimilarityImage.places(of: columns.clamped(to: 0..<17), inCell: c, of: width)
            let values = a.flatMap { i in b.map { matrix[rowOrder[i], columnOrder[$0]] } }
            let expected =
              switch summary {
              case .mean: values.reduce(0, +) / Double(values.count)
              case .minimum: values.min()!
              case .maximum: values.max()!
              }
            #expect(abs(image[r, c] - expected) < 1e-12)
          }
        }
      }
    }
    let none = try result.image().image(rows: 0..<0, columns: 0..<9, width: 3, height: 3)
    #expect(none.values.isEmpty)
  }

  @Test("a large block is sampled, says so, and is near the mean")
  func sampled() throws {
    let matrix = Self.grouped(300, 200)
    let image = RectangularImage(matrix, rowOrder: Array(0..<300), columnOrder: Array(0..<200))
    let drawn = try image.image(rows: 0..<300, columns: 0..<200, width: 4, height: 3, entryBudget: 6000)
    #expect(drawn.isSampled)
    let exact = try image.image(rows: 0..<300, columns: 0..<200, width: 4, height: 3, entryBudget: 60_000)
    #expect(!exact.isSampled && exact != drawn)
    for (a, b) in zip(drawn.values, exact.values) { #expect(abs(a - b) < 0.5) }
    #expect(
      try image.image(
        rows: 0..<300, columns: 0..<200, width: 4, height: 3, entryBudget: 6000, context: RunContext(threads: 2))
        == drawn)
  }

  @Test("the first offending cell is named")
  func refused() {
    func cell(_ matrix: Matrix) -> [Int] {
      do { _ = try RectangularVAT(matrix) } catch AnalysisError.badDissimilarity(let row, let column, _) {
        return [row, column]
      } catch {}
      return []
    }
    #expect(cell(Matrix([[1, 2, 3], [1, -1, .nan], [.infinity, 0, 0]])) == [1, 1])
    #expect(cell(Matrix([[1, 2, .nan], [-1, 1, 1]])) == [0, 2])
    #expect(cell(Matrix([[1, 2], [3, .infinity]])) == [1, 1])
    #expect(cell(Matrix([[0, 0], [0, 0]])) == [])
  }

  @Test("no rows or columns, one cell, zeros, huge and tiny values")
  func extremes() throws {
    for (m, n) in [(0, 0), (0, 3), (3, 0), (1, 1), (1, 4), (4, 1)] {
      let result = try RectangularVAT(Matrix(rows: m, columns: n, repeating: 2))
      #expect(result.rows.order.count == m && result.columns.order.count == n && result.union.order.count == m + n)
    }
    let zeros = try RectangularVAT(Matrix(rows: 3, columns: 2))
    #expect(zeros.union.joinDistances == [0, 0, 0, 0] && zeros.rowScale == 1)
    let plain = try RectangularVAT(Self.grouped(12, 8))
    for factor in [0x1p1000, 0x1p-1000] {
      var scaled = Self.grouped(12, 8)
      for i in scaled.values.indices { scaled.values[i] *= factor }
      let result = try RectangularVAT(scaled)
      #expect(result.rows.order == plain.rows.order && result.union.order == plain.union.order)
      #expect(result.rowScale == plain.rowScale)
      #expect(result.rows.joinDistances == plain.rows.joinDistances.map { $0 * factor })
    }
  }

  @Test("cancelling ends the work with an error")
  func cancellation() throws {
    let matrix = Self.grouped(600, 400)
    let calls = CancellationAfter(calls: 10)
    #expect(throws: CancellationError.self) {
      try RectangularVAT(matrix, context: RunContext(threads: 2, isCancelled: { calls.isOver }))
    }
  }
}
