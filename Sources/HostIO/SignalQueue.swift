internal import CHostIO
internal import Glibc

/// Signals of this process as something to read, instead of handlers.
package final class SignalQueue {
  /// A signal that came.
  package struct Item: Equatable, Sendable {
    package var signal: Int32
    /// Whether the terminal sent it, to this process and to the program alike.
    package var isFromTerminal: Bool
  }

  /// Signals that are handed on to a program that runs under this process.
  package static let forwarded: [Int32] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2]
  /// These, and the end of a child.
  static let taken = forwarded + [SIGCHLD]
  /// Asks a program to end.
  package static let terminate = SIGTERM
  /// Ends a program that does not.
  package static let kill = SIGKILL

  private let descriptor: Int32

  /// Takes the signals over; call it before other threads start.
  package init() throws(SystemCallError) {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in Self.taken { sigaddset(&set, signal) }
    descriptor = chostio_signals_open(&set)
    guard descriptor >= 0 else { throw SystemCallError("signalfd", "signals", code: errno) }
  }

  deinit { close(descriptor) }

  /// The descriptor to wait for.
  package var readiness: Int32 { descriptor }

  /// The next signal, without waiting.
  package func take() -> Item? {
    var code: Int32 = 0
    let signal = chostio_signals_take(descriptor, &code)
    // SI_KERNEL: typed at the terminal.
    return signal > 0 ? Item(signal: signal, isFromTerminal: code == 0x80) : nil
  }
}

/// Waiting for several descriptors at once.
package enum Readiness {
  /// Waits until one of the descriptors can be read, or for so many milliseconds (-1: for ever).
  ///
  /// - Returns: Whether one can be read.
  @discardableResult
  package static func wait(for descriptors: [Int32], milliseconds: Int32) -> Bool {
    var wanted = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    return poll(&wanted, nfds_t(wanted.count), milliseconds) > 0
  }
}
