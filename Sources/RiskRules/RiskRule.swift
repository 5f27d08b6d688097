package import ModuleFacts

/// A rule that reports speak of.
package protocol DescribedRule: SendableMetatype {
  static var descriptor: RuleDescriptor { get }
}

/// A pattern that a reload breaks, and the check that finds it.
///
/// Rules are independent: none sees another's findings, and their order never matters.
package protocol RiskRule: DescribedRule {
  /// Adds what is found in one module.
  static func check(_ module: RuleSubject, into findings: inout RuleFindings)
}

/// What is said of a rule in reports and documents.
package struct RuleDescriptor: Sendable, Hashable {
  package enum Tier: UInt8, Sendable {
    /// Shown by default.
    case core
    /// Shown with `--all`, and always in machine output.
    case extended
  }

  /// When the rule speaks.
  package enum Scope: UInt8, Sendable {
    /// Of what is written at one place.
    case site
    /// Of something that only matters once another module is reloaded: information until a plan
    /// does that.
    case edge
    /// Of the difference between two versions of a module.
    case edit
  }

  /// As in the catalogue: `RP101`.
  package var code: String
  /// In lower case with hyphens: `import-time-call`.
  package var name: String
  package var severity: Finding.Severity
  package var tier: Tier
  package var scope: Scope
  /// What happens, in one sentence without a period.
  package var summary: String

  package init(
    _ code: String,
    _ name: String,
    _ severity: Finding.Severity,
    _ tier: Tier,
    scope: Scope = .site,
    _ summary: String
  ) {
    self.code = code
    self.name = name
    self.severity = severity
    self.tier = tier
    self.scope = scope
    self.summary = summary
  }

  /// A rule of the core.
  package init(
    _ code: String,
    _ name: String,
    _ severity: Finding.Severity,
    scope: Scope = .site,
    _ summary: String
  ) {
    self.init(code, name, severity, .core, scope: scope, summary)
  }

  /// How much a finding weighs in a report on a project: what nothing triggers yet is information.
  package var reportedSeverity: Finding.Severity { scope == .edge ? .info : severity }

  /// The name of the rule's page under `docs/rules`.
  package var page: String { "\(code)-\(name).md" }
}

/// Collects the findings of rules in one module, one rule after another.
package struct RuleFindings {
  /// The one that looks now.
  var rule: any DescribedRule.Type
  package private(set) var findings: [Finding] = []
  private let moduleName: String
  private let path: String

  /// `findings` are those of other modules: what is added comes after them.
  init(rule: any DescribedRule.Type, module: RuleSubject, adding findings: [Finding] = []) {
    self.rule = rule
    self.findings = findings
    moduleName = module.name
    path = module.path
  }

  /// All findings; none are left.
  mutating func taken() -> [Finding] {
    defer { findings = [] }
    return findings
  }

  /// Adds a finding; the line is 1-based, the column 0-based as in facts, the severity the rule's
  /// unless it is given.
  mutating func add(
    line: UInt32,
    column: UInt32,
    symbol: String,
    _ message: String,
    help: String,
    because: [String] = [],
    steps: [Finding.Step] = [],
    severity: Finding.Severity? = nil
  ) {
    let descriptor = rule.descriptor
    findings.append(
      Finding(
        rule: descriptor.code,
        severity: severity ?? descriptor.reportedSeverity,
        message: message,
        module: moduleName,
        path: path,
        line: Int(line),
        column: Int(column) + 1,
        because: because,
        help: help,
        symbol: symbol,
        steps: steps
      )
    )
  }
}
