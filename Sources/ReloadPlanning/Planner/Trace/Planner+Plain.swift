internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Edits in place of names that have one writer each: nothing moves, so there is nothing to prove.
extension Planner {
  /// Whether no name can have its value from another statement than before.
  ///
  /// That spares most saves of a large project three walks over all its statements.
  func isPlain() -> Bool {
    if wave.runs.isEmpty, wave.rebinds.isEmpty, lost.isEmpty, diffs.isEmpty { return !isMissing }
    if isMissing || !lost.isEmpty { return false }
    for (module, diff) in diffs.sorted(by: { $0.key < $1.key }) {
      guard diff.deleted.isEmpty, let old = sources[module].old else { return false }
      let facts = program.facts(module)
      for run in diff.runs {
        guard let before = run.old else { return false }
        let statement = facts.statements[run.new]
        if statement.kind == .import || statement.kind == .importFrom
          || statement.flags.contains(.imports)
          || facts.strings(statement.defines) != old.strings(old.statements[before].defines)
        {
          return false
        }
      }
    }
    // Order-free: they only enter a set.
    var touched = Set(wave.changes.keys.map(\.module))
    for run in wave.runs.keys.sorted() {
      touched.insert(run.module)
      if !wave.setters.isEmpty,
        !effects.summary(ofStatement: run.statement, in: run.module).globals.isEmpty
      {
        return false
      }
    }
    return touched.sorted().allSatisfy { hasOneWriterEach($0) && isWholeForOthers($0, touched) }
  }

  /// Whether a file is gone or new.
  private var isMissing: Bool {
    request.modules.contains { $0.isChanged && ($0.new == nil || $0.old == nil) && $0.isLoaded }
      || sources.contains { $0.isAdded }
  }

  private func hasOneWriterEach(_ module: Int) -> Bool {
    let facts = program.facts(module)
    var seen: Set<NameID> = []
    for statement in facts.statements where !statement.flags.contains(.neverRuns) {
      if !statement.deletes.isEmpty { return false }
      for name in Set(facts.nameList(statement.defines)) where !seen.insert(name).inserted {
        return false
      }
    }
    return program.scope(module).starImports.isEmpty
  }

  /// Whether the others find a module complete, and take names of it one by one.
  private func isWholeForOthers(_ module: Int, _ touched: Set<Int>) -> Bool {
    let count = program.facts(module).statements.count
    if count == 0 { return true }
    let end = coldStart.rank(StatementID(module: module, statement: count - 1))
    return program.importers(of: module).allSatisfy { importer in
      let record = program.facts(importer.module).imports[importer.record]
      if record.kind == .star { return false }
      guard record.time == .importTime, record.statement != .max else { return true }
      let statement = StatementID(module: importer.module, statement: Int(record.statement))
      return coldStart.rank(statement) > end || !touched.contains(importer.module)
    }
  }
}
