import Terminal

/// All events of bytes that come at once, pending ones taken for complete.
func decode(_ text: String, keys: [[UInt8]: Key] = [:]) -> [TerminalEvent] {
  decode(Array(text.utf8), keys: keys)
}

func decode(_ bytes: [UInt8], keys: [[UInt8]: Key] = [:]) -> [TerminalEvent] {
  var decoder = InputDecoder(keys: keys)
  let events = decoder.feed(bytes, at: .zero)
  guard decoder.pendingDelay != nil else { return events }
  return events + decoder.flush(at: .milliseconds(25))
}

/// Escape.
let e = "\u{1B}"
