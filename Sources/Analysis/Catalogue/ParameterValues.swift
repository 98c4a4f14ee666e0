/// The values given for an algorithm's parameters; what is not given takes the parameter's default.
public struct ParameterValues: Sendable, Hashable {
  public private(set) var given: [String: ParameterValue]

  public init(_ given: [String: ParameterValue] = [:]) { self.given = given }

  /// Reads `name=value` assignments against the description of an algorithm.
  /// - Throws: `AnalysisError.unknownParameter`, `.parameter` or `.assignment`.
  public init(assignments: [String], for algorithm: AlgorithmDescription) throws {
    given = [:]
    for assignment in assignments {
      guard let equals = assignment.firstIndex(of: "=") else { throw AnalysisError.assignment(assignment) }
      let name = String(assignment[..<equals])
      let parameter = try algorithm.parameter(named: name)
      given[name] = try parameter.parse(String(assignment[assignment.index(after: equals)...]), of: algorithm.id)
    }
  }

  public subscript(name: String) -> ParameterValue? {
    get { given[name] }
    set { given[name] = newValue }
  }

  /// Checks every given value against the description.
  public func validated(for algorithm: AlgorithmDescription) throws -> ParameterValues {
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      let parameter = try algorithm.parameter(named: name)
      guard parameter.admits(value) else {
        throw AnalysisError.parameter(
          name: name, of: algorithm.id, value: value.description, allowed: parameter.allowedIncludingAutomatic)
      }
    }
    return self
  }

  /// A whole number: the given one, or the description's default; nil when it is to be chosen.
  public func integer(_ name: String, of algorithm: AlgorithmDescription) -> Int? {
    if case .integer(let value)? = value(name, of: algorithm) { value } else { nil }
  }

  /// A number: the given one, or the description's default; nil when it is to be chosen.
  public func real(_ name: String, of algorithm: AlgorithmDescription) -> Double? {
    switch value(name, of: algorithm) {
    case .real(let value)?: value
    case .integer(let value)?: Double(value)
    default: nil
    }
  }

  public func choice(_ name: String, of algorithm: AlgorithmDescription) -> String? {
    if case .choice(let value)? = value(name, of: algorithm) { value } else { nil }
  }

  public func flag(_ name: String, of algorithm: AlgorithmDescription) -> Bool? {
    if case .flag(let value)? = value(name, of: algorithm) { value } else { nil }
  }

  private func value(_ name: String, of algorithm: AlgorithmDescription) -> ParameterValue? {
    given[name] ?? algorithm.parameters.first { $0.name == name }?.standard
  }
}
