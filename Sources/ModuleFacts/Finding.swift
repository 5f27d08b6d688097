/// Something a person should know, with the rule of the catalogue it belongs to.
package struct Finding: Sendable, Equatable {
  package enum Severity: UInt8, Sendable, Comparable {
    case info, warning, blocker

    package static func < (left: Severity, right: Severity) -> Bool {
      left.rawValue < right.rawValue
    }

    /// The severity with a name as in reports.
    package init?(named name: String) {
      switch name {
      case "info": self = .info
      case "warning": self = .warning
      case "blocker": self = .blocker
      default: return nil
      }
    }

    /// The word used in reports.
    package var name: String {
      switch self {
      case .info: "info"
      case .warning: "warning"
      case .blocker: "blocker"
      }
    }
  }

  /// `RP701`, or an edit class (`PE08`) when no rule fits.
  package var rule: String
  package var severity: Severity
  /// One sentence without a period.
  package var message: String
  package var module: String
  /// Relative to the project; empty when there is no file.
  package var path: String
  /// 1-based; 0 when there is no line.
  package var line: Int
  package var column: Int
  /// The chain of reasons, nearest first.
  package var because: [String]
  /// What to do about it; empty when there is nothing.
  package var help: String
  /// The name it is about, in words that stay when lines move: `table`, `Shape.area`.
  package var symbol: String
  /// The places on the way to what happens, in the order they run.
  package var steps: [Step]

  /// A place on the way from a statement to what it causes.
  package struct Step: Sendable, Equatable {
    package var path: String
    /// 1-based.
    package var line: Int
    package var column: Int
    package var message: String

    package init(path: String, line: Int, column: Int, message: String) {
      self.path = path
      self.line = line
      self.column = column
      self.message = message
    }
  }

  package init(
    rule: String,
    severity: Severity,
    message: String,
    module: String,
    path: String = "",
    line: Int = 0,
    column: Int = 0,
    because: [String] = [],
    help: String = "",
    symbol: String = "",
    steps: [Step] = []
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.module = module
    self.path = path
    self.line = line
    self.column = column
    self.because = because
    self.help = help
    self.symbol = symbol
    self.steps = steps
  }
}
