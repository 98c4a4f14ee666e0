import Canvas
import TOMLKit

/// A theme as written in a file.
struct ThemeFile: Decodable {
  var name: String
  var kind: String
  var colors: [String: String]
  var clusters: Clusters
  var ramp: RampStops

  struct Clusters: Decodable {
    var colors: [String]
    var noise: String
  }

  struct RampStops: Decodable { var stops: [String] }
}

/// What is wrong with a theme file.
public enum ThemeError: Error, Equatable, CustomStringConvertible {
  case syntax(String)
  case badKind(String)
  case missingColor(String)
  case unknownColor(String)
  case badColor(key: String, value: String)
  case tooFew(String, needed: Int)

  public var description: String {
    switch self {
    case .syntax(let reason): "\(reason)"
    case .badKind(let kind): "kind is \"\(kind)\"; it must be dark or light"
    case .missingColor(let key): "[colors] lacks \(key)"
    case .unknownColor(let key): "[colors] has \(key), which means nothing"
    case .badColor(let key, let value): "\(key) is \"\(value)\"; a colour is written #rrggbb, or terminal"
    case .tooFew(let key, let needed): "\(key) needs at least \(needed) colours"
    }
  }
}

extension Theme {
  /// Reads a theme.
  /// - Throws: `ThemeError`.
  public init(toml: String) throws {
    let file: ThemeFile
    do {
      file = try TOMLDecoder().decode(ThemeFile.self, from: toml)
    } catch let error as TOMLParseError {
      throw ThemeError.syntax("line \(error.source.begin.line): \(error.description)")
    } catch let error as DecodingError {
      throw ThemeError.syntax(Self.explain(error))
    }
    func color(_ value: String, _ key: String) throws -> Color {
      if value == "terminal" { return .terminal }
      guard let color = Color(hex: value) else { throw ThemeError.badColor(key: key, value: value) }
      return color
    }
    var rest = file.colors
    func take(_ key: String) throws -> Color {
      guard let value = rest.removeValue(forKey: key) else { throw ThemeError.missingColor(key) }
      return try color(value, key)
    }
    guard ["dark", "light"].contains(file.kind) else { throw ThemeError.badKind(file.kind) }
    self.init(
      name: file.name, isLight: file.kind == "light", background: try take("background"), text: try take("text"),
      dim: try take("dim"), border: try take("border"), focus: try take("focus"), accent: try take("accent"),
      warning: try take("warning"), error: try take("error"), selectionText: try take("selection-text"),
      selectionBackground: try take("selection-background"), cursor: try take("cursor"),
      partner: try take("partner"), clusters: try file.clusters.colors.map { try color($0, "clusters.colors") },
      noise: try color(file.clusters.noise, "clusters.noise"),
      rampStops: try file.ramp.stops.map { try color($0, "ramp.stops") })
    if let key = rest.keys.sorted().first { throw ThemeError.unknownColor(key) }
    guard clusters.count >= 6 else { throw ThemeError.tooFew("clusters.colors", needed: 6) }
    guard rampStops.count >= 2 else { throw ThemeError.tooFew("ramp.stops", needed: 2) }
  }

  private static func explain(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "\(key.stringValue) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is not of the right kind"
    @unknown default: "it cannot be read"
    }
  }
}
