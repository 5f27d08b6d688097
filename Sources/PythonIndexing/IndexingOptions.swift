/// What indexing needs to know beside the text; part of the key under which facts may be cached.
package struct IndexingOptions: Hashable, Sendable {
  /// The interpreter whose version and platform tests are decided.
  package var interpreter: InterpreterTarget

  package init(interpreter: InterpreterTarget = .current) {
    self.interpreter = interpreter
  }
}

/// The Python a program will run on: enough to decide which arms of its tests are dead.
package struct InterpreterTarget: Hashable, Sendable {
  package var major: Int
  package var minor: Int
  /// As in `sys.platform`.
  package var platform: String
  /// As in `os.name`.
  package var osName: String

  package init(major: Int, minor: Int, platform: String = "linux", osName: String = "posix") {
    self.major = major
    self.minor = minor
    self.platform = platform
    self.osName = osName
  }

  /// What is assumed when nothing is said: CPython 3.13 on Linux.
  package static var current: InterpreterTarget { InterpreterTarget(major: 3, minor: 13) }
}
