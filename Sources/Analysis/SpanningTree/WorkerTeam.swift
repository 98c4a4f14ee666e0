import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Threads that take every step of a computation together. Real threads, since each waits for the others: a pool that
/// had fewer threads to give would never get past the first barrier.
final class WorkerTeam: Sendable {
  let size: Int
  private let arrived = Atomic<Int>(0)
  private let generation = Atomic<Int>(0)
  private let stopped = Atomic<Bool>(false)

  private init(size: Int) { self.size = size }

  /// Runs `body` once on each of up to `threads` threads, this one included, and waits for all.
  static func run(threads: Int, _ body: @escaping @Sendable (_ worker: Int, _ team: WorkerTeam) -> Void) {
    // Threads wait at the gate until it is known how many could be made.
    let gate = Gate()
    var handles: [pthread_t] = []
    for worker in 1..<max(1, threads) {
      let start = Unmanaged.passRetained(Start(worker: worker, gate: gate, body: body))
      var handle = pthread_t()
      let failed = pthread_create(
        &handle, nil,
        { argument in
          let start = Unmanaged<Start>.fromOpaque(argument.unsafelyUnwrapped).takeRetainedValue()
          ThreadStart.run()
          start.body(start.worker, start.gate.wait())
          return nil
        }, start.toOpaque())
      if failed != 0 {
        start.release()
        break
      }
      handles.append(handle)
    }
    let team = WorkerTeam(size: handles.count + 1)
    gate.open(team)
    body(0, team)
    for handle in handles { pthread_join(handle, nil) }
  }

  /// Waits until all have come here. What each wrote before is visible to all afterwards.
  @inline(__always) func barrier() {
    guard size > 1 else { return }
    let mine = generation.load(ordering: .relaxed)
    if arrived.add(1, ordering: .acquiringAndReleasing).newValue == size {
      arrived.store(0, ordering: .relaxed)
      generation.add(1, ordering: .releasing)
      return
    }
    var spins = 0
    while generation.load(ordering: .acquiring) == mine {
      spins += 1
      // Soon the processor may be wanted by the one waited for.
      if spins > 4000 { sched_yield() }
    }
  }

  func stop() { stopped.store(true, ordering: .relaxed) }
  /// Meaningful to all alike only after a barrier.
  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  private final class Start: Sendable {
    let worker: Int
    let gate: Gate
    let body: @Sendable (Int, WorkerTeam) -> Void
    init(worker: Int, gate: Gate, body: @escaping @Sendable (Int, WorkerTeam) -> Void) {
      self.worker = worker
      self.gate = gate
      self.body = body
    }
  }

  private final class Gate: Sendable {
    private let team = Mutex<WorkerTeam?>(nil)
    func open(_ team: WorkerTeam) { self.team.withLock { $0 = team } }
    func wait() -> WorkerTeam {
      while true {
        if let team = team.withLock({ $0 }) { return team }
        sched_yield()
      }
    }
  }
}
