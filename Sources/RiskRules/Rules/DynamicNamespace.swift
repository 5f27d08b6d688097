internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Definitions that are made without being written out.
enum DynamicNamespace: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP608",
    "dynamic-namespace",
    .info,
    .extended,
    "Names are bound that the source doesn't spell out"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for statement in module.runningStatements {
      let record = module.facts.statements[statement]
      guard record.flags.contains(.dynamicNamespace) else { continue }
      let mutation = module.facts.mutations[record.mutations.indices].first {
        let root = module.facts.strings($0.target.names).first ?? ""
        return ["globals", "vars", "locals"].contains(root)
          || root == "sys" && $0.kind == .attribute && module.string($0.member).isEmpty
          || $0.isOwnName || $0.target.names.isEmpty
      }
      guard let mutation else { continue }
      findings.add(
        line: mutation.line,
        column: mutation.column,
        symbol: "globals()",
        "\(module.name) binds names that are computed: what a reload changes can't be told name by name",
        help: "write the definitions out, or reload the whole module"
      )
    }
  }
}
