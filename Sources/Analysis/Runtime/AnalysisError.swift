/// What can be wrong with a request. Every description says what, where, and what to do.
public enum AnalysisError: Error, Equatable, CustomStringConvertible {
  case unknownAlgorithm(id: String, kind: String, known: [String])
  case unknownParameter(name: String, of: String, known: [String])
  case assignment(String)
  case parameter(name: String, of: String, value: String, allowed: String)
  case tooFewRows(needed: Int, given: Int, for: String)
  /// A row for which a dissimilarity is undefined; `row` is the 0-based row of the data as analysed.
  case undefinedDissimilarity(metric: String, row: Int, reason: String)
  /// A cell of a given dissimilarity matrix that cannot be one.
  case badDissimilarity(row: Int, column: Int, reason: String)
  /// The algorithm cannot work on this input; `advice` says what would help.
  case notApplicable(String, advice: String)
  /// Work that would need more memory than there is; it has not been begun.
  case tooLarge(String, neededBytes: Int, freeBytes: Int, advice: String)

  public var description: String {
    switch self {
    case .unknownAlgorithm(let id, let kind, let known):
      let near = nearest(to: id, in: known).map { " Did you mean \($0)?" } ?? ""
      return "there is no \(kind) \"\(id)\".\(near) Known: \(known.joined(separator: ", "))."
    case .unknownParameter(let name, let algorithm, let known):
      let list = known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"
      return "\(algorithm) has no parameter \"\(name)\"; \(list)."
    case .assignment(let text):
      return "\"\(text)\" is not of the form name=value."
    case .parameter(let name, let algorithm, let value, let allowed):
      return "\(algorithm): \(name) = \(value) will not do; it must be \(allowed)."
    case .tooFewRows(let needed, let given, let what):
      return "\(what) needs at least \(needed) \(needed == 1 ? "row" : "rows") and the data have \(given)."
    case .undefinedDissimilarity(let metric, let row, let reason):
      return "\(metric) dissimilarity is undefined for row \(row): \(reason)."
    case .badDissimilarity(let row, let column, let reason):
      return "the dissimilarity in row \(row), column \(column) \(reason)."
    case .notApplicable(let reason, let advice):
      return "\(reason); \(advice)."
    case .tooLarge(let what, let needed, let free, let advice):
      return "\(what) needs about \(Self.size(needed)) of memory and \(Self.size(free)) are free; \(advice)."
    }
  }
}

extension AnalysisError {
  /// 1,234,567 bytes as "1.2 MB".
  private static func size(_ bytes: Int) -> String {
    var value = Double(bytes) / 1000
    var unit = "kB"
    for next in ["MB", "GB", "TB"] where value >= 1000 {
      value /= 1000
      unit = next
    }
    return "\((value * 10).rounded() / 10) \(unit)"
  }
}

/// The candidate with the smallest edit distance to a word, if one is near enough to have been meant.
public func nearest(to word: String, in candidates: [String]) -> String? {
  let scored = candidates.map { ($0, editDistance(Array(word.lowercased().utf8), Array($0.lowercased().utf8))) }
  guard let best = scored.min(by: { $0.1 < $1.1 }), best.1 <= max(2, word.utf8.count / 3) else { return nil }
  return best.0
}

/// Levenshtein distance. O(a·b) time.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let substitution = diagonal + (a[i] == b[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
