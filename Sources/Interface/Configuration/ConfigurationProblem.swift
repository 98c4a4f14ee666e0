/// What is wrong with a configuration file.
public struct ConfigurationProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// From 1; nil when it cannot be told.
  public var line: Int?
  public var reason: String

  public var description: String { (line.map { "line \($0): " } ?? "") + reason }
}
