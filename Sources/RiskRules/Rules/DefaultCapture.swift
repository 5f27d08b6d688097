internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Defaults and annotations that hold objects of other modules.
enum DefaultCapture: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP304",
    "default-or-annotation-capture",
    .info,
    .extended,
    scope: .edge,
    "A default or annotation keeps the old object of another module"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for statement in module.runningStatements {
      var seen: Set<String> = []
      for read in module.facts.reads[module.facts.statements[statement].reads.indices]
      where read.role == .default || read.role == .annotation {
        guard read.path.root == .global, let value = module.values(read.path).first,
          module.isForeign(value)
        else { continue }
        let shown = module.shown(value)
        guard seen.insert(shown).inserted else { continue }
        findings.add(
          line: read.line,
          column: read.column,
          symbol: shown,
          "a \(read.role == .default ? "default" : "annotation") holds \(shown) and keeps the old object when that is reloaded",
          help: read.role == .default
            ? "use None and look it up in the function" : "use `from __future__ import annotations`"
        )
      }
    }
  }
}
