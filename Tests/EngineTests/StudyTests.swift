import Analysis
import Dispatch
import Engine
import Synchronization
import Tabular
import Testing

/// Counts how often it is computed; `key` is what its value depends on.
private struct Counted: Quantity {
  let key: Int
  let counter: Counter
  var title: String { "counted" }

  func compute(in study: Study, context: RunContext) throws -> Int {
    counter.add(1)
    return key * key
  }

  static func == (left: Counted, right: Counted) -> Bool { left.key == right.key }
  func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

/// The same fields as `Counted`, another type.
private struct Other: Quantity {
  let key: Int
  var title: String { "other" }
  func compute(in study: Study, context: RunContext) throws -> String { "\(key)" }
}

/// Waits until it is let go, or cancelled.
private struct Slow: Quantity {
  let gate: Gate
  let counter: Counter
  var title: String { "slow" }

  func compute(in study: Study, context: RunContext) throws -> Int {
    counter.add(1)
    while !gate.isOpen { try context.checkCancellation() }
    return 7
  }

  static func == (left: Slow, right: Slow) -> Bool { left.gate === right.gate }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(gate)) }
}

private struct Failing: Quantity {
  struct Oops: Error {}
  let counter: Counter
  var title: String { "failing" }
  func compute(in study: Study, context: RunContext) throws -> Int {
    counter.add(1)
    throw Oops()
  }
  static func == (left: Failing, right: Failing) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

private final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  func add(_ number: Int) { count.add(number, ordering: .sequentiallyConsistent) }
  var value: Int { count.load(ordering: .sequentiallyConsistent) }
}

private final class Gate: Sendable {
  private let open_ = Atomic<Bool>(false)
  func open() { open_.store(true, ordering: .sequentiallyConsistent) }
  var isOpen: Bool { open_.load(ordering: .sequentiallyConsistent) }
}

/// Runs on a thread of its own: what waits must not hold up the tests' own threads.
private func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "study").async { continuation.resume(with: Result { try body() }) }
  }
}

@Suite(.timeLimit(.minutes(1))) struct StudyTests {
  private func study(capacity: Int = 256) -> Study { Study(Tables.numeric(("x", [1, 2])), capacity: capacity) }

  @Test func askingTwiceComputesOnce() throws {
    let study = study()
    let counter = Counter()
    for _ in 0..<3 { #expect(try study.value(Counted(key: 4, counter: counter), context: RunContext()) == 16) }
    #expect(counter.value == 1)
    #expect(study.keptValue(Counted(key: 4, counter: counter)) == 16)
    #expect(study.keptValue(Counted(key: 5, counter: counter)) == nil)
  }

  @Test func typesAreToldApart() throws {
    let study = study()
    let counter = Counter()
    _ = try study.value(Counted(key: 4, counter: counter), context: RunContext())
    #expect(try study.value(Other(key: 4), context: RunContext()) == "4")
    #expect(AnyQuantity(Other(key: 4)) == AnyQuantity(Other(key: 4)))
    #expect(AnyQuantity(Other(key: 4)) != AnyQuantity(Other(key: 5)))
    #expect(AnyQuantity(Other(key: 4)) != AnyQuantity(Counted(key: 4, counter: counter)))
  }

  @Test func threadsShareOneComputation() async throws {
    let study = study()
    let counter = Counter()
    let gate = Gate()
    async let first = onThread { try study.value(Slow(gate: gate, counter: counter), context: RunContext()) }
    async let second = onThread { try study.value(Slow(gate: gate, counter: counter), context: RunContext()) }
    while counter.value == 0 { await Task.yield() }
    gate.open()
    #expect(try await first == 7)
    #expect(try await second == 7)
    #expect(counter.value == 1)
  }

  @Test func cancellationLeavesNoTrace() throws {
    let study = study()
    let counter = Counter()
    let gate = Gate()
    let cancelled = RunContext(isCancelled: { counter.value > 0 })
    #expect(throws: CancellationError.self) { try study.value(Slow(gate: gate, counter: counter), context: cancelled) }
    #expect(study.keptValue(Slow(gate: gate, counter: counter)) == nil)
    gate.open()
    #expect(try study.value(Slow(gate: gate, counter: counter), context: RunContext()) == 7)
    #expect(counter.value == 2)
  }

  /// The one who computes is cancelled; the one who waits computes it after all.
  @Test func anothersCancellationIsNotMine() async throws {
    let study = study()
    let counter = Counter()
    let gate = Gate()
    let flag = CancellationFlag()
    async let first: Int? = onThread {
      try? study.value(Slow(gate: gate, counter: counter), context: RunContext(isCancelled: { flag.isCancelled }))
    }
    while counter.value == 0 { await Task.yield() }
    async let second = onThread { try study.value(Slow(gate: gate, counter: counter), context: RunContext()) }
    flag.cancel()
    #expect(try await first == nil)
    gate.open()
    #expect(try await second == 7)
  }

  @Test func waitingCanBeCancelled() async throws {
    let study = study()
    let counter = Counter()
    let gate = Gate()
    let flag = CancellationFlag()
    async let first = onThread { try study.value(Slow(gate: gate, counter: counter), context: RunContext()) }
    while counter.value == 0 { await Task.yield() }
    async let second: Int? = onThread {
      try? study.value(Slow(gate: gate, counter: counter), context: RunContext(isCancelled: { flag.isCancelled }))
    }
    flag.cancel()
    #expect(try await second == nil)
    gate.open()
    #expect(try await first == 7)
    #expect(counter.value == 1)
  }

  @Test func failuresAreNotKept() {
    let study = study()
    let counter = Counter()
    for _ in 0..<2 {
      #expect(throws: Failing.Oops.self) { try study.value(Failing(counter: counter), context: RunContext()) }
    }
    #expect(counter.value == 2)
  }

  @Test func whatWasAskedForLongestAgoGoesFirst() throws {
    let study = study(capacity: 2)
    let counter = Counter()
    func ask(_ key: Int) throws { _ = try study.value(Counted(key: key, counter: counter), context: RunContext()) }
    try ask(1)
    try ask(2)
    try ask(1)
    try ask(3)
    #expect(study.keptValue(Counted(key: 1, counter: counter)) == 1)
    #expect(study.keptValue(Counted(key: 2, counter: counter)) == nil)
    #expect(study.keptValue(Counted(key: 3, counter: counter)) == 9)
    #expect(counter.value == 3)
  }

  @Test func changingTheClustererKeepsTheTree() throws {
    let study = Study(Tables.numeric(("x", [0, 0.1, 0.2, 5, 5.1, 5.2])))
    let basis = Basis()
    let order = try study.value(VATQuantity(basis), context: RunContext())
    _ = try study.value(
      ClusteringQuantity(basis, AlgorithmChoice("linkage", ParameterValues(["k": .integer(2)]))),
      context: RunContext())
    #expect(study.keptValue(VATQuantity(basis)) == order)
    var scaled = basis
    scaled.preparation.scale = .none
    #expect(study.keptValue(VATQuantity(scaled)) == nil)
  }

  @Test func precomputedMetricMarksThePreparation() {
    var basis = Basis()
    #expect(!basis.preparation.isDissimilarityMatrix)
    basis.setMetric(AlgorithmChoice(Basis.precomputed))
    #expect(basis.preparation.isDissimilarityMatrix)
    basis.setMetric(AlgorithmChoice("manhattan"))
    #expect(!basis.preparation.isDissimilarityMatrix)
  }
}
