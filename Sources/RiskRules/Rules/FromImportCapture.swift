internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Names taken from other modules of the project: they stay the old objects when those are reloaded.
enum FromImportCapture: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP301",
    "from-import-capture",
    .info,
    scope: .edge,
    "A from-import keeps the old object when its module is reloaded alone"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for (position, record) in module.facts.imports.enumerated()
    where record.kind == .from && record.time == .importTime && record.condition != .typing
      && !record.isDead
    {
      guard let provider = module.provider(ofImport: position) else { continue }
      let names = module.takenNames(ofImport: position)
      if names.isEmpty { continue }
      let shown = module.listed(names)
      let owner = module.moduleName(provider)
      findings.add(
        line: record.line,
        column: record.column,
        symbol: joined(owner, " ", shown),
        joined(
          shown,
          " of ",
          owner,
          names.count == 1 ? " stays the old object" : " stay the old objects",
          " when that module alone is reloaded"
        ),
        help:
          "reload this module after it, or import the module and look names up when they are used"
      )
    }
  }
}
