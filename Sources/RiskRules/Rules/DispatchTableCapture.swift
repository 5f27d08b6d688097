internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Tables of classes or functions that another module defines.
enum DispatchTableCapture: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP306",
    "dispatch-table-capture",
    .warning,
    "A module-level table holds classes or functions of another module"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    for binding in module.bindings() where binding.shape == .container || binding.shape == .tuple {
      let statement = module.facts.statements[Int(binding.statement)]
      guard statement.kind == .assign || statement.kind == .annAssign else { continue }
      var held: [Value] = []
      for read in module.facts.reads[statement.reads.indices]
      where read.role == .value && read.path.root == .global && !read.path.isPartial {
        for value in module.values(read.path) {
          switch value {
          case .function, .classType:
            if module.isForeign(value), !held.contains(value) { held.append(value) }
          default: continue
          }
        }
      }
      guard let first = held.first else { continue }
      let name = module.string(binding.name)
      let more = held.count > 1 ? " and \(held.count - 1) more" : ""
      findings.add(
        line: binding.line,
        column: binding.column,
        symbol: name,
        "the table \(name) holds \(module.shown(first))\(more): once that is reloaded, it has the old "
          + "one and looking the new one up misses",
        help: "reload this module after it, or key the table by qualified name"
      )
    }
  }
}
