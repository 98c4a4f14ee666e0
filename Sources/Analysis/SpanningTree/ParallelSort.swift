/// Sorts a long array: parts in parallel, then neighbouring parts merged in rounds. The same for any number of threads,
/// since the parts do not depend on it; stable only as far as `precedes` leaves no ties.
/// - Throws: `CancellationError`.
func sorted<Element: Sendable>(
  _ elements: [Element], by precedes: @Sendable (Element, Element) -> Bool, context: RunContext
) throws -> [Element] {
  guard elements.count >= 20_000 else { return elements.sorted(by: precedes) }
  let parts = 16
  let count = elements.count
  let size = (count + parts - 1) / parts
  var current = elements
  var other = elements
  try current.withUnsafeMutableBufferPointer { buffer in
    // Each chunk sorts its own part.
    nonisolated(unsafe) let buffer = buffer
    try context.forEachChunk(parts) { part in
      let bounds = min(count, part * size)..<min(count, (part + 1) * size)
      var slice = UnsafeMutableBufferPointer(rebasing: buffer[bounds])
      slice.sort(by: precedes)
    }
  }
  var width = size
  while width < count {
    let span = width
    try current.withUnsafeBufferPointer { source in
      try other.withUnsafeMutableBufferPointer { target in
        // Each chunk writes to the places of its own two parts.
        nonisolated(unsafe) let source = source
        nonisolated(unsafe) let target = target
        try context.forEachChunk((count + 2 * span - 1) / (2 * span)) { pair in
          var a = pair * 2 * span
          let middle = min(count, a + span)
          let end = min(count, a + 2 * span)
          var b = middle
          for place in a..<end {
            let takesSecond = a >= middle || (b < end && precedes(source[b], source[a]))
            target[place] = source[takesSecond ? b : a]
            if takesSecond { b += 1 } else { a += 1 }
          }
        }
      }
    }
    swap(&current, &other)
    width *= 2
  }
  return current
}
