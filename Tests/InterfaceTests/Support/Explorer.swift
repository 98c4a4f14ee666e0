import Analysis
import Canvas
import Engine
import Interface
import Synchronization
import Tabular

/// An explorer without a terminal whose results come from one study a data set, shared by all tests: what one has
/// computed costs the others nothing. Every run takes a hundredth of a second, so that frames can be compared.
struct Explorer {
  private(set) var state: State
  /// What the loop was told to do that is neither computing nor opening.
  private(set) var effects: [Effect] = []
  /// What is to be computed; `settle` does it.
  private(set) var pending: [(quantity: AnyQuantity, generation: Int)] = []
  private var study: Study?
  /// Tables by the name under which they are opened, for those that are no file.
  var tables: [String: Table] = [:]

  init(_ state: State, tables: [String: Table] = [:]) {
    self.state = state
    self.tables = tables
  }

  /// After opening a sample and pressing keys.
  init(_ sample: String?, _ state: State, keys: String = "") {
    self.init(state)
    if let sample { send(.command(.open(Driving.sample(sample)))) }
    press(keys)
  }

  init(_ table: Table, _ state: State, keys: String = "") {
    self.init(state, tables: [table.name: table])
    send(.command(.open(table.name)))
    press(keys)
  }

  mutating func press(_ keys: String) { for key in KeyScript.parse(keys) { send(.key(key)) } }

  /// Takes an action and everything that follows from it.
  mutating func send(_ action: Action) {
    take(action)
    settle()
  }

  /// Begins to do the lines of a saved session.
  mutating func openedLog(_ log: LogFile, from path: String = "test.pleiades") {
    state.opening = State.Opening(path: path, fraction: nil)
    take(.openedLog(path: path, log))
  }

  /// Takes an action; what is to be computed waits.
  mutating func take(_ action: Action) {
    for effect in reduce(&state, action) { perform(effect) }
  }

  mutating func settle() {
    while !pending.isEmpty { deliver(0) }
  }

  /// Computes what waits at a place, and tells.
  mutating func deliver(_ index: Int) {
    let (quantity, generation) = pending.remove(at: index)
    guard let outcome = outcome(of: quantity) else { return }
    take(.computed(quantity, outcome, generation: generation))
  }

  mutating func drop(_ index: Int) -> (quantity: AnyQuantity, generation: Int) { pending.remove(at: index) }

  func outcome(of quantity: AnyQuantity) -> Outcome? {
    guard let study else { return nil }
    do { return .value(Self.untimed(try Self.value(of: quantity.base, in: study))) } catch {
      return .failure("\(error)")
    }
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .compute(let quantity, let generation): pending.append((quantity, generation))
    case .cancel(let quantity): pending.removeAll { $0.quantity == quantity }
    case .open(let path, let reading): open(path, reading)
    case .adopt(let table): study = Study(table, capacity: 4096)
    default: effects.append(effect)
    }
  }

  private mutating func open(_ path: String, _ reading: Reading?) {
    if LogFile.isNamed(path) {
      do { take(.openedLog(path: path, try LogFile(readingFrom: path))) } catch { take(.openFailed(path: path, error)) }
      return
    }
    do {
      let table = try tables[path] ?? Self.table(path, reading?.options ?? DelimitedOptions())
      study = Self.study(path, table)
      take(.opened(path: path, table))
    } catch {
      take(.openFailed(path: path, error))
    }
  }

  private static let read = Mutex<[String: Table]>([:])
  private static let studies = Mutex<[String: Study]>([:])

  private static func table(_ path: String, _ options: DelimitedOptions) throws -> Table {
    if let table = read.withLock({ $0["\(path) \(options)"] }) { return table }
    let table = try TableReader.read(path: path, options: options)
    read.withLock { $0["\(path) \(options)"] = table }
    return table
  }

  private static func study(_ path: String, _ table: Table) -> Study {
    let key = "\(path) \(table.rowCount) \(table.columns.map(\.name))"
    return studies.withLock { studies in
      if let study = studies[key] { return study }
      let study = Study(table, capacity: 1 << 16)
      studies[key] = study
      return study
    }
  }

  private static func value<Q: Quantity>(of quantity: Q, in study: Study) throws -> any Sendable {
    try study.value(quantity, context: RunContext(threads: 1))
  }

  private static func untimed(_ value: any Sendable) -> any Sendable {
    switch value {
    case let run as ClusteringQuantity.Value: ClusteringQuantity.Value(clustering: run.clustering, elapsedSeconds: 0.01)
    case let run as RunQuantity.Value:
      RunQuantity.Value(
        clustering: run.clustering, elapsedSeconds: 0.01, internal: run.internal, adjustedRand: run.adjustedRand)
    default: value
    }
  }
}
