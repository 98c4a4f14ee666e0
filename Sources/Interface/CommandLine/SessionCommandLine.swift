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
    let picture: SessionCommandLine?
    switch focus {
    case .scatter: picture = session.projectionLine
    case .image: picture = session.imageLine(showsDendrogram: showsDendrogram)
    case .profile: picture = session.imageLine(showsDendrogram: true)
    default: picture = nil
    }
    let lines = [picture, session.clusterLine, session.validateLine, session.exploreLine].compactMap(\.self)
    guard session.basis.preparation.rows != nil else { return lines }
    return lines.map {
      SessionCommandLine(meaning: $0.meaning + ", of all rows: a shell knows no selection", arguments: $0.arguments)
    }
  }
}

extension Session {
  fileprivate var projectionLine: SessionCommandLine? {
    guard !basis.preparation.isDissimilarityMatrix else { return nil }
    let choice = projectionQuantity.projection
    var arguments = ["project", file, "--method", choice.id]
    arguments += settings(choice, leavingOut: choice.parameters["components"] == .integer(2) ? ["components"] : [])
    return SessionCommandLine(meaning: "the scatterplot", arguments: arguments + dataOptions())
  }

  fileprivate func imageLine(showsDendrogram: Bool) -> SessionCommandLine {
    var arguments = ["vat", file]
    if imageKind == .vat { arguments.append("--vat") }
    if let window = imageWindow { arguments += ["--window", "\(window.lowerBound):\(window.upperBound)"] }
    if showsDendrogram { arguments.append("--dendrogram") }
    if let height = cutHeight { arguments += ["--cut", "\(height)"] }
    return SessionCommandLine(meaning: "the dissimilarity image", arguments: arguments + dataOptions())
  }

  fileprivate var clusterLine: SessionCommandLine {
    SessionCommandLine(
      meaning: "the clusters",
      arguments: ["cluster", file, "--algorithm", clusterer.id] + settings(clusterer) + dataOptions())
  }

  fileprivate var validateLine: SessionCommandLine? {
    guard let labels = basis.preparation.labels, log.fileColumns.contains(labels) else { return nil }
    return SessionCommandLine(
      meaning: "the clusters against the labels",
      arguments: ["validate", file, "--algorithm", clusterer.id] + settings(clusterer) + dataOptions())
  }

  fileprivate var exploreLine: SessionCommandLine {
    SessionCommandLine(meaning: "the explorer on these data", arguments: [file] + dataOptions())
  }

  /// A name that begins with a dash would be an option.
  private var file: String { path.hasPrefix("-") && path != "-" ? "./" + path : path }

  private func settings(_ choice: AlgorithmChoice, leavingOut names: Set<String> = []) -> [String] {
    choice.parameters.given.sorted { $0.key < $1.key }.filter { !names.contains($0.key) }
      .flatMap { ["--set", "\($0.key)=\($0.value)"] }
  }

  /// Every option about the data that is not at its default.
  private func dataOptions() -> [String] {
    let preparation = basis.preparation
    let standard = Preparation()
    var options: [String] = []
    func add(_ name: String, _ value: String) { options += [name, value] }
    if let columns = preparation.columns { add("--columns", Self.list(columns)) }
    if !preparation.excluded.isEmpty { add("--exclude", Self.list(preparation.excluded)) }
    // What was kept in the explorer is no column of the file.
    if let labels = preparation.labels, log.fileColumns.contains(labels) { add("--labels", labels) }
    if let id = preparation.id { add("--id", id) }
    if preparation.scale != standard.scale { add("--scale", preparation.scale.rawValue) }
    if preparation.missing != standard.missing { add("--missing", preparation.missing.rawValue) }
    if basis.metric.id != Basis().metric.id { add("--metric", basis.metric.id) }
    if let power = basis.metric.parameters["power"] { add("--power", power.description) }
    if let sample = preparation.sample { add("--sample", "\(sample)") }
    if preparation.seed != standard.seed { add("--seed", "\(preparation.seed)") }
    for case .setReading(let reading) in log.opening {
      if let delimiter = reading.delimiter {
        add("--delimiter", delimiterNames[delimiter] ?? String(UnicodeScalar(delimiter)))
      }
      if let hasHeader = reading.hasHeader { options.append(hasHeader ? "--header" : "--no-header") }
    }
    return options
  }

  /// Names as `--columns` takes them: one that has a comma, or blanks around it, stands in double quotes.
  private static func list(_ names: [String]) -> String {
    names.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",")
  }
}
