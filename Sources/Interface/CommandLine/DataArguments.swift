import Engine

/// The options about the data that a command line takes for a session.
struct DataArguments {
  private(set) var options: [String] = []
  /// What a command line cannot say, in a few words; nil where it says all.
  private(set) var note: String?
  /// What the options amount to.
  private(set) var basis: Basis
  private(set) var rows: RowList?

  /// Longer words are not taken by every system, and read by nobody.
  static let longest = 60_000

  /// - Parameter asked: what holds where no option is given: the explorer's own configuration may differ from the
  ///   defaults, which hold for the other commands.
  init(_ session: Session, asked: Basis) {
    basis = session.basis
    let preparation = session.basis.preparation
    let standard = Preparation()
    let configured = asked.preparation
    func isSaid<Value: Equatable>(_ value: (Preparation) -> Value) -> Bool {
      value(preparation) != value(standard) || value(preparation) != value(configured)
    }
    if let columns = preparation.columns { add("--columns", Self.list(columns)) }
    basis.preparation.excluded = preparation.excluded.filter(session.log.fileColumns.contains)
    if !basis.preparation.excluded.isEmpty { add("--exclude", Self.list(basis.preparation.excluded)) }
    // What was kept in the explorer is no column of the file.
    if let labels = preparation.labels, session.log.fileColumns.contains(labels) {
      add("--labels", labels)
    } else {
      basis.preparation.labels = nil
    }
    if let id = preparation.id, session.log.fileColumns.contains(id) {
      add("--id", id)
    } else {
      basis.preparation.id = nil
    }
    if isSaid(\.scale) { add("--scale", preparation.scale.rawValue) }
    if isSaid(\.missing) { add("--missing", preparation.missing.rawValue) }
    let metric = session.basis.metric
    if metric.id != Basis().metric.id || metric.id != asked.metric.id { add("--metric", metric.id) }
    if let power = metric.parameters["power"] { add("--power", power.description) }
    basis.preparation.rows = nil
    if let rows = preparation.rows {
      let list = RowList(rows)
      if list.text.utf8.count <= Self.longest {
        add("--rows", list.text)
        self.rows = list
      } else {
        note = "of all rows: so many single ones are too long for a shell; w saves the session"
      }
    }
    if let sample = preparation.sample { add("--sample", "\(sample)") }
    // There is no option for all of them.
    basis.preparation.sample = preparation.sample ?? asked.preparation.sample
    if isSaid(\.seed) { add("--seed", "\(preparation.seed)") }
    for case .setReading(let reading) in session.log.opening {
      if let delimiter = reading.delimiter {
        add("--delimiter", delimiterNames[delimiter] ?? String(UnicodeScalar(delimiter)))
      }
      if let hasHeader = reading.hasHeader { options.append(hasHeader ? "--header" : "--no-header") }
    }
  }

  /// A value that looks like an option is taken for one, unless it is joined to its name.
  private mutating func add(_ name: String, _ value: String) {
    options += value.hasPrefix("-") ? ["\(name)=\(value)"] : [name, value]
  }

  /// Names as `--columns` takes them: one that has a comma, a quote or outer blanks stands in double quotes.
  private static func list(_ names: [String]) -> String {
    names.map { name in
      let scalars = name.unicodeScalars
      let isPlain = scalars.allSatisfy { $0 != "," && $0 != "\"" } && scalars.first != " " && scalars.last != " "
      return isPlain ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",")
  }
}
