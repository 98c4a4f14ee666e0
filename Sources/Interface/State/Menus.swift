import Analysis
import Canvas
import Engine
import Tabular

extension State {
  /// The menu for a choice; nil when there is nothing to choose for.
  func menu(for chooser: Chooser) -> Menu? {
    if chooser == .theme {
      return Menu(
        "Theme",
        themes.themes.map {
          Menu.Item(
            $0.name, detail: $0.isLight ? "light" : "dark", command: .setTheme($0.name),
            isCurrent: $0.name == theme.name)
        }, isLive: true, restore: .setTheme(theme.name))
    }
    guard let session else { return nil }
    switch chooser {
    case .theme: return nil
    case .selections: return selectionsMenu
    case .clusterer:
      return Menu(
        "Algorithm",
        Clusterers.all.map { $0.description }.map { description in
          Menu.Item(
            description.id, detail: description.summary, command: .setClusterer(description.id),
            isCurrent: description.id == session.clusterer.id,
            disabled: session.basis.preparation.isDissimilarityMatrix && description.needs.contains(.features)
              ? "needs features, and only dissimilarities are given" : nil)
        })
    case .metric:
      let features = Metrics.all.map { $0.description }.map { description in
        Menu.Item(
          description.id, detail: description.summary, command: .setMetric(description.id),
          isCurrent: description.id == session.basis.metric.id)
      }
      let precomputed = Menu.Item(
        Basis.precomputed, detail: "the table is the dissimilarity matrix", command: .setMetric(Basis.precomputed),
        isCurrent: session.basis.metric.id == Basis.precomputed)
      return Menu("Metric", features + [precomputed] + parametersItem(of: .metric))
    case .projection:
      let isMatrix = session.basis.preparation.isDissimilarityMatrix
      let projections = Projections.all.map { $0.description }.map { description in
        Menu.Item(
          description.id, detail: description.summary, command: .useProjection(AlgorithmChoice(description.id)),
          isCurrent: description.id == session.projection.id,
          disabled: isMatrix ? "the table is a dissimilarity matrix and has no features" : nil)
      }
      return Menu("Projection", projections + parametersItem(of: .projection))
    case .scale:
      return Menu(
        "Scale",
        Scale.allCases.map {
          Menu.Item(
            $0.rawValue, detail: $0.meaning, command: .setScale($0),
            isCurrent: $0 == session.basis.preparation.scale)
        })
    case .missing:
      return Menu(
        "Missing values",
        MissingPolicy.allCases.map {
          Menu.Item(
            $0.rawValue, detail: $0.meaning, command: .setMissing($0),
            isCurrent: $0 == session.basis.preparation.missing)
        })
    case .features:
      guard let dataset = session.dataset else { return nil }
      var menu = Menu(
        "Features",
        session.table.columns.map { column in
          Menu.Item(
            column.name, detail: summary(of: column), command: .toggleFeature(column.name),
            isCurrent: dataset.featureNames.contains(column.name),
            disabled: column.isNumeric ? nil : "it holds text")
        })
      menu.staysOpen = true
      menu.selection = 0
      return menu
    case .labels:
      let current = session.basis.preparation.labels
      let none = Menu.Item("none", detail: "no reference classes", command: .setLabels(nil), isCurrent: current == nil)
      return Menu(
        "Labels",
        [none]
          + session.table.columns.map {
            Menu.Item($0.name, detail: summary(of: $0), command: .setLabels($0.name), isCurrent: current == $0.name)
          })
    case .panes: return panesMenu(session)
    case .axis(let side):
      let current = side == .horizontal ? session.horizontal : session.vertical
      guard let dataset = session.dataset else { return nil }
      let components = (0..<min(10, dataset.featureNames.count)).map { index in
        Menu.Item(
          "PC\(index + 1)", detail: "principal component", command: .setAxis(side, .component(index)),
          isCurrent: current == .component(index))
      }
      let columns = dataset.featureNames.map { name in
        Menu.Item(
          name, detail: "column, in its own units", command: .setAxis(side, .column(name)),
          isCurrent: current == .column(name))
      }
      return Menu(side == .horizontal ? "Horizontal axis" : "Vertical axis", components + columns)
    }
  }

  /// Leads on to the form of what is current, where that has parameters.
  private func parametersItem(of owner: ParameterOwner) -> [Menu.Item] {
    guard let id = choice(of: owner)?.id, let description = Self.parameterised(id)?.description,
      let first = description.parameters.first
    else { return [] }
    return [
      Menu.Item(
        "parameters", detail: "change those of \(id)", command: .editParameter(of: id, first.name))
    ]
  }

  /// What a column holds, in a few words.
  private func summary(of column: Column) -> String {
    let missing = column.missingCount == 0 ? "" : ", \(column.missingCount) missing"
    switch column.values {
    case .numeric(let numbers):
      let finite = numbers.filter(\.isFinite)
      guard let low = finite.min(), let high = finite.max() else { return "no numbers" }
      return "\(formatNumber(low)) to \(formatNumber(high))\(missing)"
    case .text(_, let levels):
      return "\(formatCount(levels.count)) texts: \(levels.prefix(3).joined(separator: ", "))\(missing)"
    }
  }
}
