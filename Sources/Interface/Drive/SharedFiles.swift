#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The files that come with Pleiades, and those that it keeps for the user: sample data, themes, recent files.
public struct SharedFiles: Sendable {
  private let environment: [String: String]

  public init(environment: [String: String]) { self.environment = environment }

  /// The folder that holds `SampleData` and `Themes`: what `PLEIADES_HOME` says, else the nearest folder above the
  /// program that has them (a checkout), else `share/pleiades` beside the program's folder (installed).
  public var home: String? {
    if let home = environment["PLEIADES_HOME"], !home.isEmpty { return home }
    var folder = Self.folder(of: Self.executable)
    if Self.isFolder(folder + "/../share/pleiades/SampleData") { return folder + "/../share/pleiades" }
    while folder.count > 1 {
      if Self.isFolder(folder + "/SampleData"), Self.isFolder(folder + "/Themes") { return folder }
      folder = Self.folder(of: folder)
    }
    return nil
  }

  /// The themes of Pleiades, and the user's own in `pleiades/themes` of the configuration folder.
  public func themes() -> ThemeLibrary {
    let folders = [home.map { $0 + "/Themes" }, configuration.map { $0 + "/themes" }].compactMap { $0 }
    let paths = folders.flatMap { folder in
      Self.names(in: folder).filter { $0.hasSuffix(".toml") }.map { folder + "/" + $0 }
    }
    return ThemeLibrary(files: paths.compactMap { path in Self.text(of: path).map { (path, $0) } })
  }

  /// What the start screen offers: the tables of a folder, or the recent files and the sample data.
  public func listing(folder: String? = nil) -> [ListedFile] {
    if let folder {
      return tables(in: folder).map { ListedFile(path: $0.path, title: $0.name, origin: .folder) }
    }
    let recent = Self.recentFiles(environment).prefix(5).map {
      ListedFile(path: $0, title: Self.name(of: $0), summary: $0, origin: .recent)
    }
    let interrupted = AutosaveFile.interrupted(environment)
    guard let home else { return interrupted + recent }
    let samples = home + "/SampleData"
    let summaries = Self.summaries(Self.text(of: samples + "/README.md") ?? "")
    return interrupted + recent
      + tables(in: samples).map {
        ListedFile(path: $0.path, title: $0.name, summary: summaries[$0.name] ?? "", origin: .sample)
      }
  }

  private func tables(in folder: String) -> [(path: String, name: String)] {
    Self.names(in: folder).filter { name in
      [".csv", ".tsv", ".txt", ".tab", LogFile.ending].contains { name.lowercased().hasSuffix($0) }
    }.map { (folder + "/" + $0, $0) }
  }

  /// What the sample data's README says of each file: the last cell of the table row that begins with its name.
  static func summaries(_ readme: String) -> [String: String] {
    var summaries: [String: String] = [:]
    for line in readme.split(whereSeparator: \.isNewline) where line.hasPrefix("|") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map {
        String($0.filter { !"`*".contains($0) }.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      guard cells.count > 3 else { continue }
      summaries[cells[1]] = cells[cells.count - 2]
    }
    return summaries
  }

  // MARK: What is kept for the user

  var configuration: String? {
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return folder + "/pleiades" }
    return Self.home(environment).map { $0 + "/.config/pleiades" }
  }

  /// Where Pleiades keeps what it remembers.
  static func stateFolder(_ environment: [String: String]) -> String? {
    if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") { return folder + "/pleiades" }
    return home(environment).map { $0 + "/.local/state/pleiades" }
  }

  private static func home(_ environment: [String: String]) -> String? {
    environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
  }

  private static func recentPath(_ environment: [String: String]) -> String? {
    stateFolder(environment).map { $0 + "/recent" }
  }

  private static func recentFiles(_ environment: [String: String]) -> [String] {
    guard let path = recentPath(environment), let text = text(of: path) else { return [] }
    return text.split(separator: "\n").map(String.init).filter { access($0, R_OK) == 0 }
  }

  /// Puts a file first among the recent ones. Losing this list harms nobody, so failures are silent.
  public func remember(_ path: String) {
    // The list has a line each.
    guard path != "-", !path.contains(where: \.isNewline), let absolute = realpath(path, nil) else { return }
    defer { free(absolute) }
    let name = String(cString: absolute)
    if let home, name.hasPrefix((Self.resolved(home) ?? home) + "/SampleData/") { return }
    guard let file = Self.recentPath(environment) else { return }
    let others = Self.recentFiles(environment).filter { $0 != name }
    Self.createFolders(of: file)
    Self.replace(file, with: ([name] + others.prefix(19)).map { $0 + "\n" }.joined())
  }

  private var welcomePath: String? { Self.stateFolder(environment).map { $0 + "/welcomed" } }

  /// Whether nobody has used Pleiades here before.
  public var isFirstRun: Bool {
    guard let path = welcomePath else { return false }
    return access(path, F_OK) != 0 && Self.recentFiles(environment).isEmpty
  }

  /// The user has seen how to begin. Failures are silent: then it is said once more.
  public func rememberWelcome() {
    guard let path = welcomePath else { return }
    Self.createFolders(of: path)
    Self.replace(path, with: "")
  }

  /// Takes away a session that was not closed.
  public func forget(_ path: String) { AutosaveFile.forget(path, environment) }

  // MARK: The file system

  private static var executable: String { resolved("/proc/self/exe") ?? CommandLine.arguments[0] }

  static func resolved(_ path: String) -> String? {
    guard let result = realpath(path, nil) else { return nil }
    defer { free(result) }
    return String(cString: result)
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return String(path[..<slash])
  }

  static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func names(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// The text of a file; nil where it cannot be read, or has more bytes than any of ours.
  static func text(of path: String, most: Int = 1 << 22) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
      // What pretends to be one of ours is not read whole.
      if bytes.count > most { return nil }
    }
    if ferror(file) != 0 { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The beginning of a file, up to the last whole line if it has more; nil where it cannot be read.
  static func head(of path: String, bytes: Int) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: bytes)
    let count = fread(&buffer, 1, bytes, file)
    let end = count < bytes ? count : (buffer[..<count].lastIndex(of: UInt8(ascii: "\n")) ?? 0)
    return String(decoding: buffer[..<end], as: UTF8.self)
  }

  static func createFolders(of path: String) {
    var end = path.startIndex
    while let slash = path[path.index(after: end)...].firstIndex(of: "/") {
      // For nobody else: what is kept tells what one works on.
      mkdir(String(path[..<slash]), 0o700)
      end = slash
    }
  }

  private static func replace(_ path: String, with text: String) {
    let temporary = path + ".\(getpid())"
    guard let file = fopen(temporary, "w") else { return }
    let written = fputs(text, file) >= 0
    if fclose(file) == 0, written { rename(temporary, path) } else { unlink(temporary) }
  }
}
