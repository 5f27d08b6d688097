package import ModuleFacts

/// The findings about a project, as reports show them.
package struct RiskReport: Sendable {
  package var findings: [Finding] = []
  package var moduleCount = 0
  package var suppressedCount = 0
  package var unusedSuppressions: [UnusedSuppression] = []
  package var rules: [Rule] = []
  /// What couldn't be looked at, a line each.
  package var notes: [String] = []

  package init() {}

  /// A comment that silences nothing.
  package struct UnusedSuppression: Sendable, Equatable {
    package var path: String
    package var line: Int
    package var message: String

    package init(path: String, line: Int, message: String) {
      self.path = path
      self.line = line
      self.message = message
    }
  }

  /// A rule, for readers who don't know it.
  package struct Rule: Sendable, Equatable {
    package var code: String
    package var name: String
    package var severity: Finding.Severity
    package var isExtended: Bool
    package var summary: String
    /// The file name of its page under `docs/rules`.
    package var page: String

    package init(
      code: String,
      name: String,
      severity: Finding.Severity,
      isExtended: Bool,
      summary: String,
      page: String
    ) {
      self.code = code
      self.name = name
      self.severity = severity
      self.isExtended = isExtended
      self.summary = summary
      self.page = page
    }
  }

  package func rule(_ code: String) -> Rule? { rules.first { $0.code == code } }

  /// The findings that are shown by default: of core rules, and no mere information.
  package var prominent: [Finding] {
    let extended = Set(rules.filter(\.isExtended).map(\.code))
    return findings.filter { $0.severity > .info && !extended.contains($0.rule) }
  }
}
