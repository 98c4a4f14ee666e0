import Analysis

/// The parameters of an algorithm, made from its description: one line a parameter, changed in place.
public struct ParameterForm: Sendable {
  public let algorithm: AlgorithmDescription
  public var selection = 0
  /// What is being typed into the selected field; nil when nothing is.
  public var typed: String?
  public var problem: String?

  public init(_ algorithm: AlgorithmDescription) { self.algorithm = algorithm }

  public var selected: Parameter? {
    algorithm.parameters.indices.contains(selection) ? algorithm.parameters[selection] : nil
  }
}

extension Parameter {
  /// The value one or more steps away from another, kept in range.
  func stepped(from value: ParameterValue, by steps: Int) -> ParameterValue {
    switch (kind, value) {
    case (.integer(let range, let step), .integer(let number)):
      let (moved, overflow) = number.addingReportingOverflow(steps * step)
      return .integer(min(max(overflow ? number : moved, range.lowerBound), range.upperBound))
    case (.real(let range, let step), .real(let number)):
      // On the grid of the step, so that stepping there and back comes home; rounded free of binary dust.
      let scaled = ((number / step).rounded() + Double(steps)) * step
      let moved = abs(scaled) < 1e6 ? (scaled * 1e9).rounded() / 1e9 : scaled
      return .real(moved < range.lowerBound ? min(number, step) : min(moved, range.upperBound))
    case (.choice(let choices), .choice(let choice)):
      let index = choices.firstIndex(of: choice) ?? 0
      let count = choices.count
      return .choice(choices[((index + steps) % count + count) % count])
    case (.flag, .flag(let flag)): return .flag(steps % 2 == 0 ? flag : !flag)
    default: return value
    }
  }
}
