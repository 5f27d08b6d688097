/// Something wrong in a source file: a value that is collected, never thrown.
public struct SourceDiagnostic: Hashable, Sendable {
  /// How much is wrong.
  public enum Severity: UInt8, Sendable {
    case error, warning
  }

  /// How much is wrong.
  public var severity: Severity
  /// 1-based.
  public var line: UInt32
  /// 1-based, in UTF-8 bytes.
  public var column: UInt32
  /// One sentence without a period.
  public var message: String

  /// Makes a diagnostic of a place and a message.
  public init(severity: Severity = .error, line: UInt32, column: UInt32, message: String) {
    self.severity = severity
    self.line = line
    self.column = column
    self.message = message
  }
}
