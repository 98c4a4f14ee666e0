import Analysis
import Canvas
import Engine
import Interface
import Tabular
import TestSupport
import Testing

@Suite("Command lines") struct CommandLineTests {
  private func texts(_ driver: HeadlessDriver) -> [String] {
    driver.state.commandLines.map { $0.text.replacing(Repository.root + "/SampleData/", with: "") }
  }

  @Test("each pane has its command first, with every option that is not at its default")
  func panes() throws {
    #expect(
      try texts(Driving.driver("iris", 120, 40)) == [
        "pleiades project iris.csv --method pca --labels label",
        "pleiades cluster iris.csv --algorithm kmeans --labels label",
        "pleiades validate iris.csv --algorithm kmeans --labels label", "pleiades iris.csv --labels label",
      ])
    let image = try Driving.driver("iris", 120, 40, keys: "4 v s none Enter m cosine Enter L none Enter")
    #expect(
      texts(image)[0] == "pleiades vat iris.csv --vat --dendrogram --scale none --metric cosine")
    var basis = Basis(
      preparation: Preparation(excluded: ["petal_width"], missing: .mean, sample: 90, seed: 7),
      metric: AlgorithmChoice("minkowski", ParameterValues(["power": .real(1.5)])))
    basis.preparation.scale = .minmax
    let scores = try Driving.driver("iris", 120, 40, keys: "Tab Tab a dbscan Enter p Right Enter", basis: basis)
    #expect(
      texts(scores)[0].hasPrefix("pleiades cluster iris.csv --algorithm dbscan --set eps=")
        && texts(scores)[0].hasSuffix(
          " --exclude petal_width --labels label --scale minmax --missing mean --metric minkowski --power 1.5 "
            + "--sample 90 --seed 7")
    )
    let cut = try Driving.driver("iris", 120, 40, keys: "4 Tab }")
    #expect(texts(cut)[0].contains(" --dendrogram --cut "))
    #expect(try texts(Driving.driver("eurodist_matrix", 120, 40))[0].contains("--metric precomputed"))
  }

  @Test(
    "the explorer's line shows what is shown, to the letter",
    arguments: [
      "", "Right", "a dbscan Enter 4", "x petal_length Enter y Down Enter + +", "Right A R", "Right A H b Tab",
      "L none Enter 1", "4 } } Tab Down Right v", "5 Down Enter", "6 Down Down z", "Right A S Enter u Right Space",
      "s none Enter m cosine Enter f Down Enter Esc 3", "Right A S Enter Right Right A R Tab D M",
    ])
  func exactly(keys: String) throws {
    let explorer = Explorer("iris", Driving.state(120, 40, depth: .none), keys: keys)
    let line = try #require(explorer.state.commandLines.last { $0.meaning.hasPrefix("the explorer") })
    let words = line.text.dropFirst("pleiades ".count)
    let program = "PLEIADES_HOME='\(Repository.root)' '\(BuiltProgram.path("pleiades"))'"
    let painted = Shell.run("\(program) frame \(words) --size 120x40 2>&1").split(
      separator: "\n", omittingEmptySubsequences: false)
    var state = explorer.state
    state.notice = nil
    #expect(Driving.masked(painted.dropLast().map(String.init)) == Driving.masked(frame(state).lines), "\(line.text)")
  }

  @Test("rows looked at alone are an option of every command, and too many are told")
  func rows() throws {
    var explorer = Explorer("iris", Driving.state(120, 40))
    explorer.send(.command(.setSelection(.replace, [0..<50, 100..<101])))
    explorer.send(.command(.lookAtSelected))
    for line in explorer.state.commandLines { #expect(line.text.contains("--rows 0:50,100"), "\(line.text)") }
    let table = Table(
      name: "many", columns: [Column(name: "a", values: .numeric((0..<60_000).map { Double($0 % 7) }))])
    var many = Explorer(Driving.state(30, 8), tables: ["many": table])
    many.send(.command(.open("many")))
    many.take(.command(.lookAt((0..<30_000).map { 2 * $0..<2 * $0 + 1 })))
    for line in many.state.commandLines {
      #expect(!line.text.contains("--rows") && line.meaning.contains("all rows"), "\(line.meaning)")
      #expect(line.text.utf8.count < 1000)
    }
    many.take(.command(.lookAt(nil)))
    many.take(.command(.setSelection(.replace, (0..<30_000).map { 2 * $0..<2 * $0 + 1 })))
    let last = try #require(many.state.commandLines.last)
    #expect(last.meaning.contains("without the long selections") && last.text.utf8.count < 1000)
  }

  @Test("what looks like an option, and names with quotes")
  func names() throws {
    var explorer = Explorer(SmallTables.named("hard names"), Driving.state(120, 40))
    let columns = explorer.state.session!.table.columns.map(\.name)
    explorer.send(.command(.setFeatures(columns.filter { $0 != "-x" && !$0.isEmpty })))
    explorer.send(.command(.setLabels("-x")))
    let line = explorer.state.commandLines[1]
    #expect(line.arguments.contains("--labels=-x"))
    let list = try #require(line.arguments.firstIndex(of: "--columns"))
    #expect(line.arguments[list + 1].hasPrefix("\" \",none,all,PC1,\"a,b\",\"a\"\"b\","))
  }

  @Test("what a shell would take apart is quoted")
  func quoting() throws {
    let folder = String(Shell.run("mktemp -d").dropLast())
    defer { Shell.run("rm -rf '\(folder)'") }
    let path = folder + "/it's $HOME `x`;.txt"
    var driver = HeadlessDriver(Driving.state(120, 40))
    let text = "a b;c,d;\"e'f\"\n1;2;3\n2;1;9\n9;8;7\n8;9;1\n"
    Shell.run("cat > \"\(folder)/plain.txt\" <<'EOF'\n\(text)EOF\ncp \"\(folder)/plain.txt\" \(quoted(path))")
    try driver.send(.command(.setReading(Reading(delimiter: 0x3B, hasHeader: true))))
    try driver.send(.command(.open(path)))
    try driver.send(.command(.setFeatures(["a b", "c,d"])))
    let line = driver.state.commandLines[0]
    // The shell itself says what it takes the words for.
    let words = Shell.run("printf '%s\\n' \(line.text)").split(separator: "\n").map(String.init)
    #expect(words == ["pleiades"] + line.arguments)
    #expect(Array(words.suffix(5)) == ["--columns", "a b,\"c,d\"", "--delimiter", ";", "--header"])
    #expect(words.contains(path))
  }

  private func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }

  @Test("c copies the first and shows them all")
  func overlay() throws {
    var driver = try Driving.driver("iris", 80, 24)
    let effects = reduceOnly(driver.state, .key(.character("c")))
    guard case .copy(let text)? = effects.first else { return #expect(Bool(false)) }
    #expect(text == driver.state.commandLines[0].text)
    try driver.send(.key(.character("c")))
    let lines = frame(driver.state).lines.joined(separator: "\n")
    #expect(lines.contains("The same at a shell") && lines.contains("the scatterplot (copied)"))
    try driver.send(.key(.down))
    guard case .copy(let second)? = reduceOnly(driver.state, .key(.enter)).first else { return #expect(Bool(false)) }
    #expect(second == driver.state.commandLines[1].text)
    try driver.send(.key(.escape))
    #expect(driver.state.overlay == nil)
  }

  private func reduceOnly(_ state: State, _ action: Action) -> [Effect] {
    var state = state
    return reduce(&state, action)
  }
}
