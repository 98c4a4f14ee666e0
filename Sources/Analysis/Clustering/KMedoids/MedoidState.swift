/// Where a search for medoids stands: for every row the nearest and the second nearest medoid, and what taking each
/// medoid away would cost (Schubert & Rousseeuw, "Fast and eager k-medoids clustering", 2021).
///
/// O(n·k) memory for the comparison values between medoids and rows, up to a limit; beyond it O(n), and swaps cost
/// more. One thread changes it; several may evaluate candidates at the same time.
final class MedoidState: @unchecked Sendable {
  /// Comparison values kept at most.
  private static let cacheLimit = 40_000_000
  /// Rows looked at together: their values stay in the nearest cache.
  private static let tile = 2048

  let dissimilarities: any Dissimilarities
  let n: Int
  let k: Int
  /// The row in each slot.
  private(set) var medoids: [Int]
  private var isMedoid: [Bool]
  /// Slots; −1 for the second when there is a single medoid.
  private let nearestSlot: Buffer<Int32>
  private let secondSlot: Buffer<Int32>
  private let nearestValue: Buffer<Double>
  private let secondValue: Buffer<Double>
  /// The same as dissimilarities.
  private let nearest: Buffer<Double>
  private let second: Buffer<Double>
  private let cache: Buffer<Double>?
  private let removalLoss: Buffer<Double>
  /// Σ of the dissimilarities of the rows to their medoids.
  private(set) var totalDeviation = 0.0

