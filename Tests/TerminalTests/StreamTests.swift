import Glibc
import Terminal
import TestSupport
import Testing

@Suite struct ClipboardTests {
  /// The vectors of RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ]) func base64(_ text: String, _ encoded: String) {
    #expect(ClipboardSequence.copying(text) == "\u{1B}]52;c;\(encoded)\u{7}")
  }

  @Test func bytesBeyondASCII() {
    // printf 'é日😀>?' | base64
    #expect(ClipboardSequence.copying("é日😀>?") == "\u{1B}]52;c;w6nml6Xwn5iAPj8=\u{7}")
  }

  @Test func tooLong() {
    #expect(ClipboardSequence.copying(String(repeating: "a", count: 74_994)) != nil)
    #expect(ClipboardSequence.copying(String(repeating: "a", count: 74_995)) == nil)
  }
}

@Suite struct MailboxTests {
  @Test func keepsTheOrderOfEachThread() async {
    let mailbox = Mailbox<(Int, Int)>()
    await withTaskGroup(of: Void.self) { group in
      for thread in 0..<4 {
        group.addTask { for number in 0..<1000 { mailbox.post((thread, number)) } }
      }
    }
    let messages = mailbox.drain()
    #expect(messages.count == 4000)
    for thread in 0..<4 { #expect(messages.filter { $0.0 == thread }.map(\.1) == Array(0..<1000)) }
    #expect(mailbox.drain().isEmpty)
  }
}

@Suite(.enabled(if: Probe.exists)) struct StandardStreamTests {
  @Test func writesAllToASlowReader() {
    // A pipe holds 64 KiB; the descriptor does not block.
    #expect(Shell.run("\(Probe.path) --write 3000000 --nonblocking | (sleep 0.2; wc -c)") == "3000000\n")
  }

  @Test func aClosedPipeEndsQuietly() {
    func status(_ before: String) -> String {
      let pipeline = "\(Probe.path) --write 3000000 | head -c 5; echo \" ${PIPESTATUS[0]}\""
      return Shell.run("bash -c '\(before) \(pipeline)' 2>&1")
    }
    #expect(status("") == "xxxxx 141\n")
    // The same where the signal was ignored from the start.
    #expect(status("trap \"\" PIPE;") == "xxxxx 141\n")
  }

  @Test func aFullDeviceIsAnError() {
    #expect(
      Shell.run("\(Probe.path) --write 10 2>&1 >/dev/full; echo $?")
        == "Cannot write the output: No space left on device.\n74\n")
  }

  @Test func widthOfWhatIsNoTerminal() {
    #expect(Shell.run("\(Probe.path) --streams </dev/null 2>&1") == "false false false nil\n")
  }
}
