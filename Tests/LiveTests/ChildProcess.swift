import Foundation
import Glibc

/// A child in a session of its own, with its input and output on pipes; every wait has an end.
///
/// `Foundation.Process` can't start a session, and a child of its would inherit the other end of
/// its own pipes.
final class ChildProcess {
  let pid: pid_t
  private var input: Int32
  private let output: Int32
  private var buffered: [UInt8] = []
  private var status: Int32?

  /// How long any wait may take.
  static let patience: Int32 = 15_000

  enum Failure: Error, Equatable {
    case notStarted(String, Int32)
    case silent(afterMilliseconds: Int32)
    case ended(status: Int32)
  }

  init(_ words: [String], in folder: String, environment: [String: String]) throws {
    let (childInput, input) = try Self.pipe()
    let (output, childOutput) = try Self.pipe()
    defer {
      close(childInput)
      close(childOutput)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, childInput, 0)
    posix_spawn_file_actions_adddup2(&actions, childOutput, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "\(folder)/.errors", O_WRONLY | O_CREAT, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // POSIX_SPAWN_SETSID and _SETSIGMASK: the test runner's threads may block signals.
    posix_spawnattr_setflags(&attributes, 0x80 | Int16(POSIX_SPAWN_SETSIGMASK))
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // `env -C` changes the folder: the C library shows its own call for that to GNU sources only.
    let all = ["env", "-C", folder] + words
    var arguments: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in arguments + variables { free(word) } }
    var pid: pid_t = 0
    let code = posix_spawnp(&pid, all[0], &actions, &attributes, &arguments, &variables)
    guard code == 0 else { throw Failure.notStarted(words[0], code) }
    self.pid = pid
    self.input = input
    self.output = output
  }

  deinit {
    kill(-pid, SIGKILL)
    _ = wait()
    closeInput()
    close(output)
  }

  /// The next line of output.
  func line() throws -> String {
    while true {
      if let end = buffered.firstIndex(of: 10) {
        defer { buffered.removeSubrange(...end) }
        return String(decoding: buffered[..<end], as: UTF8.self)
      }
      var wanted = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&wanted, 1, Self.patience) > 0 else {
        throw Failure.silent(afterMilliseconds: Self.patience)
      }
      var piece = [UInt8](repeating: 0, count: 4096)
      let count = read(output, &piece, piece.count)
      guard count > 0 else { throw Failure.ended(status: wait()) }
      buffered += piece[..<count]
    }
  }

  func send(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = write(input, bytes, bytes.count)
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// Waits for the end and gives the exit status; a signal's number is negative.
  func wait() -> Int32 {
    if let status { return status }
    var word: Int32 = 0
    for _ in 0..<Self.patience / 5 {
      if waitpid(pid, &word, WNOHANG) == pid {
        let ended = word & 0x7f == 0 ? word >> 8 & 0xff : -(word & 0x7f)
        status = ended
        return ended
      }
      usleep(5000)
    }
    return Int32.min
  }

  /// Both ends of a pipe, which no child inherits.
  private static func pipe() throws -> (Int32, Int32) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw Failure.notStarted("pipe", errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
