internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// What the source itself says about reloading: `# reload: keep`, `__reload_keep__`, `__reload_dispose__`.
extension Planner {
  /// Statements that the source holds back: what they bound in the running process stays.
  ///
  /// A statement that the process has not run yet runs all the same.
  func heldStatements() -> Set<StatementID> {
    var held: Set<StatementID> = []
    for module in program.modules.indices where sources[module].isLoaded {
      let facts = program.facts(module)
      let kept = Set(facts.strings(facts.keptNames))
      for (index, statement) in facts.statements.enumerated() {
        if statement.kind == .functionDef || statement.kind == .classDef { continue }
        if kept.isEmpty, !statement.flags.contains(.keep) { continue }
        let names = facts.strings(statement.defines)
        let isHeld =
          statement.flags.contains(.keep)
          || !names.isEmpty && names.allSatisfy { kept.contains($0) }
        if isHeld, hasRun(index, in: module) {
          held.insert(StatementID(module: module, statement: index))
        }
      }
    }
    return held
  }

  private func hasRun(_ index: Int, in module: Int) -> Bool {
    guard let diff = diffs[module] else { return true }
    return diff.matches.contains { $0.new == index }
      || diff.runs.contains { $0.new == index && $0.old != nil }
  }

  /// A note for each statement that would have run and was held back.
  mutating func noteHeld() {
    for (statement, because) in wave.kept.sorted(by: { $0.key < $1.key }) {
      let facts = program.facts(statement.module)
      let record = facts.statements[statement.statement]
      findings.append(
        Finding(
          rule: "RP201",
          severity: .info,
          message:
            "\(ModuleDiff.phrase(record, facts)) stays as it is, as the source says: reload: keep",
          module: program.modules[statement.module].name,
          path: program.modules[statement.module].path,
          line: Int(record.line),
          because: [because]
        )
      )
    }
  }

  /// Whether the running module can end what its statements started.
  func canDispose(_ module: Int) -> Bool {
    guard sources[module].isLoaded, let facts = sources[module].old else { return false }
    return Self.defines("__reload_dispose__", facts)
  }

  /// Whether a module has a function by that name.
  static func defines(_ name: String, _ facts: FileFacts) -> Bool {
    guard let id = facts.find(name) else { return false }
    return facts.statements.contains {
      $0.kind == .functionDef && facts.nameList($0.defines).contains(id)
    }
  }

  /// Lets all statements with effects run where one does, since `__reload_dispose__` ends what all did.
  ///
  /// - Returns: Whether any was added.
  mutating func runDisposed() -> Bool {
    var isMore = false
    for module in program.modules.indices where canDispose(module) {
      let facts = program.facts(module)
      let started = facts.statements.indices.filter { index in
        let summary = effects.summary(ofStatement: index, in: module)
        let kind = facts.statements[index].kind
        return summary.unknown != nil
          || !summary.registers.isEmpty && kind != .functionDef && kind != .classDef
      }
      let ids = started.map { StatementID(module: module, statement: $0) }
      if ids.contains(where: { wave.runs[$0] != nil }) { disposed.insert(module) }
      guard disposed.contains(module) else { continue }
      for id in ids where wave.runs[id] == nil {
        wave.run(id, because: "__reload_dispose__ ends what it did")
        isMore = isMore || wave.runs[id] != nil
      }
    }
    return isMore
  }
}
