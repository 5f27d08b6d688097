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
    return touched.sorted().allSatisfy {
      hasOneWriterEach($0) && isTakenByName($0) && !isInCycle($0)
    }
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

  /// Whether the others take names of a module one by one.
  private func isTakenByName(_ module: Int) -> Bool {
    program.importers(of: module).allSatisfy {
      program.facts($0.module).imports[$0.record].kind != .star
    }
  }

  /// Whether a module imports itself by way of others, so that somebody finds somebody half imported.
  private func isInCycle(_ module: Int) -> Bool {
    var seen: Set<Int> = []
    var rest = explicitImports(of: module)
    while let next = rest.popLast() {
      if next == module { return true }
      if seen.insert(next).inserted { rest += explicitImports(of: next) }
    }
    return false
  }

  /// The modules that a module's imports name; those of functions may run at any time.
  private func explicitImports(of module: Int) -> [Int] {
    let facts = program.facts(module)
    return facts.imports.flatMap { record -> [Int] in
      guard record.condition != .typing, !record.isDead,
        let name = program.importedModule(record, in: module)
      else { return [] }
      let submodules = facts.importedNames[record.names.indices].map {
        name + "." + facts.string($0.name)
      }
      return ([name] + submodules).compactMap { program.index(of: $0) }
    }
  }
}
