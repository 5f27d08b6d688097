/// What `/proc/PID/status` says about a process, as far as drivers ask.
package struct ProcessStatus: Equatable, Sendable {
  /// The state letter: `S` sleeping, `T` stopped, `Z` ended but not waited for, ...
  package var state: UInt8
  /// The parent's pid.
  package var parent: Int32
  /// The effective user.
  package var user: UInt32
  /// Bit `n - 1`: signal `n` has a handler.
  package var caughtSignals: UInt64
  /// Bit `n - 1`: signal `n` is blocked in the main thread.
  package var blockedSignals: UInt64

  /// Reads the fields out of the file's text; `nil` when one is missing.
  package init?(statusText text: [UInt8]) {
    // By bytes: with a save this is asked four times, and the file has sixty lines.
    let lines = text.split(separator: UInt8(ascii: "\n"))
    func words(_ key: StaticString) -> [Substring] {
      let key = UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount)
      guard let line = lines.first(where: { $0.starts(with: key) }) else { return [] }
      return String(decoding: line.dropFirst(key.count), as: UTF8.self)
        .split { $0 == "\t" || $0 == " " }
    }
    let users = words("Uid:")
    guard
      let state = words("State:").first?.utf8.first,
      let parent = words("PPid:").first.flatMap({ Int32($0) }),
      users.count > 1, let user = UInt32(users[1]),
      let caught = words("SigCgt:").first.flatMap({ UInt64($0, radix: 16) }),
      let blocked = words("SigBlk:").first.flatMap({ UInt64($0, radix: 16) })
    else { return nil }
    self.state = state
    self.parent = parent
    self.user = user
    caughtSignals = caught
    blockedSignals = blocked
  }

  /// Tells whether the process handles `signal`; the default action of most signals is to end it.
  package func catches(_ signal: Int32) -> Bool { caughtSignals >> UInt64(signal - 1) & 1 == 1 }

  /// Tells whether the main thread blocks `signal`.
  package func blocks(_ signal: Int32) -> Bool { blockedSignals >> UInt64(signal - 1) & 1 == 1 }

  /// Tells whether the process has ended and only waits for its parent to notice.
  package var hasEnded: Bool { state == UInt8(ascii: "Z") || state == UInt8(ascii: "X") }

  /// Tells whether the process was stopped, by Ctrl-Z or by a debugger.
  package var isStopped: Bool { state == UInt8(ascii: "T") || state == UInt8(ascii: "t") }
}
