/// A way to see features in few dimensions.
public protocol Projection: Describable {
  init(_ parameters: ParameterValues) throws

  /// - Parameter features: n×d, finite.
  /// - Throws: `AnalysisError`, `CancellationError`.
  func project(_ features: Matrix, seed: UInt64, context: RunContext) throws -> ProjectedPoints
}

extension AlgorithmDescription {
  /// The settings worth trying where nobody says which: the defaults, each choice of the first parameter that has
  /// choices, and half and double the default of the first that is a number, as far as it may be. Parameters that only
  /// say how many axes to give are left alone.
  public var settingsToTry: [ParameterValues] {
    var tried = [ParameterValues()]
    let parameters = parameters.filter { $0.name != "components" }
    if let parameter = parameters.first(where: { if case .choice = $0.kind { true } else { false } }),
      case .choice(let choices) = parameter.kind
    {
      for choice in choices where parameter.standard != .choice(choice) {
        tried.append(ParameterValues([parameter.name: .choice(choice)]))
      }
    }
    for parameter in parameters {
      let values: [ParameterValue]
      switch parameter.standard {
      case .integer(let value)?: values = [.integer(value / 2), .integer(value > Int.max / 2 ? value : value * 2)]
      case .real(let value)?: values = [.real(value / 2), .real(value * 2)]
      default: continue
      }
      for value in values where value != parameter.standard && parameter.admits(value) {
        tried.append(ParameterValues([parameter.name: value]))
      }
      break
    }
    return tried
  }
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
