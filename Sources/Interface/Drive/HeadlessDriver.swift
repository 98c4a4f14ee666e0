import Analysis
import Canvas
import Engine
import Synchronization
import Tabular

/// Drives the explorer without a terminal: performs each effect at once and to its end, so that the frame afterwards
/// is the one that a patient person would see.
public struct HeadlessDriver {
  public private(set) var state: State
  public private(set) var exitCode: Int32?
  private var study: Study?
  private let options: DelimitedOptions
  private let context: RunContext

  public init(_ state: State, options: DelimitedOptions = DelimitedOptions(), context: RunContext = RunContext()) {
    self.state = state
    self.options = options
    self.context = context
  }

  /// Feeds one action and everything that follows from it.
  /// - Throws: `CancellationError`, what reading the table throws, or `PreparationError` for choices that name columns
  ///   which the table does not have.
  public mutating func send(_ action: Action) throws {
    var actions = [action]
    while !actions.isEmpty {
      let next = actions.removeFirst()
      for effect in reduce(&state, next) {
        if let answer = try perform(effect) { actions.append(answer) }
      }
    }
  }

  /// Does the lines of a saved session; `state.replayProblem` says where that ended, if it did not go well.
  public mutating func send(_ log: LogFile, from path: String) throws {
    state.opening = State.Opening(path: path, fraction: nil)
    try send(.openedLog(path: path, log))
  }

  private mutating func perform(_ effect: Effect) throws -> Action? {
    switch effect {
    case .open(let path, _) where LogFile.isNamed(path):
      return .openedLog(path: path, try LogFile(readingFrom: path))
    case .open(let path, let reading):
      let context = context
      let options = reading?.options ?? options
      let table: Table
      do {
        table = try TableReader.read(path: path, options: options, isCancelled: { context.isCancelled })
      } catch let error as TableError where state.replay != nil {
        return .openFailed(path: path, error)
      }
      try state.checkOptions(table)
      study = Study(table)
      return .opened(path: path, table)
    case .compute(let quantity, let generation):
      guard let study else { return nil }
      do {
        return .computed(quantity, .value(try value(of: quantity.base, in: study)), generation: generation)
      } catch let error as CancellationError {
        throw error
      } catch {
        return .computed(quantity, .failure("\(error)"), generation: generation)
      }
    case .adopt(let table):
      study?.adopt(table)
      return nil
    case .quit(let code):
      exitCode = code
      return nil
    case .cancel, .cancelOpening, .suspend, .redraw, .takeMouse, .remember, .rememberWelcome, .forget, .save, .copy:
      return nil
    }
  }

  private func value<Q: Quantity>(of quantity: Q, in study: Study) throws -> any Sendable {
    try study.value(quantity, context: context)
  }
}