  /// O(n·k) dissimilarities.
  /// - Parameter medoids: distinct rows, at least one.
  /// - Throws: `CancellationError`.
  init(_ dissimilarities: any Dissimilarities, medoids: [Int], context: RunContext) throws {
    self.dissimilarities = dissimilarities
    self.medoids = medoids
    let (n, k) = (dissimilarities.count, medoids.count)
    self.n = n
    self.k = k
    isMedoid = Array(repeating: false, count: n)
    for row in medoids { isMedoid[row] = true }
    nearestSlot = Buffer(count: n, repeating: -1)
    secondSlot = Buffer(count: n, repeating: -1)
    nearestValue = Buffer(count: n, repeating: .infinity)
    secondValue = Buffer(count: n, repeating: .infinity)
    nearest = Buffer(count: n, repeating: .infinity)
    second = Buffer(count: n, repeating: .infinity)
    removalLoss = Buffer(count: k, repeating: 0)
    cache = n * k <= Self.cacheLimit ? Buffer(count: n * k, repeating: 0) : nil
    let cache = cache
    try context.forEachChunk((n + Self.tile - 1) / Self.tile) { chunk in
      let rows = (chunk * Self.tile)..<min(n, (chunk + 1) * Self.tile)
      try withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.tile) { scratch in
        for slot in 0..<k {
          if slot & 15 == 0 { try context.checkCancellation() }
          let target = cache.map { $0.pointer + (slot * n + rows.lowerBound) } ?? scratch.baseAddress!
          Self.values(dissimilarities, from: medoids[slot], to: rows, into: target)
          for (offset, j) in rows.enumerated() {
            let value = target[offset]
            // A medoid is its own nearest, whatever else coincides with it.
            if value < nearestValue[j] {
              secondValue[j] = nearestValue[j]
              secondSlot[j] = nearestSlot[j]
              nearestValue[j] = value
              nearestSlot[j] = Int32(slot)
            } else if value < secondValue[j] {
              secondValue[j] = value
              secondSlot[j] = Int32(slot)
            }
          }
        }
      }
      for j in rows where nearestSlot[j] < 0 { nearestSlot[j] = 0 }
      for j in rows where secondSlot[j] < 0 && k > 1 { secondSlot[j] = nearestSlot[j] == 0 ? 1 : 0 }
    }
    for (slot, row) in medoids.enumerated() { claim(row, slot: slot) }
    refreshDissimilarities()
  }

  /// One slot a row.
  var labels: [Int] { (0..<n).map { Int(nearestSlot[$0]) } }
  func isMedoid(_ row: Int) -> Bool { isMedoid[row] }

  // MARK: - Evaluating a candidate

  /// How the total deviation would change if a row became a medoid in place of the one that it is best to give up.
  /// O(n) dissimilarities and O(k).
  /// - Throws: `CancellationError`.
  func bestSwap(with candidate: Int, _ context: RunContext) throws -> (change: Double, slot: Int) {
    try withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * Self.tile + k) { scratch in
      try withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.tile) { places in
        let values = scratch.baseAddress!
        let hits = values + Self.tile
        let losses = hits + Self.tile
        let hitPlaces = places.baseAddress!
        losses.update(from: removalLoss.pointer, count: k)
        var gain = 0.0
        for start in stride(from: 0, to: n, by: Self.tile) {
          try context.checkCancellation()
          let end = min(n, start + Self.tile)
          Self.values(dissimilarities, from: candidate, to: start..<end, into: values)
          // Only rows that are nearer to the candidate than to their second medoid matter.
          var count = 0
          let limits = secondValue.pointer + start
          for t in 0..<(end - start) {
            let value = values[t]
            hits[count] = value
            hitPlaces[count] = Int32(truncatingIfNeeded: t)
            count += value < limits[t] ? 1 : 0
          }
          dissimilarities.convertToDissimilarities(hits, count: count)
          if k == 1 {
            for h in 0..<count { gain += hits[h] - nearest[start + Int(hitPlaces[h])] }
            continue
          }
          for h in 0..<count {
            let j = start + Int(hitPlaces[h])
            let slot = Int(nearestSlot[j])
            let distance = hits[h]
            if distance < nearest[j] {
              gain += distance - nearest[j]
              losses[slot] += nearest[j] - second[j]
            } else {
              losses[slot] += distance - second[j]
            }
          }
        }
        if k == 1 { return (gain, 0) }
        var slot = 0
        for c in 1..<k where losses[c] < losses[slot] { slot = c }
        return (gain + losses[slot], slot)
      }
    }
  }

  // MARK: - Making a swap

  /// Puts a row into a slot. O(n) dissimilarities, and O(k) for each row that loses its nearest or second medoid.
  /// - Throws: `CancellationError`; the state is then of no use.
  func swap(_ candidate: Int, into slot: Int, _ context: RunContext) throws {
    isMedoid[medoids[slot]] = false
    isMedoid[candidate] = true
    medoids[slot] = candidate
    try withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.tile) { scratch in
      for start in stride(from: 0, to: n, by: Self.tile) {
        try context.checkCancellation()
        let end = min(n, start + Self.tile)
        let values = cache.map { $0.pointer + (slot * n + start) } ?? scratch.baseAddress!
        Self.values(dissimilarities, from: candidate, to: start..<end, into: values)
        for j in start..<end { update(j, slot: Int32(slot), value: values[j - start]) }
      }
    }
    for (slot, row) in medoids.enumerated() { claim(row, slot: slot) }
    refreshDissimilarities()
  }

  @inline(__always)
  private func update(_ j: Int, slot: Int32, value: Double) {
    if nearestSlot[j] == slot {
      if value <= secondValue[j] {
        nearestValue[j] = value
      } else {
        nearestSlot[j] = secondSlot[j]
        nearestValue[j] = secondValue[j]
        findSecond(j)
      }
    } else if value < nearestValue[j] {
      secondSlot[j] = nearestSlot[j]
      secondValue[j] = nearestValue[j]
      nearestSlot[j] = slot
      nearestValue[j] = value
    } else if secondSlot[j] == slot {
      if value <= secondValue[j] { secondValue[j] = value } else { findSecond(j) }
    } else if value < secondValue[j] {
      secondSlot[j] = slot
      secondValue[j] = value
    }
  }

  private func findSecond(_ j: Int) {
    var best = (slot: -1, value: Double.infinity)
    for slot in 0..<k where slot != Int(nearestSlot[j]) {
      let value = value(slot, j)
      if best.slot < 0 || value < best.value { best = (slot, value) }
    }
    secondSlot[j] = Int32(best.slot)
    secondValue[j] = best.value
  }

  private func value(_ slot: Int, _ j: Int) -> Double {
    cache.map { $0[slot * n + j] } ?? (medoids[slot] == j ? 0 : dissimilarities.comparisonValue(medoids[slot], j))
  }

  /// A medoid belongs to its own slot, also where another medoid coincides with it.
  private func claim(_ row: Int, slot: Int) {
    guard Int(nearestSlot[row]) != slot else { return }
    if Int(secondSlot[row]) != slot || secondValue[row] > nearestValue[row] {
      secondSlot[row] = nearestSlot[row]
      secondValue[row] = nearestValue[row]
    } else {
      secondSlot[row] = nearestSlot[row]
    }
    nearestSlot[row] = Int32(slot)
    nearestValue[row] = value(slot, row)
  }

  private func refreshDissimilarities() {
    nearest.pointer.update(from: nearestValue.pointer, count: n)
    second.pointer.update(from: secondValue.pointer, count: n)
    dissimilarities.convertToDissimilarities(nearest.pointer, count: n)
    if k > 1 { dissimilarities.convertToDissimilarities(second.pointer, count: n) }
    removalLoss.pointer.update(repeating: 0, count: k)
    var total = CompensatedSum()
    for j in 0..<n {
      total.add(nearest[j])
      removalLoss[Int(nearestSlot[j])] += second[j] - nearest[j]
    }
    totalDeviation = total.total
  }

  /// Comparison values from a row, 0 to itself whatever the metric's rounding.
  @inline(__always)
  private static func values(
    _ dissimilarities: any Dissimilarities, from row: Int, to rows: Range<Int>,
    into target: UnsafeMutablePointer<Double>
  ) {
    dissimilarities.comparisonValues(from: row, to: rows, into: target)
    if rows.contains(row) { target[row - rows.lowerBound] = 0 }
  }
}
