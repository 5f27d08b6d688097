internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

extension StepBuilder {
  /// Puts statements that can't be taken back last, with what needs the names they bind: whatever may
  /// fail has then been done.
  func postponeIrreversible(_ drafts: inout [Draft]) {
    var late: Set<String> = []
    for index in drafts.indices {
      let module = program.modules[drafts[index].module].name
      switch drafts[index].action {
      case .execute(let run):
        guard run.isIrreversible || reads(run, drafts[index].module, anyOf: late) else { continue }
        late.formUnion(run.binds.map { "\(module).\($0)" })
      case .rebind(let rebinding):
        guard late.contains("\(rebinding.provider).\(rebinding.providerName)") else { continue }
        late.insert("\(module).\(rebinding.name)")
      default: continue
      }
      drafts[index].order.0 = 2
    }
  }

  private func reads(_ run: StatementRun, _ module: Int, anyOf names: Set<String>) -> Bool {
    if names.isEmpty { return false }
    let facts = program.facts(module)
    let own = program.modules[module].name
    return facts.reads[facts.statements[run.index].reads.indices].contains { read in
      guard read.role != .late, read.path.root == .global else { return false }
      let path = facts.strings(read.path.names)
      if names.contains("\(own).\(path.first ?? "")") { return true }
      return program.targets(of: path, in: module).contains { target in
        nameOf(target).map { names.contains($0) } ?? false
      }
    }
  }

  private func nameOf(_ target: Program.Target) -> String? {
    switch target {
    case .value(let owner, let name): return "\(program.modules[owner].name).\(name)"
    case .function(let owner, let index):
      let facts = program.facts(owner)
      return "\(program.modules[owner].name).\(facts.string(facts.functions[index].qualifiedName))"
    case .classType(let owner, let index):
      let facts = program.facts(owner)
      return "\(program.modules[owner].name).\(facts.string(facts.classes[index].qualifiedName))"
    case .module, .external, .unknown: return nil
    }
  }

  /// What a user should know who allowed it.
  func irreversible(_ statement: StatementID, _ because: String) -> Finding {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    return finding(
      "RP101",
      .info,
      statement,
      "\(ModuleDiff.phrase(record, facts)) runs once, as in a fresh start; what it does beside binding names can't be taken back",
      because
    )
  }
}
