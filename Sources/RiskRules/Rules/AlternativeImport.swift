internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Imports that the environment decides.
enum AlternativeImport: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP603",
    "alternative-import",
    .info,
    .extended,
    "Which module is imported depends on what is installed or on the platform"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for record in module.facts.imports
    where record.time == .importTime
      && (record.condition == .optional || record.condition == .version)
    {
      var name = module.string(record.module)
      // A computed name is RP601's.
      if record.kind == .dynamic, name.isEmpty { continue }
      if record.level > 0 { name = String(repeating: ".", count: Int(record.level)) + name }
      // `from . import name`
      if module.string(record.module).isEmpty {
        let names = module.facts.importedNames[record.names.indices].map { module.string($0.name) }
        if let first = names.first { name += first }
      }
      findings.add(
        line: record.line,
        column: record.column,
        symbol: name,
        "whether \(name) is imported is decided anew on a reload, by what is installed then",
        help: "nothing, as long as the environment stays the same"
      )
    }
  }
}
