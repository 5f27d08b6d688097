package import ModuleFacts

/// Something in C or C++ that goes wrong when the library it is in is loaded anew, by a rule of the
/// catalogue.
package struct NativeHazard: Hashable, Sendable {
  package var rule: String
  /// How much it weighs for a library that is swapped.
  package var severity: Finding.Severity
  /// One sentence without a period.
  package var message: String
  /// The name it is about.
  package var symbol: String
  /// Relative to the project.
  package var file: String
  package var line: Int
  /// What to do about it; may be empty.
  package var help: String

  init(
    _ rule: String,
    _ severity: Finding.Severity,
    _ message: String,
    symbol: String,
    file: String,
    line: Int,
    help: String = ""
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.symbol = symbol
    self.file = file
    self.line = line
    self.help = help
  }

  /// The hazard as a finding about a module.
  package func finding(in module: String, severity: Finding.Severity? = nil) -> Finding {
    var finding = Finding(
      rule: rule,
      severity: severity ?? self.severity,
      message: message,
      module: module,
      path: file,
      line: line,
      help: help
    )
    finding.symbol = symbol
    return finding
  }
}
