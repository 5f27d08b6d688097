internal import ModuleFacts
package import ReloadPlanning
internal import Reporting
internal import RiskRules

extension Workspace {
  /// What a rule is about, and where the project has it; nil when there is no such rule.
  ///
  /// - Throws: As `risks(_:)` does.
  package func explanation(ofRule subject: String) async throws -> PlanExplanation? {
    let rule = RuleRegistry.descriptors.first { $0.code == subject || $0.name == subject }
    guard let rule else { return nil }
    var request = RiskRequest()
    request.select = [rule.code]
    let findings = try await risks(request).findings
    var chain = [rule.summary, "docs/rules/\(rule.page) has an example and what to do instead"]
    chain += findings.map { "\($0.path):\($0.line): \($0.message)" }
    if rule.scope == .edit { chain.append("it is found between two versions: see `check`") }
    return PlanExplanation(subject: "\(rule.code) \(rule.name)", chain: chain)
  }

  /// What a reload of a module would break, a sentence each; empty when there is no such module.
  ///
  /// - Throws: As `risks(_:)` does.
  package func risks(ofModule name: String) async throws -> [String] {
    try await risks().findings.filter { $0.module == name && $0.severity > .info }.map {
      "\($0.path):\($0.line): \($0.rule) \($0.message)"
    }
  }
}
