import TestSupport
import Testing

/// Who may import whom: the table of the README's architecture section, as a test.
@Suite("Modules")
struct ImportTableTests {
  /// Modules of the system that any source may use.
  static let system: Set<String> = ["Glibc", "Musl", "Synchronization", "Dispatch"]
  static let allowed: [String: Set<String>] = [
    "Tabular": [],
    "Analysis": ["COpenBLAS"],
    "Engine": ["Tabular", "Analysis", "FoundationEssentials"],
    "Canvas": ["CZlib"],
    "Interface": ["Canvas", "Engine", "Analysis", "Tabular", "TOMLKit"],
    "Terminal": ["Canvas", "CNCurses", "CTerminalGuard"],
    "TerminalProbe": ["Terminal", "Canvas"],
    "pleiades": [
      "Interface", "Terminal", "Engine", "Tabular", "Analysis", "Canvas", "ArgumentParser", "FoundationEssentials",
    ],
    "PleiadesBench": ["Analysis", "Engine", "Tabular", "Interface", "Canvas"],
  ]

  @Test("every import stands in the table", arguments: allowed.keys.sorted())
  func imports(module: String) throws {
    let files = swiftFiles(in: "Sources/\(module)")
    #expect(!files.isEmpty)
    for file in files {
      let text = try #require(Repository.text(file))
      // Imports stand before everything else; later there may be scripts in other languages.
      for line in text.split(separator: "\n").prefix(while: { !$0.contains("{") }) {
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), words[..<index].allSatisfy({ $0.hasPrefix("@") }),
          index + 1 < words.count
        else { continue }
        // `import struct Module.Name` names the module after the kind.
        let kinds: Set = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
        let name = words[(index + 1)...].first { !kinds.contains($0) } ?? ""
        let imported = String(name.prefix { $0 != "." })
        let isAllowed = Self.system.contains(imported) || Self.allowed[module]!.contains(imported)
        #expect(isAllowed, "\(file) imports \(imported)")
      }
    }
  }

  @Test("every source folder stands in the table, or holds C")
  func folders() {
    let folders = Set(Repository.names(in: "Sources"))
    #expect(folders.subtracting(Self.allowed.keys) == ["CNCurses", "COpenBLAS", "CTerminalGuard", "CZlib"])
  }

  private func swiftFiles(in folder: String) -> [String] {
    Repository.names(in: folder).flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      return name.hasSuffix(".swift") ? [path] : name.contains(".") ? [] : swiftFiles(in: path)
    }
  }
}
