internal import FoundationEssentials
internal import HostIO

/// The connection to an agent: JSON messages, one a line, announced by a signal.
struct AgentChannel: ~Copyable {
  /// Whether the agent is applying a plan; not while it waits for calls in flight to end.
  private(set) var isApplying = false
  /// The statement that the agent began last.
  private(set) var begun: AgentBegin?

  private let stream: UnixStream
  private var received: [UInt8] = []
  /// Bytes of `received` that hold no line end.
  private var searched = 0

  init(stream: consuming UnixStream) { self.stream = stream }

  /// Sends one message, its line end included, and the signal that makes the agent read it.
  mutating func send(_ message: [UInt8], to target: AgentTarget) throws(DriverError) {
    var rest = message[...]
    let end = ContinuousClock.now + .seconds(10)
    while !rest.isEmpty {
      switch try transfer({ () throws(SystemCallError) in
        try stream.send(rest, milliseconds: 20)
      }) {
      case .moved(let count): rest = rest.dropFirst(count)
      case .timedOut:
        // The message is longer than the kernel's buffer: the agent has to read what is there.
        try target.signal()
      case .ended: throw .connectionLost(pid: target.pid, applying: isApplying)
      }
      if ContinuousClock.now > end { throw noAnswer(from: target, after: .seconds(10)) }
    }
    // Also after a long message: the agent may have given up between two pieces.
    try target.signal()
  }

  /// Waits for a message of the given kind; others are handed to `onOther`.
  ///
  /// A plan that is being applied has the time `applying`.
  mutating func receive(
    _ kind: String,
    from target: AgentTarget,
    deadline: Duration,
    applying: Duration? = nil,
    onOther: (String, [UInt8]) -> Void = { _, _ in }
  ) throws(DriverError) -> [UInt8] {
    var end = ContinuousClock.now + deadline
    var patience: Int32 = 100
    while true {
      while let line = nextLine() {
        guard let type = Self.type(of: line) else {
          throw .invalidMessage(pid: target.pid, kind: "message")
        }
        if type == kind {
          isApplying = false
          return line
        }
        switch type {
        case "accepted":
          isApplying = true
          end = ContinuousClock.now + (applying ?? deadline)
        case "waiting":
          isApplying = false
          patience = 4
        case "begin": begun = try? JSONDecoder().decode(AgentBegin.self, from: Data(line))
        default: onOther(type, line)
        }
      }
      if ContinuousClock.now > end {
        throw noAnswer(from: target, after: isApplying ? applying ?? deadline : deadline)
      }
      switch try transfer({ () throws(SystemCallError) in
        try stream.receive(into: &received, milliseconds: patience)
      }) {
      case .moved: break
      case .ended: throw .connectionLost(pid: target.pid, applying: isApplying)
      case .timedOut:
        // The signal may have come between two messages, or before the program could take it.
        // While a plan is applied nothing has to be read, and a signal only disturbs.
        if !isApplying { try target.signal() }
        patience = min(patience * 2, 500)
      }
    }
  }

  private mutating func nextLine() -> [UInt8]? {
    guard let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = received.count
      return nil
    }
    let line = Array(received[..<end])
    received.removeSubrange(...end)
    searched = 0
    return line
  }

  private func noAnswer(from target: AgentTarget, after deadline: Duration) -> DriverError {
    let seconds = Int(deadline.components.seconds)
    return isApplying
      ? .noOutcome(pid: target.pid, seconds: seconds, at: begun.map { "\($0.module):\($0.line)" })
      : .noAnswer(pid: target.pid, seconds: seconds, signalBlocked: target.blocksSignal)
  }

  /// The message's type.
  ///
  /// It comes first in the agent's messages; a whole `hello` is not decoded twice.
  private static func type(of line: [UInt8]) -> String? {
    let prefix = Array("{\"type\":\"".utf8)
    if line.starts(with: prefix) {
      let word = line[prefix.count...].prefix { $0 != UInt8(ascii: "\"") }
      return String(decoding: word, as: UTF8.self)
    }
    return try? JSONDecoder().decode(MessageType.self, from: Data(line)).type
  }

  private struct MessageType: Decodable {
    var type: String
  }
}

private func transfer(
  _ call: () throws(SystemCallError) -> UnixStream.Transfer
) throws(DriverError) -> UnixStream.Transfer {
  do {
    return try call()
  } catch {
    throw .system(error)
  }
}
