import Analysis

/// Work that the user waits for at a shell: shows how far it is, and stops on ^C.
struct ForegroundWork {
  private let progress: ProgressLine
  private let interruption: Interruption
  let context: RunContext

  init(threads: Int?) {
    let progress = ProgressLine()
    let interruption = Interruption(onForcedEnd: progress.end)
    self.progress = progress
    self.interruption = interruption
    context = RunContext(
      threads: threads ?? RunContext.defaultThreads, isCancelled: { interruption.isCancelled },
      observer: progress.show)
  }

  /// Takes the progress line away.
  func end() { progress.end() }
}
