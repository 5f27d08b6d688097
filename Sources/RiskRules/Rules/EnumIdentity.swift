internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Enumerations: members of the old and the new class are never equal.
enum EnumIdentity: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP406",
    "enum-identity",
    .warning,
    scope: .edge,
    "Members of a reloaded enum differ from the old ones that others hold"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for (index, record) in module.facts.classes.enumerated()
    where module.isRunning(record.statement) && record.enclosingFunction == .max {
      // A base without members is only derived from.
      let hasMembers = module.facts.members[record.members.indices].contains { $0.kind == .value }
      guard hasMembers, module.kind(ofClass: index) == .enumeration else { continue }
      let name = module.string(record.qualifiedName)
      findings.add(
        line: record.headLine,
        column: record.column,
        symbol: name,
        "members of \(name) that others hold are neither equal to nor found in the new class after a reload",
        help: "compare by name or value, or keep the old class when its members are the same"
      )
    }
    // `Color = Enum("Color", "RED BLUE")`
    for binding in module.bindings() where binding.shape == .call {
      guard case .external(let dotted)? = module.values(binding.path).first,
        ClassKind.enumerations.contains(dotted)
      else { continue }
      let name = module.string(binding.name)
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "members of \(name) that others hold are neither equal to nor found in the new class after a reload",
        help: "compare by name or value, or keep the old class when its members are the same"
      )
    }
  }
}
