import Analysis
import Engine

/// The parameters of an algorithm, made from its description: one line a parameter, changed in place, and one that
/// takes all back to their defaults.
public struct ParameterForm: Sendable {
  public let algorithm: AlgorithmDescription
  public let owner: ParameterOwner
  /// What it was when the form was opened.
  let before: AlgorithmChoice
  /// A parameter, or after the last one the line that resets them all.
  public var selection = 0
  /// What is being typed into the selected field; nil when nothing is.
  public var typed: String?

  init(_ algorithm: AlgorithmDescription, _ owner: ParameterOwner, before: AlgorithmChoice) {
    self.algorithm = algorithm
    self.owner = owner
    self.before = before
  }

  /// Nil on the line that resets.
  public var selected: Parameter? {
    algorithm.parameters.indices.contains(selection) ? algorithm.parameters[selection] : nil
  }

  var lineCount: Int { algorithm.parameters.isEmpty ? 0 : algorithm.parameters.count + 1 }
  var isOnReset: Bool { selection == algorithm.parameters.count }

  /// What is wrong with what is being typed; nil while nothing is.
  public var problem: String? {
    guard let typed, let parameter = selected else { return nil }
    if typed.isEmpty { return "type \(parameter.allowedIncludingAutomatic)" }
    do {
      _ = try parameter.parse(typed, of: algorithm.id)
      return nil
    } catch {
      return "must be \(parameter.allowedIncludingAutomatic)"
    }
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
      // Towards a bound of 0 that does not belong to the range, one step is as near as it gets.
      return .real(
        moved < range.lowerBound ? max(min(number, step), range.lowerBound) : min(moved, range.upperBound))
    case (.choice(let choices), .choice(let choice)):
      let index = choices.firstIndex(of: choice) ?? 0
      let count = choices.count
      return .choice(choices[((index + steps) % count + count) % count])
    case (.flag, .flag(let flag)): return .flag(steps % 2 == 0 ? flag : !flag)
    default: return value
    }
  }

  /// How far the arrow keys go, in words; nil where there is no far or near.
  var stepInWords: String? {
    switch kind {
    case .integer(_, let step): "step \(step), with Shift \(10 * step)"
    case .real(_, let step): "step \(ParameterValue.real(step)), with Shift \(ParameterValue.real(10 * step))"
    case .choice, .flag: nil
    }
  }
}
