import Analysis
import Engine

/// What a form changes the parameters of.
public enum ParameterOwner: Sendable, Hashable {
  case clusterer
  case metric
  case projection
}

extension AlgorithmDescription {
  /// Without the number of components, which follows from the axes that are shown.
  fileprivate var ofPlane: AlgorithmDescription {
    AlgorithmDescription(
      id: id, title: title, summary: summary, reference: reference,
      parameters: parameters.filter { $0.name != Session.componentsParameter }, needs: needs, cost: cost)
  }
}

extension State {
  /// What has parameters that a form can change: every clusterer, metric and projection, by its name.
  static func parameterised(_ id: String) -> (owner: ParameterOwner, description: AlgorithmDescription)? {
    if let clusterer = try? Clusterers.named(id).description { return (.clusterer, clusterer) }
    if let metric = Metrics.all.map({ $0.description }).first(where: { $0.id == id }) { return (.metric, metric) }
    return Projections.all.map { $0.description }.first { $0.id == id }.map { (.projection, $0.ofPlane) }
  }

  func choice(of owner: ParameterOwner) -> AlgorithmChoice? {
    switch owner {
    case .clusterer: session?.clusterer
    case .metric: session?.basis.metric
    case .projection: session?.projection
    }
  }

  mutating func setChoice(_ choice: AlgorithmChoice, of owner: ParameterOwner) {
    switch owner {
    case .clusterer: session?.clusterer = choice
    case .metric: session?.basis.setMetric(choice)
    case .projection: setProjection(choice)
    }
  }

  /// Nil for the default.
  mutating func setParameter(_ name: String, _ value: ParameterValue?, of owner: ParameterOwner) {
    guard var choice = choice(of: owner) else { return }
    choice.parameters[name] = value
    setChoice(choice, of: owner)
  }

  mutating func editParameters() {
    guard let description = session?.clustererDescription, let choice = session?.clusterer else { return }
    overlay = .form(ParameterForm(description, .clusterer, before: choice))
  }

  mutating func setProjection(_ choice: AlgorithmChoice) {
    guard session?.projection != choice else { return }
    session?.projection = choice
    session?.plotWindow = nil
  }

  /// Opens the form of an algorithm, a metric or a projection, which becomes the current one, at a parameter.
  mutating func editParameter(_ name: String, of algorithm: String) {
    guard session != nil else { return }
    guard let (owner, description) = Self.parameterised(algorithm) else {
      return complain("There is no algorithm \"\(algorithm)\".")
    }
    if choice(of: owner)?.id != algorithm {
      switch owner {
      case .clusterer: setClusterer(algorithm)
      case .metric: setMetric(AlgorithmChoice(algorithm))
      case .projection: setProjection(AlgorithmChoice(algorithm))
      }
    }
    guard let before = choice(of: owner) else { return }
    var form = ParameterForm(description, owner, before: before)
    form.selection = description.parameters.firstIndex { $0.name == name } ?? 0
    overlay = .form(form)
  }

  /// From the given value, the one that was chosen automatically, or the default.
  func currentValue(of parameter: Parameter, _ owner: ParameterOwner = .clusterer) -> ParameterValue? {
    choice(of: owner)?.parameters[parameter.name]
      ?? parameter.standard
      ?? (owner == .clusterer ? session?.clustering?.parameters[parameter.name] : nil)
  }

  mutating func stepParameter(_ steps: Int) {
    guard let description = session?.clustererDescription else { return }
    guard let parameter = description.parameters.first else {
      return complain("\(description.title) has no parameters.")
    }
    step(parameter, by: steps, of: .clusterer)
    if let value = session?.clusterer.parameters[parameter.name] { tell("\(parameter.name) = \(value)") }
  }

  mutating func step(_ parameter: Parameter, by steps: Int, of owner: ParameterOwner) {
    let value: ParameterValue
    if let current = currentValue(of: parameter, owner) {
      value = parameter.stepped(from: current, by: steps)
    } else {
      switch parameter.kind {
      case .integer(let range, _): value = .integer(max(range.lowerBound, 2))
      case .real(_, let step): value = .real(step)
      case .choice(let choices): value = .choice(choices[0])
      case .flag: value = .flag(true)
      }
    }
    setParameter(parameter.name, value, of: owner)
  }
}
