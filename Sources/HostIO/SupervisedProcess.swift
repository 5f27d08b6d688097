// Both see `sigset_t`, and which of them it counts as depends on what was built first.
internal import CHostIO
internal import Glibc

/// A program that runs as our child, in our terminal, with our streams.
package struct SupervisedProcess: Sendable {
  package let pid: Int32

  /// How it ended.
  package enum End: Equatable, Sendable {
    case exit(Int32)
    case signal(Int32)
  }

  /// Starts the program at `path`; its words are the last `count` of our own command line, as bytes.
  package init(
    _ path: String,
    lastArguments count: Int,
    inserting insertion: ArgumentInsertion? = nil,
    setting: [(name: String, value: String)]
  ) throws(SystemCallError) {
    for (name, value) in setting { setenv(name, value, 1) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The signals we read are blocked here, and a program must not inherit that. What is ignored
    // (as under nohup) it does inherit.
    var mask = sigset_t()
    sigprocmask(SIG_BLOCK, nil, &mask)
    for signal in SignalQueue.taken { sigdelset(&mask, signal) }
    posix_spawnattr_setsigmask(&attributes, &mask)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = ArgumentInsertion.words(last: count, inserting: insertion)
    var child: pid_t = 0
    let code = posix_spawn(&child, path, nil, &attributes, &arguments, environ)
    guard code == 0 else { throw SystemCallError("exec", path, code: code) }
    pid = child
  }

  /// How the program ended; nil while it runs.
  ///
  /// It is asked no more after that.
  package func end() -> End? {
    var status: Int32 = 0
    guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
    let signal = status & 0x7F
    return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }

  /// Sends it a signal.
  package func send(_ signal: Int32) { kill(pid, signal) }

  /// Ends this process as the program ended, so that a shell sees no difference.
  package static func endLike(_ end: End) -> Never {
    switch end {
    case .exit(let status): exit(status)
    case .signal(let number):
      var set = sigset_t()
      sigemptyset(&set)
      sigaddset(&set, number)
      signal(number, SIG_DFL)
      // No second core file for a program that has left one.
      var limit = rlimit(rlim_cur: 0, rlim_max: 0)
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
      sigprocmask(SIG_UNBLOCK, &set, nil)
      kill(getpid(), number)
      exit(128 + number)
    }
  }
}
