import Analysis
import Dispatch
import Glibc

/// ^C while a command works: the work is asked to stop, and where it does not within a moment (a read that blocks),
/// the process ends all the same.
final class Interruption: Sendable {
  private let flag = CancellationFlag()
  private nonisolated(unsafe) let source: any DispatchSourceSignal

  /// - Parameter onForcedEnd: called before the process ends by itself.
  init(onForcedEnd: @escaping @Sendable () -> Void) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global(qos: .userInteractive))
    source.setEventHandler { [flag] in
      flag.cancel()
      DispatchQueue.global(qos: .userInteractive).asyncAfter(deadline: .now() + .milliseconds(500)) {
        onForcedEnd()
        _exit(Exit.interrupted)
      }
    }
    source.resume()
  }

  var isCancelled: Bool { flag.isCancelled }
}
