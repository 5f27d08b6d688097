internal import Glibc

/// A child of ours that serves requests over a socket that is its standard input.
///
/// It is ended and waited for when the value goes.
package struct WorkerProcess: ~Copyable {
  package let channel: WorkerChannel
  private let pid: pid_t

  /// Starts a program whose own output and messages go nowhere; `nil` if that fails.
  package init?(_ program: String, _ arguments: [String]) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, program, &actions, nil, words, environ)
    close(ends[1])
    guard code == 0 else {
      close(ends[0])
      return nil
    }
    channel = WorkerChannel(descriptor: ends[0])
    pid = child
  }

  deinit {
    channel.close()
    kill(pid, SIGKILL)
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
  }
}

/// One end of the connection between a program and its worker.
package struct WorkerChannel: Sendable {
  private let descriptor: Int32

  package init(descriptor: Int32) { self.descriptor = descriptor }

  /// Sends all bytes; false when the other end is gone.
  package func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(sent)
    }
    return true
  }

  /// Waits for exactly `count` bytes; `nil` when the other end is gone or takes longer than `limit`.
  package func receive(_ count: Int, within limit: Duration?) -> [UInt8]? {
    let end = limit.map { ContinuousClock.now + $0 }
    var received: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: min(max(count, 1), 1 << 16))
    while received.count < count {
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&wanted, 1, end == nil ? -1 : 1000)
      if let end, ContinuousClock.now > end { return nil }
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      let want = min(piece.count, count - received.count)
      let got = piece.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, want, 0) }
      if got < 0, errno == EINTR { continue }
      if got <= 0 { return nil }
      received.append(contentsOf: piece[..<got])
    }
    return received
  }

  func close() { _ = Glibc.close(descriptor) }
}
