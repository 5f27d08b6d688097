internal import Glibc

/// Runs a program to its end and takes what it prints: without Foundation, whose start-up every
/// command would pay for.
package struct CommandOutput: Sendable {
  /// The exit status; 127 when the program can't be started, 128 + N when signal N ended it.
  package let status: Int32
  package let bytes: [UInt8]

  /// Runs `arguments`, found on `PATH`, with nothing on its input and its errors thrown away.
  ///
  /// - Throws: when no process can be made.
  package init(of arguments: [String]) throws(SystemCallError) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { throw SystemCallError("pipe2", "", code: errno) }

    defer { close(ends[0]) }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let failure = posix_spawnp(&process, words[0], &actions, nil, words, environ)
    close(ends[1])
    guard failure == 0 else {
      // The two that say that there is no such program count as a shell counts them.
      guard failure == ENOENT || failure == EACCES else { 
        throw SystemCallError("posix_spawnp", arguments[0], code: failure)
      }
      status = 127
      bytes = []
      return
    }
    bytes = Self.readAll(ends[0])
    status = Self.wait(for: process)
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
      } else if count == 0 || errno != EINTR {
        return bytes
      }
    }
  }

  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}
