internal import Glibc

/// Running another program to its end.
package enum ChildProcess {
  /// Runs a program found on `PATH`, with `environment` added to ours; it reads the file at `input`
  /// and writes that at `output` (nothing where they are nil), its messages go nowhere.
  ///
  /// - Returns: The exit status; nil when the program could not be started or was killed.
  package static func run(
    _ program: String,
    _ arguments: [String],
    environment: [(name: String, value: String)] = [],
    input: String? = nil,
    output: String? = nil
  ) -> Int32? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input ?? "/dev/null", O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output ?? "/dev/null", flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    var variables = inherited(without: environment.map(\.name)).map { strdup($0) }
    variables += environment.map { strdup("\($0.name)=\($0.value)") }
    variables.append(nil)
    defer { for pointer in words + variables { free(pointer) } }

    var child: pid_t = 0
    guard posix_spawnp(&child, program, &actions, nil, words, variables) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      if errno != EINTR { return nil }
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
  }

  /// Runs a program found on `PATH` with our input, output and messages.
  ///
  /// - Returns: The exit status; nil when the program could not be started or was killed.
  package static func runAttached(
    _ program: String,
    _ arguments: [String],
    environment: [(name: String, value: String)]
  ) -> Int32? {
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    var variables = inherited(without: environment.map(\.name)).map { strdup($0) }
    variables += environment.map { strdup("\($0.name)=\($0.value)") }
    variables.append(nil)
    defer { for pointer in words + variables { free(pointer) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, program, nil, nil, words, variables) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      if errno != EINTR { return nil }
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
  }

  private static func inherited(without names: [String]) -> [String] {
    var result: [String] = []
    var next = environ
    while let variable = next.pointee {
      let text = String(cString: variable)
      if !names.contains(where: { text.hasPrefix($0 + "=") }) { result.append(text) }
      next += 1
    }
    return result
  }
}
