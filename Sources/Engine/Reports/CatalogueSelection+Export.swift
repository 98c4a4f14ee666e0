import Analysis

extension CatalogueSelection {
  /// One object: the catalogues by their ids, each a list of entries.
  public var json: JSON {
    [
      "schemaVersion": .integer(1),
      "command": .string("list"),
      "result": .object(listings.map { JSON.Member($0.id, .array($0.entries.map(\.json))) }),
    ]
  }

  public var records: Records {
    Records(
      header: ["catalogue", "id", "title", "summary", "parameters"],
      rows: listings.flatMap { listing in
        listing.entries.map { entry in
          let description = entry.description
          return [
            listing.id, description.id, description.title, description.summary,
            description.parameters.map(\.name).joined(separator: " "),
          ]
        }
      })
  }

  /// A table a catalogue, and one of parameters where there are any.
  public var markdown: String {
    var text = ""
    for listing in listings {
      if !text.isEmpty { text += "\n" }
      text += "### \(listing.title)\n\n"
      let header = listing.entries.first?.header ?? []
      text += Self.row(header)
      text += Self.row(Array(repeating: "---", count: header.count))
      for entry in listing.entries { text += Self.row(entry.cells) }
      let parameters = listing.entries.flatMap { entry in entry.description.parameters.map { (entry, $0) } }
      guard !parameters.isEmpty else { continue }
      text += "\n" + Self.row(["id", "parameter", "value", "default", "meaning"])
      text += Self.row(Array(repeating: "---", count: 5))
      for (entry, parameter) in parameters {
        text += Self.row([
          "`\(entry.description.id)`", "`\(parameter.name)`", parameter.allowed, parameter.standardText,
          parameter.meaning,
        ])
      }
    }
    return text
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
  }
}

extension Parameter {
  /// The default, or the rule by which it is chosen.
  public var standardText: String { standard?.description ?? automatic ?? "" }
}

extension CatalogueEntry {
  /// Of a table of entries like this one.
  fileprivate var header: [String] {
    if reading != nil { return ["id", "key", "what", "range", "how to read it", "from"] }
    return key == nil ? ["id", "what", "from", "cost"] : ["id", "key", "what", "range", "better", "noise", "from"]
  }

  fileprivate var cells: [String] {
    let id = "`\(description.id)`"
    guard let key else { return [id, description.summary, description.reference, description.cost] }
    let named = [id, "`\(key)`", description.summary, range ?? ""]
    if let reading { return named + [reading, description.reference] }
    let noise = self.noise?.rawValue ?? ""
    return named + [direction == .lowerIsBetter ? "lower" : "higher", noise, description.reference]
  }

  var json: JSON {
    var members = [
      JSON.Member("id", .string(description.id)),
      JSON.Member("title", .string(description.title)),
      JSON.Member("summary", .string(description.summary)),
      JSON.Member("reference", .string(description.reference)),
      JSON.Member("parameters", .array(description.parameters.map(\.json))),
      JSON.Member("needs", JSON(description.needs.map(\.rawValue))),
      JSON.Member("cost", .string(description.cost)),
    ]
    if let key { members.append(JSON.Member("key", .string(key))) }
    if let direction { members.append(JSON.Member("direction", .string(direction.rawValue))) }
    if let range { members.append(JSON.Member("range", .string(range))) }
    if let reading { members.append(JSON.Member("reading", .string(reading))) }
    if let noise { members.append(JSON.Member("noise", .string(noise.rawValue))) }
    return .object(members)
  }
}

extension Parameter {
  /// Bounds that mean "no bound" are null.
  var json: JSON {
    var members = [JSON.Member("name", .string(name))]
    switch kind {
    case .integer(let range, let step):
      members += [
        JSON.Member("type", "integer"), JSON.Member("minimum", .integer(range.lowerBound)),
        JSON.Member("maximum", range.upperBound == .max ? .null : .integer(range.upperBound)),
        JSON.Member("step", .integer(step)),
      ]
    case .real(let range, let step):
      members += [
        JSON.Member("type", "real"),
        JSON.Member("minimum", .number(range.lowerBound == .leastNonzeroMagnitude ? 0 : range.lowerBound)),
        JSON.Member(
          "maximum", range.upperBound == .greatestFiniteMagnitude ? .null : .number(range.upperBound)),
        JSON.Member("step", .number(step)),
      ]
    case .choice(let choices):
      members += [JSON.Member("type", "choice"), JSON.Member("choices", JSON(choices))]
    case .flag:
      members.append(JSON.Member("type", "flag"))
    }
    members += [
      JSON.Member("default", standard.map { JSON($0) } ?? .null),
      JSON.Member("automatic", JSON(automatic)),
      JSON.Member("meaning", .string(meaning)),
    ]
    return .object(members)
  }
}

extension JSON: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
}
