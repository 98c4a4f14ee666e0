/// One setting of an algorithm, described well enough to make from it a command-line option, a form field,
/// a help line and a validated value.
public struct Parameter: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case integer(ClosedRange<Int>, step: Int)
    /// Bounds are inclusive unless `above` is set: then the value must be strictly greater than `above`.
    case real(ClosedRange<Double>, step: Double)
    case choice([String])
    case flag
  }

  /// As typed after `--set`: lower case, words joined by hyphens.
  public let name: String
  public let kind: Kind
  /// Nil when the algorithm chooses for itself; `automatic` then says by which rule.
  public let standard: ParameterValue?
  public let meaning: String
  public let automatic: String?

  public init(
    _ name: String, _ kind: Kind, standard: ParameterValue?, meaning: String, automatic: String? = nil
  ) {
    precondition(standard != nil || automatic != nil, "a parameter without a default must say how it is chosen")
    self.name = name
    self.kind = kind
    self.standard = standard
    self.meaning = meaning
    self.automatic = automatic
  }

  /// What a value may be, in words: used in help and in errors.
  public var allowed: String {
    switch kind {
    case .integer(let range, _):
      range.upperBound == .max
        ? "a whole number from \(range.lowerBound)"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .real(let range, _):
      switch (range.lowerBound == .leastNonzeroMagnitude, range.upperBound == .greatestFiniteMagnitude) {
      case (true, true): "a number above 0"
      case (true, false): "a number above 0, at most \(ParameterValue.real(range.upperBound))"
      case (false, true): "a number from \(ParameterValue.real(range.lowerBound))"
      case (false, false):
        "a number from \(ParameterValue.real(range.lowerBound)) to \(ParameterValue.real(range.upperBound))"
      }
    case .choice(let choices): "one of \(choices.joined(separator: ", "))"
    case .flag: "true or false"
    }
  }

  /// Reads a typed value. "auto" is accepted where the parameter may choose for itself, and gives nil.
  /// - Throws: `AnalysisError.parameter` naming the parameter and what it may be.
  public func parse(_ text: String, of algorithm: String) throws -> ParameterValue? {
    if text == "auto", standard == nil { return nil }
    let value: ParameterValue? =
      switch kind {
      case .integer: Int(text).map(ParameterValue.integer)
      case .real: Double(text).map(ParameterValue.real)
      case .choice: .choice(text)
      case .flag:
        switch text {
        case "true", "yes", "on", "1": .flag(true)
        case "false", "no", "off", "0": .flag(false)
        default: nil
        }
      }
    guard let value, admits(value) else {
      throw AnalysisError.parameter(name: name, of: algorithm, value: text, allowed: allowedIncludingAutomatic)
    }
    return value
  }

  public func admits(_ value: ParameterValue) -> Bool {
    switch (kind, value) {
    case (.integer(let range, _), .integer(let value)): range.contains(value)
    case (.real(let range, _), .real(let value)): value.isFinite && range.contains(value)
    case (.choice(let choices), .choice(let value)): choices.contains(value)
    case (.flag, .flag): true
    default: false
    }
  }

  public var allowedIncludingAutomatic: String { standard == nil ? "\(allowed), or auto" : allowed }
}

/// The value of one parameter.
public enum ParameterValue: Sendable, Hashable, CustomStringConvertible {
  case integer(Int)
  case real(Double)
  case choice(String)
  case flag(Bool)

  public var description: String {
    switch self {
    case .integer(let value): return "\(value)"
    case .real(let value):
      // A whole number reads better without its fraction.
      if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
      return "\(value)"
    case .choice(let value): return value
    case .flag(let value): return value ? "true" : "false"
    }
  }
}
