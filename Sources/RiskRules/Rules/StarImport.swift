internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Star imports from modules of the project.
enum StarImport: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP309",
    "star-import",
    .warning,
    "A star import keeps old objects, and names that are gone from its module"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for (position, record) in module.facts.imports.enumerated()
    where record.kind == .star && record.time == .importTime && record.condition != .typing {
      guard let provider = module.provider(ofImport: position) else { continue }
      let name = module.moduleName(provider)
      findings.add(
        line: record.line,
        column: record.column,
        symbol: name,
        "all names of \(name) stay the old objects when it is reloaded, and names deleted there stay here",
        help: "list the names that are needed"
      )
    }
  }
}
