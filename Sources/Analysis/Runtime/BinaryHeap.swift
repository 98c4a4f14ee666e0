/// A heap with the least element first (Williams, "Algorithm 232: heapsort", 1964).
struct BinaryHeap<Element: Comparable> {
  private var elements: [Element]

  /// O(n).
  init(_ elements: [Element] = []) {
    self.elements = elements
    restore()
  }

  var count: Int { elements.count }
  var first: Element? { elements.first }

  /// O(log n).
  mutating func insert(_ element: Element) {
    elements.append(element)
    var i = elements.count - 1
    while i > 0, elements[i] < elements[(i - 1) / 2] {
      elements.swapAt(i, (i - 1) / 2)
      i = (i - 1) / 2
    }
  }

  /// O(log n).
  @discardableResult
  mutating func popFirst() -> Element? {
    guard !elements.isEmpty else { return nil }
    elements.swapAt(0, elements.count - 1)
    let least = elements.removeLast()
    if !elements.isEmpty { sink(0) }
    return least
  }

  /// O(n).
  mutating func removeAll(where isGone: (Element) -> Bool) {
    elements.removeAll(where: isGone)
    restore()
  }

  private mutating func restore() {
    for i in stride(from: elements.count / 2 - 1, through: 0, by: -1) { sink(i) }
  }

  private mutating func sink(_ start: Int) {
    var i = start
    while true {
      var least = i
      for child in [2 * i + 1, 2 * i + 2] where child < elements.count && elements[child] < elements[least] {
        least = child
      }
      if least == i { return }
      elements.swapAt(i, least)
      i = least
    }
  }
}
