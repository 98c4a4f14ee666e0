import Analysis
import ArgumentParser
import Engine
import Glibc
import Interface
import Tabular
import Terminal

/// The exit codes of the contract, from <sysexits.h>.
enum Exit {
  static let usage: Int32 = 64
  static let badData: Int32 = 65
  static let noInput: Int32 = 66
  static let ourFault: Int32 = 70
  static let cannotCreate: Int32 = 73
  static let cannotWrite: Int32 = 74
  static let interrupted: Int32 = 130
}

/// What to tell the user about an error, and the exit code.
struct Failure {
  let code: Int32
  /// For stderr; empty to say nothing.
  var message = ""
  /// For stdout: help that was asked for.
  var answer = ""

  init(_ error: any Error, arguments: [String]) {
    switch error {
    case is CancellationError: code = Exit.interrupted
    case let error as AnalysisError: (code, message) = (error.isUsage ? Exit.usage : Exit.badData, "\(error)")
    case let error as PreparationError: (code, message) = (error.isUsage ? Exit.usage : Exit.badData, "\(error)")
    case let error as ReportError: (code, message) = (Exit.usage, "\(error)")
    case let error as TableError: (code, message) = (error.exitCode, "\(error)")
    case let error as FileWriteError:
      (code, message) = (error.isCannotCreate ? Exit.cannotCreate : Exit.cannotWrite, "\(error)")
    case let error as StreamError: (code, message) = (Exit.cannotWrite, "\(error)")
    case let error as TerminalError: (code, message) = (Exit.ourFault, "\(error)")
    case let error as LogProblem: (code, message) = (Exit.badData, "\(error)")
    case let error as ConfigurationProblems: (code, message) = (Exit.badData, "\(error)")
    case let error as MistypedCommand: (code, message) = (Exit.usage, "\(error)")
    case let error as ExitCode: code = error.rawValue
    default:
      switch Pleiades.exitCode(for: error).rawValue {
      case 0: (code, answer) = (0, Pleiades.fullMessage(for: error))
      case Exit.usage: (code, message) = (Exit.usage, Self.usageMessage(error, arguments))
      default: (code, message) = (Exit.ourFault, "\(error): a fault of this program; please report it.")
      }
    }
  }

  /// Tells, where there is something to tell.
  /// - Returns: the exit code.
  func report() -> Int32 {
    if !answer.isEmpty {
      do { try StandardStream.output.write(answer + "\n") } catch .closedPipe { ClosedPipe.endProcess() } catch {
        return Exit.cannotWrite
      }
    }
    if !message.isEmpty { try? StandardStream.error.write("pleiades: \(Self.visible(message))\n") }
    return code
  }

  /// What a file or an argument holds must not do anything to the terminal.
  private static func visible(_ message: String) -> String {
    String(
      String.UnicodeScalarView(
        message.unicodeScalars.map {
          $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" ? "\u{FFFD}" : $0
        }))
  }

  /// The parser's message on one line, and where to read on unless it says what to do.
  private static func usageMessage(_ error: any Error, _ arguments: [String]) -> String {
    var text = Pleiades.message(for: error).split(separator: "\n").joined(separator: " ")
    // The parser begins with a capital; names of options and files keep theirs.
    if let first = text.first, text.dropFirst().first?.isLowercase == true {
      text = first.lowercased() + text.dropFirst()
    }
    let command = arguments.first.flatMap { Pleiades.commandNames.contains($0) ? $0 : nil }
    let help = command.map { "pleiades help \($0)" } ?? "pleiades --help"
    switch text.last {
    case ".": return text
    case "?": return "\(text) See \(help)."
    default: return "\(text); see \(help)."
    }
  }
}

extension AnalysisError {
  /// Whether the request is at fault rather than the data.
  var isUsage: Bool {
    switch self {
    case .unknownAlgorithm, .unknownParameter, .assignment, .parameter: true
    case .tooFewRows, .undefinedDissimilarity, .badDissimilarity, .notApplicable, .tooLarge: false
    }
  }
}

extension TableError {
  var exitCode: Int32 {
    if case .badOption = self { return Exit.usage }
    return isNoInput ? Exit.noInput : Exit.badData
  }
}

/// A first word that is neither a command nor a file.
struct MistypedCommand: Error, CustomStringConvertible {
  let word: String
  let commands: [String]

  /// Nil when there is no such mistake: the first word is a command, or there is such a file, or it looks like the
  /// name of one.
  init?(_ arguments: [String], commands: [String]) {
    if arguments.first == "help", let topic = arguments.dropFirst().first, !topic.hasPrefix("-") {
      guard !commands.contains(topic) else { return nil }
      word = topic
      self.commands = commands
      return
    }
    guard let word = arguments.first, !word.hasPrefix("-"), !commands.contains(word), access(word, F_OK) != 0 else {
      return nil
    }
    let isAlone = arguments.dropFirst().allSatisfy { $0.hasPrefix("-") }
    let looksLikeFile = word.contains("/") || word.contains(".")
    guard !looksLikeFile, !isAlone || nearest(to: word, in: commands) != nil else { return nil }
    self.word = word
    self.commands = commands
  }

  var description: String {
    let near = nearest(to: word, in: commands).map { " Did you mean \($0)?" } ?? ""
    return "there is no command and no file \"\(word)\".\(near) The commands are \(commands.joined(separator: ", "))."
  }
}
