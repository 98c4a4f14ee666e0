import Synchronization

/// Messages from any thread to the one that waits in `TerminalLoop.wait`, in the order in which they were posted.
public final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  let wake = WakeDescriptor()

  public init() {}

  /// Wakes the loop. Never blocks for long.
  public func post(_ message: Message) {
    let isFirst = messages.withLock { messages in
      messages.append(message)
      return messages.count == 1
    }
    // One signal is enough for all that follow until they are taken.
    if isFirst { wake.signal() }
  }

  /// Takes all messages.
  public func drain() -> [Message] {
    wake.clear()
    return messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
