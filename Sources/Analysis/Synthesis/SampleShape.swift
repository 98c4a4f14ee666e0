/// A made-up table that shows one thing about clusters. One type in one file, and one line in `SampleShapes.all`.
public protocol SampleShape: Sendable {
  /// Also the name of its file: "two_moons".
  var id: String { get }
  var title: String { get }
  /// What to look for in it: one sentence.
  var summary: String { get }
  /// The seed of the file in `SampleData`.
  var seed: UInt64 { get }

  /// The columns that one stream of random numbers gives.
  func columns(_ random: inout RandomSource) -> [SampleColumn]
}

extension SampleShape {
  /// The columns for the shape's own seed, or another. The same seed gives the same numbers everywhere.
  public func generate(seed: UInt64? = nil) -> [SampleColumn] {
    var random = RandomSource(seed: seed ?? self.seed)
    return columns(&random)
  }
}

/// A column of a made-up table.
public struct SampleColumn: Sendable, Equatable {
  public enum Values: Sendable, Equatable {
    case numbers([Double])
    case texts([String])
  }

  public let name: String
  public let values: Values

  public init(name: String, values: Values) {
    self.name = name
    self.values = values
  }
}

/// The made-up tables that come with the program.
public enum SampleShapes {
  public static let all: [any SampleShape] = [
    TwoMoons(),
    Rings(),
    AnisotropicBlobs(),
    OneGaussian(),
    UniformSquare(),
    UnbalancedBlobsWithNoise(),
    Shoppers(),
  ]

  public static func named(_ id: String) -> (any SampleShape)? { all.first { $0.id == id } }
}
