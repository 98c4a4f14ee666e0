import Analysis

/// Something that can be computed of a study. It is its own key: it holds every choice that its value depends on, so
/// that two equal quantities have equal values, and changing a choice leaves everything else as it was.
public protocol Quantity: Hashable, Sendable {
  associatedtype Value: Sendable

  /// As shown while it is being computed: "spanning tree".
  var title: String { get }

  /// Asks the study for what it needs, and computes the rest.
  /// - Throws: whatever is wrong with the request or the data, or `CancellationError`.
  func compute(in study: Study, context: RunContext) throws -> Value
}

/// Any quantity, as a key.
public struct AnyQuantity: Hashable, Sendable {
  public let base: any Quantity

  public init(_ base: some Quantity) { self.base = base }

  public var title: String { base.title }

  public static func == (left: AnyQuantity, right: AnyQuantity) -> Bool { equals(left.base, right.base) }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(type(of: base)))
    base.hash(into: &hasher)
  }

  private static func equals<Q: Quantity>(_ left: Q, _ right: any Quantity) -> Bool { left == right as? Q }
}
