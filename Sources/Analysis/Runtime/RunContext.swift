import Synchronization

/// How far a computation is: a fraction where a real total exists.
public struct Progress: Sendable, Equatable {
  /// What is being done, as shown to the user: "spanning tree".
  public let phase: String
  public let completed: Int
  /// Nil when it cannot be known beforehand.
  public let total: Int?

  public init(phase: String, completed: Int, total: Int?) {
    self.phase = phase
    self.completed = completed
    self.total = total
  }

  /// From 0 to 1.
  public var fraction: Double? { total.map { $0 == 0 ? 1 : Double(completed) / Double($0) } }
}

/// What every long computation is handed: how many threads it may use, whether it is still wanted, and where to say
/// how far it is. Results never depend on it.
public struct RunContext: Sendable {
  public var threads: Int
  /// Whether the work gives way to whoever sits at the keyboard.
  public let isBackground: Bool
  private let cancelled: @Sendable () -> Bool
  private let observer: (@Sendable (Progress) -> Void)?

  public init(
    threads: Int = RunContext.defaultThreads, isBackground: Bool = false,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    observer: (@Sendable (Progress) -> Void)? = nil
  ) {
    self.threads = max(1, threads)
    self.isBackground = isBackground
    self.cancelled = isCancelled
    self.observer = observer
  }

  public var isCancelled: Bool { cancelled() }

  /// To be called first by each thread that does the work.
  public func enterThread() {
    ThreadStart.run()
    if isBackground { ThreadPriority.lower() }
  }

  /// To be called at least every 50 ms of work.
  /// - Throws: `CancellationError`.
  public func checkCancellation() throws {
    if cancelled() { throw CancellationError() }
  }

  public func report(_ phase: String, _ completed: Int, of total: Int?) {
    observer?(Progress(phase: phase, completed: completed, total: total))
  }
}

/// A switch that ends a computation from outside.
public final class CancellationFlag: Sendable {
  private let raised = Atomic<Bool>(false)

  public init() {}
  public func cancel() { raised.store(true, ordering: .relaxed) }
  public var isCancelled: Bool { raised.load(ordering: .relaxed) }
}
