import Analysis
import Engine
import Synchronization
import Tabular

/// Carries out the effects that need no terminal: reading tables and computing. Each runs in the background and
/// answers with actions; nothing here ever waits.
public final class Performer: Sendable {
  private struct Work {
    var study: Study?
    var generation = 0
    var running: [AnyQuantity: CancellationFlag] = [:]
    var reading: CancellationFlag?
  }

  private let work = Mutex(Work())
  private let threads: Int
  private let options: DelimitedOptions
  private let post: @Sendable (Action) -> Void

  /// - Parameter post: called from any thread.
  public init(
    threads: Int = RunContext.defaultThreads, options: DelimitedOptions = DelimitedOptions(),
    post: @escaping @Sendable (Action) -> Void
  ) {
    self.threads = threads
    self.options = options
    self.post = post
  }

  /// Starts an effect, or stops one.
  /// - Returns: whether it was one of those that are carried out here.
  public func perform(_ effect: Effect) -> Bool {
    switch effect {
    case .open(let path, let reading): open(path, reading?.options ?? options)
    case .save(let path, let log, let replaces): save(path, log, replaces: replaces)
    case .cancelOpening: work.withLock { $0.reading?.cancel() }
    case .compute(let quantity, let generation): compute(quantity, generation: generation)
    case .cancel(let quantity): work.withLock { $0.running.removeValue(forKey: quantity)?.cancel() }
    case .adopt(let table):
      work.withLock { work in
        // Another table may have been read meanwhile.
        guard let study = work.study, study.table.name == table.name, study.table.rowCount == table.rowCount else {
          return
        }
        study.adopt(table)
      }
    case .quit, .suspend, .redraw, .takeMouse, .remember, .rememberWelcome, .forget, .copy:
      return false
    }
    return true
  }

  /// Ends everything under way, as quickly as it can.
  public func cancelAll() {
    work.withLock { work in
      work.reading?.cancel()
      for flag in work.running.values { flag.cancel() }
      work.running = [:]
    }
  }

  private func save(_ path: String, _ log: LogFile, replaces: Bool) {
    Task.detached { [post] in
      do {
        try log.write(to: path, replacesExisting: replaces)
        post(.saved(path: path))
      } catch {
        let exists = if case FileWriteError.exists = error { true } else { false }
        post(.saveFailed(path: path, reason: "\(error)", exists: exists))
      }
    }
  }

  private func open(_ path: String, _ options: DelimitedOptions) {
    let flag = CancellationFlag()
    work.withLock { work in
      work.reading?.cancel()
      work.reading = flag
    }
    Task.detached { [self] in
      RunContext().enterThread()
      do {
        if LogFile.isNamed(path) {
          let log = try LogFile(readingFrom: path)
          if work.withLock({ $0.reading === flag }) { post(.openedLog(path: path, log)) }
          return
        }
        let throttle = Throttle()
        let table = try TableReader.read(
          path: path, options: options, isCancelled: { flag.isCancelled },
          progress: { read, total in
            if throttle.isDue {
              self.post(.reading(path: path, fraction: total.map { $0 == 0 ? 1 : Double(read) / Double($0) }))
            }
          })
        // The study is there before anyone hears of the table.
        let isCurrent = work.withLock { work -> Bool in
          guard work.reading === flag else { return false }
          work.study = Study(table)
          return true
        }
        if isCurrent { post(.opened(path: path, table)) }
      } catch is CancellationError {
      } catch {
        post(.openFailed(path: path, error))
      }
    }
  }

  private func compute(_ quantity: AnyQuantity, generation: Int) {
    let flag = CancellationFlag()
    let study = work.withLock { work -> Study? in
      work.running[quantity]?.cancel()
      work.running[quantity] = flag
      return work.study
    }
    guard let study else { return }
    let throttle = Throttle()
    let post = post
    let context = RunContext(
      threads: threads, isBackground: true, isCancelled: { flag.isCancelled },
      observer: { if throttle.isDue { post(.progressed(quantity, $0, generation: generation)) } })
    Task.detached { [self] in
      context.enterThread()
      let outcome: Outcome
      do {
        outcome = .value(try Self.value(of: quantity.base, in: study, context))
      } catch is CancellationError {
        outcome = .cancelled
      } catch {
        outcome = .failure("\(error)")
      }
      let isCurrent = work.withLock { work -> Bool in
        guard work.running[quantity] === flag else { return false }
        work.running[quantity] = nil
        return true
      }
      if isCurrent { post(.computed(quantity, outcome, generation: generation)) }
    }
  }

  private static func value<Q: Quantity>(of quantity: Q, in study: Study, _ context: RunContext) throws -> any Sendable
  {
    try study.value(quantity, context: context)
  }
}
