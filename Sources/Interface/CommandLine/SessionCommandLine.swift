import Analysis
import Engine

/// A command that gives at a shell what the explorer shows.
public struct SessionCommandLine: Sendable, Hashable {
  /// What it gives, in a few words.
  public var meaning: String
  public var arguments: [String]

  public var text: String { (["pleiades"] + arguments).map(ShellWord.quoted).joined(separator: " ") }
}

extension State {
  /// The commands for what is shown, that of the focused pane first.
  public var commandLines: [SessionCommandLine] {
    guard let session else { return [] }
    let data = DataArguments(session, asked: initialBasis)
    let explore = exploreLine(data)
    let picture: SessionCommandLine?
    switch focus {
    case .scatter: picture = session.showsPlainProjection ? session.projectionLine(data) : explore
    case .image: picture = session.imageLine(data, showsDendrogram: showsDendrogram)
    case .profile: picture = session.imageLine(data, showsDendrogram: true)
    default: picture = nil
    }
    let lines =
      [picture, session.clusterLine(data), session.validateLine(data)] + (picture == explore ? [] : [explore])
    guard let note = data.note else { return lines.compactMap(\.self) }
    return lines.compactMap(\.self).map {
      SessionCommandLine(meaning: $0.meaning + ", " + note, arguments: $0.arguments)
    }
  }
}

extension Session {
  /// Whether the scatterplot is the one that `project` draws.
  fileprivate var showsPlainProjection: Bool {
    horizontal == .component(0) && vertical == .component(1) && plotWindow == nil
  }

  fileprivate func projectionLine(_ data: DataArguments) -> SessionCommandLine? {
    guard !basis.preparation.isDissimilarityMatrix else { return nil }
    let choice = projectionQuantity.projection
    var arguments = ["project", file, "--method", choice.id]
    arguments += settings(choice, leavingOut: choice.parameters["components"] == .integer(2) ? ["components"] : [])
    return SessionCommandLine(meaning: "the scatterplot", arguments: arguments + data.options)
  }

  fileprivate func imageLine(_ data: DataArguments, showsDendrogram: Bool) -> SessionCommandLine {
    var arguments = ["vat", file]
    if imageKind == .vat { arguments.append("--vat") }
    if let window = imageWindow { arguments += ["--window", "\(window.lowerBound):\(window.upperBound)"] }
    if showsDendrogram { arguments.append("--dendrogram") }
    if let height = cutHeight { arguments += ["--cut", "\(height)"] }
    return SessionCommandLine(meaning: "the dissimilarity image", arguments: arguments + data.options)
  }

  fileprivate func clusterLine(_ data: DataArguments) -> SessionCommandLine {
    SessionCommandLine(
      meaning: "the clusters",
      arguments: ["cluster", file, "--algorithm", clusterer.id] + settings(clusterer) + data.options)
  }

  fileprivate func validateLine(_ data: DataArguments) -> SessionCommandLine? {
    guard let labels = basis.preparation.labels, log.fileColumns.contains(labels) else { return nil }
    return SessionCommandLine(
      meaning: "the clusters against the labels",
      arguments: ["validate", file, "--algorithm", clusterer.id] + settings(clusterer) + data.options)
  }

  /// A name that begins with a dash would be an option.
  var file: String { path.hasPrefix("-") && path != "-" ? "./" + path : path }

  private func settings(_ choice: AlgorithmChoice, leavingOut names: Set<String> = []) -> [String] {
    choice.parameters.given.sorted { $0.key < $1.key }.filter { !names.contains($0.key) }
      .flatMap { ["--set", "\($0.key)=\($0.value)"] }
  }
}
