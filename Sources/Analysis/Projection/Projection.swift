/// A way to see features in few dimensions.
public protocol Projection: Describable {
  init(_ parameters: ParameterValues) throws

  /// - Parameter features: n×d, finite.
  /// - Throws: `AnalysisError`, `CancellationError`.
  func project(_ features: Matrix, seed: UInt64, context: RunContext) throws -> ProjectedPoints
}

/// The projections there are. A new one is one file and one line.
public enum Projections {
  public static let all: [any Projection.Type] = [PrincipalComponents.self]

  /// - Throws: `AnalysisError.unknownAlgorithm`.
  public static func named(_ id: String) throws -> any Projection.Type {
    try Catalogue.find(id, in: all, kind: "projection") { $0.description }
  }
}

/// Points in few dimensions, and what their axes mean.
public struct ProjectedPoints: Sendable, Equatable {
  /// n×m.
  public let coordinates: Matrix
  /// One an axis, as written on a plot: "PC1".
  public let axisNames: [String]
  /// The share of variance along each axis, in falling order, all of them (not just those of `coordinates`);
  /// empty where it has no meaning.
  public let explainedVarianceRatio: [Double]
  /// The variance along each axis, divisor n − 1.
  public let explainedVariance: [Double]
  /// d×m: how each column enters each axis; nil for projections that are not linear.
  public let loadings: Matrix?
  public let parameters: ParameterValues

  public init(
    coordinates: Matrix, axisNames: [String], explainedVarianceRatio: [Double] = [], explainedVariance: [Double] = [],
    loadings: Matrix? = nil, parameters: ParameterValues = ParameterValues()
  ) {
    self.coordinates = coordinates
    self.axisNames = axisNames
    self.explainedVarianceRatio = explainedVarianceRatio
    self.explainedVariance = explainedVariance
    self.loadings = loadings
    self.parameters = parameters
  }
}
