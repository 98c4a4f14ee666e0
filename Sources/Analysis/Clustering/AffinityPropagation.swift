/// Affinity propagation: rows tell one another how well they would do as each other's exemplar until a set of exemplars
/// emerges. The similarity is minus the squared dissimilarity.
public struct AffinityPropagation: Clusterer {
  public static let description = AlgorithmDescription(
    id: "affinity", title: "Affinity propagation", summary: "clusters about exemplars that emerge; no k, small data",
    reference: "Frey & Dueck, Clustering by passing messages between data points, 2007",
    parameters: [
      Parameter(
        "preference", .real(-Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude, step: 1), standard: nil,
        meaning: "how readily a row becomes an exemplar: the more, the more clusters",
        automatic: "the median similarity"),
      Parameter(
        "damping", .real(0.5...0.999, step: 0.05), standard: .real(0.5),
        meaning: "part of the old message kept in each step; more where messages swing"),
      Parameter(
        "max-iterations", .integer(1...1_000_000, step: 50), standard: .integer(200), meaning: "steps at most"),
      Parameter(
        "patience", .integer(1...10_000, step: 5), standard: .integer(15),
        meaning: "steps without a change of exemplars that end the iteration"),
    ],
    needs: [.dissimilarities], cost: "O(n²) time a step, O(n²) memory; at most \(limit) rows")

  /// Three matrices of 8 bytes an entry: 1.5 GB.
  private static let limit = 8000

  private let preference: Double?
  private let damping: Double
  private let maximumIterations: Int
  private let patience: Int
  private let parameters: ParameterValues

  public init(_ parameters: ParameterValues = ParameterValues()) throws {
    let values = try parameters.validated(for: Self.description)
    preference = values.real("preference", of: Self.description)
    damping = values.real("damping", of: Self.description) ?? 0.5
    maximumIterations = values.integer("max-iterations", of: Self.description) ?? 200
    patience = values.integer("patience", of: Self.description) ?? 15
    self.parameters = values
  }

  /// - Throws: `AnalysisError` without rows, for too many, and for dissimilarities whose squares overflow;
  ///   `CancellationError`.
  public func cluster(_ input: ClusteringInput, context: RunContext) throws -> Clustering {
    let n = input.count
    guard n > 0 else { throw AnalysisError.tooFewRows(needed: 1, given: 0, for: Self.description.id) }
    guard n <= Self.limit else {
      throw AnalysisError.tooLarge(
        "\(Self.description.id) of \(n) rows", neededBytes: 24 * n * n, freeBytes: 24 * Self.limit * Self.limit,
        advice: "sample with --sample \(Self.limit), or use kmedoids")
    }
    let messages = try AffinityMessages(input.dissimilarities, damping: damping, context: context)
    guard messages.isFinite else {
      throw AnalysisError.notApplicable(
        "\(Self.description.id) squares dissimilarities, and those overflow",
        advice: "rescale the columns, for example with --scale minmax")
    }
    var notes: [String] = []
    let chosen = preference ?? messages.medianSimilarity()
    if preference == nil {
      notes.append("preference = \(ParameterValue.real(chosen)) was chosen: the median similarity.")
    }
    var used = parameters
    used["preference"] = .real(chosen)
    used["damping"] = .real(damping)
    used["max-iterations"] = .integer(maximumIterations)
    used["patience"] = .integer(patience)
    let exemplars: [Int]
    if let same = messages.commonSimilarity {
      // All alike: no message could tell one row from another.
      exemplars = n > 1 && chosen <= same ? [0] : Array(0..<n)
    } else {
      messages.prepare(preference: chosen, seed: input.seed)
      let outcome = try messages.run(maximumIterations: maximumIterations, patience: patience, context: context)
      if !outcome.converged {
        notes.append("The messages did not settle in \(maximumIterations) steps; raise damping or max-iterations.")
      }
      if outcome.exemplars.isEmpty {
        notes.append("No row became an exemplar, so all rows are noise; raise preference.")
        return Clustering(labels: Array(repeating: -1, count: n), objective: nil, parameters: used, notes: notes)
      }
      exemplars = messages.refined(outcome.exemplars)
    }
    let labels = messages.labels(exemplars)
    // The net similarity: of the rows to their exemplars, and of those to themselves.
    var net = CompensatedSum()
    for i in 0..<n { net.add(i == exemplars[labels[i]] ? chosen : messages.similarity(i, exemplars[labels[i]])) }
    if exemplars.count <= 20 {
      var seen = Set<Int>()
      let order = labels.filter { seen.insert($0).inserted }
      notes.append("The exemplars are rows \(order.map { "\(exemplars[$0])" }.joined(separator: ", ")).")
    }
    return Clustering(
      labels: labels, objective: Clustering.Objective(name: "netSimilarity", value: net.total), parameters: used,
      notes: notes)
  }
}
