import Canvas

/// What can be shown on a terminal and asked of it: a pure function of the environment and of terminfo.
public struct TerminalCapabilities: Sendable, Equatable {
  public var colorDepth: ColorDepth
  /// The richest set of glyphs that the terminal very probably shows. No program can tell whether a font has braille:
  /// offer the user a switch.
  public var glyphs: GlyphSet
  /// Whether text beyond ASCII may be sent at all.
  public var unicodeText: Bool
  /// Whether frames are wrapped so that the terminal shows them at once (private mode 2026).
  public var synchronizedOutput: Bool
  public var mouse: Bool
  public var bracketedPaste: Bool

  /// - Parameter ascii: the user asked for plain glyphs; text from the data is not concerned.
  public init(environment: [String: String], facts: TerminalFacts, ascii: Bool = false) {
    let family = Family(facts.name)
    unicodeText = Self.sendsUnicode(environment, family)
    glyphs =
      if ascii || !unicodeText {
        .ascii
      } else {
        switch family {
        case .modern: .braille
        case .linuxConsole: .dots
        case .old: .ascii
        }
      }
    colorDepth = Self.colorDepth(environment, facts, family)
    synchronizedOutput = family == .modern
    bracketedPaste = family == .modern
    mouse = family == .modern && facts.reportsMouse
  }

  /// Emulators of today; the console of Linux, whose fonts have 256 or 512 glyphs (half blocks and shades, neither
  /// quadrants nor braille); and what is older, or only called so.
  private enum Family {
    case modern, linuxConsole, old

    init(_ name: String) {
      let stem = name.prefix { $0 != "-" && $0 != "." }
      switch stem {
      case "linux": self = .linuxConsole
      case "ansi", "cygwin", "hurd", "pcansi", "sun", "mach", "dumb", "unknown", "": self = .old
      case _ where ["vt", "wsvt", "cons", "wy", "tvi", "hp", "adm", "att"].contains { stem.hasPrefix($0) }: self = .old
      default: self = .modern
      }
    }
  }

  /// The first of the three variables that is set and not empty decides, as in `setlocale`. "C" and no locale at all
  /// say nothing about the terminal: the modern ones take UTF-8.
  private static func sendsUnicode(_ environment: [String: String], _ family: Family) -> Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
    let base = locale.prefix { $0 != "." && $0 != "@" }
    guard let dot = locale.firstIndex(of: ".") else {
      return (base == "C" || base == "POSIX") && family != .old
    }
    let codeset = locale[locale.index(after: dot)...].prefix { $0 != "@" }.lowercased()
    return codeset == "utf-8" || codeset == "utf8"
  }

  private static func colorDepth(
    _ environment: [String: String], _ facts: TerminalFacts, _ family: Family
  ) -> ColorDepth {
    // https://no-color.org: present and not empty.
    if let wish = environment["NO_COLOR"], !wish.isEmpty { return .none }
    if facts.colors < 8 { return .none }
    if facts.colors >= 1 << 24 { return .trueColor }
    let claimsTrueColor = ["truecolor", "24bit"].contains(environment["COLORTERM"]?.lowercased() ?? "")
    // Screen passes COLORTERM on from the terminal around it, and then garbles such colours. In tmux, whose TERM may
    // begin with "screen" as well, they work.
    let isScreen = facts.name.hasPrefix("screen") && (environment["TMUX"] ?? "").isEmpty
    if claimsTrueColor && family == .modern && !isScreen { return .trueColor }
    switch facts.colors {
    case 256...: return .indexed256
    case 16...: return .sixteen
    default: return .eight
    }
  }
}
