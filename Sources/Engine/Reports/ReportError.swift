import Analysis

/// What can be wrong with asking for a report.
public enum ReportError: Error, Equatable, CustomStringConvertible {
  /// Reference classes are needed and no column is named.
  case noLabels
  /// A name that stands in no catalogue.
  case unknownEntry(String, known: [String])

  public var description: String {
    switch self {
    case .noLabels: return "no column of reference classes is named; name one with --labels COLUMN."
    case .unknownEntry(let name, let known):
      let near = nearest(to: name, in: known).map { " Did you mean \($0)?" } ?? ""
      return "nothing in the catalogues is called \"\(name)\".\(near) pleiades list shows what there is."
    }
  }
}
