internal import Glibc

/// A system call that failed: which one, on what, and why.
package struct SystemCallError: Error, Equatable, CustomStringConvertible {
  /// The name of the call.
  package var call: String
  /// The path, process or socket it was about.
  package var subject: String
  /// The value of `errno`.
  package var code: Int32

  package init(_ call: String, _ subject: String, code: Int32) {
    self.call = call
    self.subject = subject
    self.code = code
  }

  /// The reason in the words of the C library.
  package var reason: String { String(cString: strerror(code)) }

  package var description: String { "\(call) \(subject): \(reason)" }
}
