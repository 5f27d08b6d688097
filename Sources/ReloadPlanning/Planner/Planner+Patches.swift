internal import ModuleFacts
internal import ProgramAnalysis

/// Statements that look at all of a class or module, which others have patched since.
extension Planner {
  /// Refuses where a statement that runs again would see an attribute which a start sets later.
  mutating func checkLaterPatches() {
    for statement in wave.runs.keys.sorted() where sources[statement.module].isLoaded {
      let facts = program.facts(statement.module)
      let record = facts.statements[statement.statement]
      for call in facts.calls[record.calls.indices] where isInspection(call, statement.module) {
        let seen = facts.paths[call.arguments.indices].filter { $0.root == .global }
          .flatMap { program.targets(of: facts.strings($0.names), in: statement.module) }
          .filter { $0 != .unknown }
        if seen.isEmpty { continue }
        let rank = coldStart.rank(statement)
        let later = wave.patches.values.joined().filter {
          coldStart.rank($0.statement) > rank && !Set($0.targets).isDisjoint(with: seen)
        }
        guard let patch = later.map(\.statement).min() else { continue }
        let line = program.facts(patch.module).statements[patch.statement].line
        block(
          "RP301",
          sources[statement.module],
          Int(record.line),
          "line \(record.line) of \(program.modules[statement.module].name) would see the attribute that line \(line) of \(program.modules[patch.module].name) has set since",
          help: "restart the program"
        )
        break
      }
    }
  }

  private func isInspection(_ call: CallFacts, _ module: Int) -> Bool {
    guard call.callee.root == .global, call.arguments.count > 0 else { return false }
    return program.targets(of: program.facts(module).strings(call.callee.names), in: module)
      .contains {
        guard case .external(let dotted) = $0 else { return false }
        return dotted == "builtins.vars" || dotted == "builtins.dir"
          || dotted.hasPrefix("inspect.getmembers")
      }
  }
}
