import Glibc

/// A terminal of its own for a test: tmux without a configuration, on its own socket, in a folder of its own.
public final class TmuxSession {
  public static var isInstalled: Bool { Shell.run("command -v tmux") != "" }

  public let folder: String
  private let socket: String

  /// Runs a shell script in a terminal of some size; `$DIR` is the session's folder.
  /// - Parameter variables: exported first, as the shell reads them: `NAME=value`.
  public init(width: Int, height: Int, variables: String = "", script: String) {
    var template = Array("/tmp/pleiades-terminal-XXXXXX".utf8CString)
    mkdtemp(&template)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    socket = "\(folder)/tmux"
    let file = fopen("\(folder)/script", "we")
    // What the tests' own terminal or session says must not be seen.
    fputs(
      """
      unset COLORTERM NO_COLOR LC_ALL LC_CTYPE TMUX LINES COLUMNS
      export LANG=C.UTF-8 DIR=\(folder) SWIFT_BACKTRACE=enable=no
      export \(variables)
      ulimit -c 0
      \(script)
      """, file)
    fclose(file)
    tmux("-f /dev/null new-session -d -x \(width) -y \(height) 'sh \(folder)/script' \\; set -g status off")
    // Without the status line there is one line more than asked for at first.
    tmux("resize-window -x \(width) -y \(height)")
  }

  /// Runs a command once the terminal has its size, and keeps what the modes of the terminal were before and after,
  /// and the status.
  public convenience init(
    width: Int, height: Int, term: String, variables: String = "", environment: String = "", command: String
  ) {
    self.init(
      width: width, height: height, variables: variables,
      script: """
        printf 'shell line\\n'
        until [ "$(stty size)" = "\(height) \(width)" ]; do sleep 0.02; done
        stty -a > $DIR/before
        export TERM=\(term) \(environment)
        \(command)
        echo $? > $DIR/status
        stty -a > $DIR/after
        touch $DIR/done
        sleep 100
        """)
  }

  deinit {
    tmux("kill-server")
    Shell.run("rm -rf \(folder)")
  }

  @discardableResult public func tmux(_ command: String) -> String {
    Shell.run("tmux -u -S \(socket) \(command) 2>&1")
  }

  public func keys(_ keys: String) { tmux("send-keys \(keys)") }

  /// The lines of the screen, without trailing blanks.
  public var lines: [String] {
    tmux("capture-pane -p").split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  public func state(_ format: String) -> String { String(tmux("display -p '#{\(format)}'").dropLast()) }

  public func file(_ name: String) -> String { Shell.contents("\(folder)/\(name)") }

  @discardableResult public func waitForEnd() -> Bool { Shell.wait { access("\(folder)/done", F_OK) == 0 } }

  /// Waits until some line of the screen contains a text.
  @discardableResult public func waitForText(_ text: String) -> Bool {
    Shell.wait { lines.contains { $0.contains(text) } }
  }
}
