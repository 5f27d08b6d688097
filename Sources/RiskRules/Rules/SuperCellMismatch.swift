internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// `super(Name, self)`: the name stands for the new class, old instances are of the old one.
enum SuperCellMismatch: RiskRule {
  static let descriptor = RuleDescriptor(
    "RP506",
    "super-cell-mismatch",
    .blocker,
    "super() with the class's name fails on old instances after a reload"
  )

  static func check(_ module: RuleSubject, into findings: inout RuleFindings) {
    let facts = module.facts
    guard let name = facts.find("super") else { return }
    for function in facts.functions where module.isRunning(function.statement) {
      for call in facts.calls[function.calls.indices]
      where call.callee.root == .global && call.arguments.count == 2 {
        guard facts.nameList(call.callee.names).elementsEqual([name]),
          let path = facts.paths[call.arguments.indices].first, path.root == .global,
          path.names.count == 1, !path.isPartial
        else { continue }
        let isOwnClass = module.values(path).contains {
          if case .classType(let owner, _) = $0 { return owner == module.index }
          return false
        }
        guard isOwnClass else { continue }
        let owner = module.written(path)
        findings.add(
          line: call.line,
          column: call.column,
          symbol: module.string(function.qualifiedName),
          "super(\(owner), ...) means the new \(owner) after a reload: on old instances and for old subclasses it raises TypeError",
          help: "write super() without arguments"
        )
        break
      }
    }
  }
}
