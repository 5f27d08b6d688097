/// A minor version of Python 3, where its grammar matters.
public struct PythonVersion: Comparable, Hashable, Sendable {
  /// The number after `3.`.
  public let minor: Int

  /// Python 3.`minor`.
  public init(minor: Int) { self.minor = minor }

  /// Python 3.13.
  public static let python313 = PythonVersion(minor: 13)
  /// Python 3.14: t-strings, and `except A, B:` without parentheses.
  public static let python314 = PythonVersion(minor: 14)

  /// Whether `left` is older.
  public static func < (left: PythonVersion, right: PythonVersion) -> Bool {
    left.minor < right.minor
  }
}

/// How to parse.
public struct ParseOptions: Hashable, Sendable {
  /// The newest version whose syntax is accepted; all older syntax back to 3.8 always is.
  public var version: PythonVersion

  /// Options; the newest version unless one is given.
  public init(version: PythonVersion = .python314) { self.version = version }
}
