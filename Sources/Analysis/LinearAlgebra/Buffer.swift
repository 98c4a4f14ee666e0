/// An array of fixed length that several threads may fill, each its own part. Nothing guards against two of them
/// writing the same element: whoever shares a buffer sees to that.
final class Buffer<Element: BitwiseCopyable>: @unchecked Sendable {
  let count: Int
  let pointer: UnsafeMutablePointer<Element>

  init(count: Int, repeating value: Element) {
    self.count = count
    pointer = .allocate(capacity: max(1, count))
    pointer.initialize(repeating: value, count: max(1, count))
  }

  convenience init(_ values: [Element], padding: Element) {
    self.init(count: values.count, repeating: padding)
    values.withUnsafeBufferPointer { if let base = $0.baseAddress { pointer.update(from: base, count: count) } }
  }

  deinit { pointer.deallocate() }

  @inline(__always) subscript(index: Int) -> Element {
    get { pointer[index] }
    set { pointer[index] = newValue }
  }

  var array: [Element] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
