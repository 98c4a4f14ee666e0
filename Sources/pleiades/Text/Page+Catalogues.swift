import Analysis
import Canvas
import Engine

extension Page {
  mutating func add(_ selection: CatalogueSelection) {
    if selection.isSingleEntry {
      for entry in selection.listings.flatMap(\.entries) { add(entry, use: selection.listings[0].use) }
      return
    }
    let isWhole = selection.listings.count > 1
    for listing in selection.listings {
      heading("\(listing.title) (\(listing.use))")
      var table = TextTable("", "")
      table.indent = 2
      for entry in listing.entries {
        table.add("\(entry.description.id)", "\(entry.description.summary)")
        if !isWhole {
          for parameter in entry.description.parameters {
            table.add("", "\(parameter.name): \(parameter.meaning)")
          }
        }
      }
      self.table(table)
    }
    line()
    line("pleiades list ID shows one entry in full.", style: Style(attributes: .dim))
  }

  private mutating func add(_ entry: CatalogueEntry, use: String) {
    let description = entry.description
    line("\(description.title) (\(description.id))", style: Style(attributes: .bold))
    paragraph(description.summary.prefix(1).uppercased() + description.summary.dropFirst() + ".")
    var facts = TextTable("", "")
    facts.add("used as", "\(use.replacing("ID", with: description.id))")
    if let key = entry.key { facts.add("key", "\(key)") }
    if let range = entry.range {
      facts.add("range", "\([range, entry.direction?.rawValue].compactMap { $0 }.joined(separator: ", "))")
    }
    if let noise = entry.noise { facts.add("rows of noise", "\(noise.rawValue)") }
    if let reading = entry.reading { facts.add("how to read it", "\(reading)") }
    if !description.needs.isEmpty {
      facts.add("works on", "\(description.needs.map(\.rawValue).joined(separator: ", "))")
    }
    facts.add("cost", "\(description.cost)")
    line()
    table(facts)
    if !description.reference.isEmpty { paragraph("from      \(description.reference)", hanging: 10) }
    guard !description.parameters.isEmpty else { return }
    heading("Parameters (--set name=value)")
    for parameter in description.parameters {
      paragraph("\(parameter.name): \(parameter.meaning)", indent: 2, hanging: 2)
      paragraph(parameter.allowedIncludingAutomatic, indent: 6, hanging: 2)
      if let standard = parameter.standard { paragraph("default \(standard)", indent: 6, hanging: 2) }
      if let automatic = parameter.automatic { paragraph("if not given: \(automatic)", indent: 6, hanging: 2) }
    }
  }
}
