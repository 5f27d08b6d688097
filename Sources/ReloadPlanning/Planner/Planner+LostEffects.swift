internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// What statements and modules did that are gone.
extension Planner {
  /// What a statement did before it was removed must have been nothing but binding names.
  mutating func checkDeleted(
    _ index: Int,
    _ effects: EffectSummary,
    _ old: FileFacts,
    _ module: Int
  ) {
    let statement = old.statements[index]
    if effects.unknown != nil, canDispose(module) {
      disposed.insert(module)
    } else if let reason = effects.unknown {
      block(
        "RP101",
        sources[module],
        Int(statement.line),
        "\(ModuleDiff.phrase(statement, old)) was removed, and what it did can't be taken back: \(reason)",
        help: "restart the program"
      )
    } else if let name = effects.globals.union(effects.assigns).sorted().first {
      block(
        "RP101",
        sources[module],
        Int(statement.line),
        "\(ModuleDiff.phrase(statement, old)) was removed, and what it did can't be taken back: it set \(name.replacing(":", with: "."))",
        help: "restart the program"
      )
    } else if !effects.registers.isEmpty, isTakenOut(index, module, old) {
      let registers = effects.registers.sorted()
      let others = registrations.registrants(of: effects.registers)
      if let others {
        let item = Unregistering(
          names: old.strings(statement.defines),
          registers: registers,
          registrants: others
        )
        registrations.gone.append((module, item))
      } else {
        blockGone(registers[0], statement, old, module)
      }
    } else if let registry = effects.registers.sorted().first {
      blockGone(registry, statement, old, module)
    }
  }

  /// Whether what a definition of the old source added is known by what its names hold.
  private func isTakenOut(_ index: Int, _ module: Int, _ old: FileFacts) -> Bool {
    let statement = old.statements[index]
    guard statement.kind == .functionDef || statement.kind == .classDef else { return false }
    let scope = ModuleScope(facts: old)
    return old.nameList(statement.defines).allSatisfy { scope.binders(of: $0).count == 1 }
  }

  private mutating func blockGone(
    _ registry: String,
    _ statement: StatementFacts,
    _ old: FileFacts,
    _ module: Int
  ) {
    block(
      "RP102",
      sources[module],
      Int(statement.line),
      "\(ModuleDiff.phrase(statement, old)) was removed, and \(registry.replacing(":", with: ".")) still holds what it added",
      help: "restart the program"
    )
  }

  /// Effects of a statement of the old source, judged among the other modules' old sources.
  mutating func oldEffects(
    of index: Int,
    _ module: Int,
    _ old: FileFacts
  ) -> EffectSummary {
    let (_, analysis) = oldAnalysis()
    return analysis.summary(ofStatement: index, in: module)
  }

  /// The program as the process runs it, and its effects.
  mutating func oldAnalysis() -> (Program, EffectAnalysis) {
    if let oldProgram { return oldProgram }
    var modules = program.modules
    for (index, source) in sources.enumerated() where source.isChanged {
      guard let old = source.old else { continue }
      modules[index].facts = old
      modules[index].key = nil
    }
    for module in request.modules where module.new == nil {
      guard let old = module.old else { continue }
      modules.append(
        Program.Module(
          name: module.name,
          path: module.path,
          isPackage: module.isPackage,
          facts: old
        )
      )
    }
    let program = Program(modules: modules, memory: memory)
    let result = (program, EffectAnalysis(program: program, declared: request.declared))
    oldProgram = result
    return result
  }

  /// What a statement adds to a container it must add again, or the old entry stays.
  mutating func checkUnregistered(
    _ new: Int,
    _ effectsAfter: EffectSummary,
    _ oldIndex: Int,
    _ effectsBefore: EffectSummary,
    _ module: Int
  ) {
    guard let old = sources[module].old else { return }
    if let lost = effectsBefore.assigns.subtracting(effectsAfter.assigns).sorted().first {
      block(
        "RP102",
        sources[module],
        Int(program.facts(module).statements[new].line),
        "\(ModuleDiff.phrase(program.facts(module).statements[new], program.facts(module))) no longer sets \(lost.replacing(":", with: ".")), and what that was before can't be told",
        help: "restart the program"
      )
    }
    let before = effectsBefore.registers
    if before.isEmpty { return }
    let id = StatementID(module: module, statement: new)
    let kind = program.facts(module).statements[new].kind
    if isTakenOut(oldIndex, module, old), kind == .functionDef || kind == .classDef,
      registrations.isOnlyWriter(id)
    {
      registrations.old[id] = before
      return
    }
    guard let registry = before.subtracting(effectsAfter.registers).sorted().first else { return }
    let statement = program.facts(module).statements[new]
    block(
      "RP102",
      sources[module],
      Int(statement.line),
      "\(ModuleDiff.phrase(statement, program.facts(module))) no longer adds to \(registry.replacing(":", with: ".")), which still holds what it added",
      help: "restart the program"
    )
  }

  /// What a module that is gone did to others when it was imported.
  mutating func checkForgotten(_ module: PlanRequest.Module) {
    let (program, analysis) = oldAnalysis()
    guard let old = module.old, let owner = program.index(of: module.name) else { return }
    for index in old.statements.indices {
      let summary = analysis.summary(ofStatement: index, in: owner)
      let registry = summary.registers.filter { !$0.hasPrefix(module.name + ":") }.sorted().first
      let set = summary.assigns.union(summary.globals)
        .filter { !$0.hasPrefix(module.name + ":") }.sorted().first
      guard summary.unknown != nil || registry != nil || set != nil else { continue }
      let reason =
        summary.unknown ?? set.map { "it set \($0.replacing(":", with: "."))" }
        ?? "\(registry.map { $0.replacing(":", with: ".") } ?? "") still holds what it added"
      block(
        "PE31",
        module,
        Int(old.statements[index].line),
        "\(module.name) is gone, and what it did when it was imported can't be taken back: \(reason)",
        help: "restart the program"
      )
      return
    }
  }
}
