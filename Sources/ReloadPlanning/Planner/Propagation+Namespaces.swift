internal import ModuleFacts
internal import ProgramAnalysis

/// What reads names that its text does not say: `eval`, `exec`, `globals()`.
extension Propagation {
  /// The statements and functions of a module that may read any of its names.
  func readersByNamespace(_ key: NameKey, _ change: NameChange, _ because: String) {
    // Who lists a namespace sees values; other code of the same function is none of them.
    guard change.contains(.identity) || change.contains(.content) else { return }
    let facts = program.facts(key.module)
    for (index, statement) in facts.statements.enumerated()
    where statement.flags.contains(.dynamicNamespace) && statement.kind != .classDef {
      let id = StatementID(module: key.module, statement: index)
      guard runs[id] == nil, isVisible(key, at: id),
        !facts.strings(statement.defines).contains(key.name)
      else { continue }
      run(id, because: "it may read any name of its module, and \(because)")
    }
    for (index, function) in facts.functions.enumerated()
    where function.flags.contains(.dynamicNamespace) {
      changeFunction(
        StatementID(module: key.module, statement: index),
        because: "which may read any name of its module, and \(because)"
      )
    }
  }
}
