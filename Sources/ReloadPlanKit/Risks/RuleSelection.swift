internal import ModuleFacts
internal import Reporting
internal import RiskRules

/// Which rules run and how much their findings weigh.
struct RuleSelection {
  let rules: [any RiskRule.Type]
  let codes: Set<String>
  /// Codes of the rules of C and C++ that run.
  let nativeCodes: Set<String>
  private let severities: [(prefix: String, severity: Finding.Severity?)]

  /// - Throws: `ConfigurationError` for rules that are asked for but unknown.
  init(
    _ configuration: RiskConfiguration,
    _ request: RiskRequest
  ) throws(ConfigurationError) {
    for rule in request.select { try RiskConfiguration.checkRule(rule, "--select") }
    for rule in request.ignore { try RiskConfiguration.checkRule(rule, "--ignore") }
    let select = request.select.isEmpty ? configuration.select : request.select
    let ignore = configuration.ignore + request.ignore
    func runs(_ code: String) -> Bool {
      let isSelected = select.isEmpty || select.contains { Self.matches(code, $0) }
      return isSelected && !ignore.contains { Self.matches(code, $0) }
    }
    rules = RuleRegistry.rules.filter { runs($0.descriptor.code) }
    codes = Set(rules.map { $0.descriptor.code })
    nativeCodes = Set(NativeRuleRegistry.descriptors.map(\.code).filter(runs))
    severities = configuration.severities
  }

  /// Whether a code, a prefix of codes, `ALL` or a rule's name means the rule.
  static func matches(_ code: String, _ pattern: String) -> Bool {
    if pattern == "ALL" || code.hasPrefix(pattern) { return true }
    return RuleRegistry.descriptor(of: code)?.name == pattern
  }

  /// Whether a pattern means any rule at all.
  static func isKnown(_ pattern: String) -> Bool {
    !pattern.isEmpty && RuleRegistry.descriptors.contains { matches($0.code, pattern) }
  }

  var changesSeverities: Bool { !severities.isEmpty }

  /// The findings with their configured severities; those switched off are left out.
  func apply(to findings: [Finding]) -> [Finding] {
    if severities.isEmpty { return findings }
    return findings.compactMap { finding in
      // The longest prefix is the most special.
      let best = severities.filter { Self.matches(finding.rule, $0.prefix) }
        .max { $0.prefix.count < $1.prefix.count }
      guard let best else { return finding }
      guard let severity = best.severity else { return nil }
      var finding = finding
      finding.severity = severity
      return finding
    }
  }

  /// The rules as reports describe them.
  var describedRules: [RiskReport.Rule] {
    RuleRegistry.descriptors.map {
      RiskReport.Rule(
        code: $0.code,
        name: $0.name,
        severity: $0.reportedSeverity,
        isExtended: $0.tier == .extended,
        summary: $0.summary,
        page: $0.page
      )
    }
  }
}
