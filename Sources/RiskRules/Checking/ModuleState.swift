internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// What rules about the state of modules share.
enum ModuleState {
  /// Whether a binding keeps what was there: marked so, or `try: X` / `except NameError`.
  static func isPreserved(_ binding: BindingFacts, _ module: RuleSubject) -> Bool {
    let statement = module.facts.statements[Int(binding.statement)]
    if statement.flags.contains(.keep) || module.isKept(module.string(binding.name)) { return true }
    if module.facts.nameList(module.facts.keptNames).contains(binding.name) { return true }
    return keepsOldValue(binding, statement, module)
  }

  /// The idioms that give a name its value only when it has none.
  static func keepsOldValue(
    _ binding: BindingFacts,
    _ statement: StatementFacts,
    _ module: RuleSubject
  ) -> Bool {
    let facts = module.facts
    switch statement.kind {
    case .try:
      let catchesNameError = facts.uses.contains {
        $0.kind == .caught && $0.statement == binding.statement
          && facts.strings($0.path.names).last == "NameError"
      }
      return catchesNameError
        && facts.reads[statement.reads.indices].contains {
          facts.nameList($0.path.names).first == binding.name
        }
    case .if:
      return facts.calls[statement.calls.indices].contains {
        facts.strings($0.callee.names) == ["globals"]
      }
    case .assign:
      guard binding.shape == .call else { return false }
      let names = facts.strings(binding.path.names)
      return names.last == "get" || names.last == "setdefault"
        ? facts.calls[statement.calls.indices].contains {
          facts.strings($0.callee.names) == ["globals"]
        } : false
    default: return false
    }
  }
}

extension StateIndex {
  /// The first change of an object by a function.
  func change(of place: Value.Place) -> Change? { changes[place]?.first }

  /// The first function that gives a name another value.
  func rebinding(of place: Value.Place) -> Change? { rebindings[place]?.first }
}

extension RuleSubject {
  /// A function, as people name it: with its module when that is another one.
  func function(_ change: StateIndex.Change) -> String {
    let facts = program.facts(change.module)
    let name = facts.string(facts.functions[change.function].qualifiedName)
    return (change.module == index ? "" : moduleName(change.module) + ".") + name + "()"
  }

  func step(_ change: StateIndex.Change, _ message: String) -> Finding.Step {
    Finding.Step(
      path: program.modules[change.module].path,
      line: Int(change.line),
      column: 1,
      message: message
    )
  }
}
