internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Classes whose base or metaclass another module of the project defines.
enum BaseClassCapture: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP303",
    "base-class-capture",
    .warning,
    scope: .edge,
    "A class keeps its old base when the base's module is reloaded alone"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for (index, record) in module.facts.classes.enumerated()
    where module.isRunning(record.statement) {
      let metaclass = module.facts.paths[record.metaclass.indices].flatMap {
        $0.root == .global ? module.values($0) : []
      }
      let bases = module.resolver.bases(of: index, in: module.index) + metaclass
      let foreign = bases.filter {
        if case .classType = $0 { return module.isForeign($0) }
        return false
      }
      guard let base = foreign.first else { continue }
      let name = module.string(record.qualifiedName)
      findings.add(
        line: record.headLine,
        column: record.column,
        symbol: name,
        joined(
          name,
          " keeps the old ",
          module.shown(base),
          metaclass.contains(base) ? " as its metaclass" : " as its base",
          " when that module alone is reloaded"
        ),
        help: "reload this module after it, base first"
      )
    }
  }
}
