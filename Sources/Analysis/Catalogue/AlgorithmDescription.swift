/// What an algorithm says about itself. Command-line options, parameter forms, help and the README's tables are
/// all made from it.
public struct AlgorithmDescription: Sendable {
  /// What an algorithm works on.
  public enum Need: String, Sendable, CaseIterable {
    case features
    case dissimilarities
    case spanningTree = "spanning tree"
    case neighborGraph = "neighbour graph"
  }

  /// As typed on the command line.
  public let id: String
  public let title: String
  /// One line, without a full stop at the end.
  public let summary: String
  /// Where it comes from: authors, title, year.
  public let reference: String
  public let parameters: [Parameter]
  public let needs: [Need]
  /// Time and memory, in n rows and d columns.
  public let cost: String

  public init(
    id: String, title: String, summary: String, reference: String, parameters: [Parameter] = [], needs: [Need],
    cost: String
  ) {
    self.id = id
    self.title = title
    self.summary = summary
    self.reference = reference
    self.parameters = parameters
    self.needs = needs
    self.cost = cost
  }

  /// - Throws: `AnalysisError.unknownParameter`, with the names that there are.
  public func parameter(named name: String) throws -> Parameter {
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      throw AnalysisError.unknownParameter(name: name, of: id, known: parameters.map(\.name))
    }
    return parameter
  }
}

/// Anything that stands in a catalogue.
public protocol Describable: Sendable {
  static var description: AlgorithmDescription { get }
}

/// Look-up by identifier, shared by every catalogue.
public enum Catalogue {
  /// - Throws: `AnalysisError.unknownAlgorithm`, with the identifiers that there are and the nearest of them.
  public static func find<Entry>(
    _ id: String, in entries: [Entry], kind: String, describedBy description: (Entry) -> AlgorithmDescription
  ) throws -> Entry {
    guard let entry = entries.first(where: { description($0).id == id }) else {
      throw AnalysisError.unknownAlgorithm(id: id, kind: kind, known: entries.map { description($0).id })
    }
    return entry
  }
}
