internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// What star imports bind: more, less, or at another moment of a start.
extension Planner {
  /// Star imports whose provider exports other names than before.
  mutating func followStarImports() {
    let old = Dictionary(
      // Order-free: it fills a dictionary.
      uniqueKeysWithValues: diffs.keys.compactMap { module in
        sources[module].old.map { (module, $0) }
      }
    )
    let changed = Set(
      diffs.keys.filter { wave.changes[NameKey(module: $0, name: "__all__")] != nil }
    )
    let exports = StarExports(program: program, old: old)
    for change in exports.changes(exportsChanged: changed)
    where sources[change.importer].isLoaded {
      let facts = program.facts(change.importer)
      let record = facts.imports[change.record]
      let statement = StatementID(module: change.importer, statement: Int(record.statement))
      let provider = program.modules[change.provider].name
      var isUnknown = change.isUnknown
      for name in change.added + change.removed {
        let writers = facts.names.find(name).map {
          program.scope(change.importer).writers(of: $0)
        }
        guard let writers, !writers.isEmpty else { continue }
        if writers.contains(where: { $0.statement < statement.statement }) { isUnknown = true }
      }
      if isUnknown {
        block(
          "RP301",
          sources[change.importer],
          Int(record.line),
          "\(program.modules[change.importer].name) imports all of \(provider), which exports other names now",
          help: "restart the program"
        )
        continue
      }
      let because = "\(provider) exports other names now"
      for name in change.added where !binds(name, change.importer) {
        wave.bind(name, by: statement, from: change.provider, because: because)
      }
      for name in change.removed where !binds(name, change.importer) {
        lose(name, in: change.importer, because: because)
      }
    }
    let order = ImportOrder(
      program: program,
      coldStart: coldStart,
      old: old,
      runs: Set(wave.runs.keys),
      reach: reach
    )
    for importer in diffs.keys.sorted() {
      for problem in order.problems(of: importer) {
        block(
          "RP702",
          sources[problem.module],
          problem.line,
          problem.message,
          help: "restart the program"
        )
      }
      checkOverlaps(importer, exports)
      for name in diffs[importer]?.deletedNames ?? [] {
        guard let source = exports.source(of: name, in: importer) else { continue }
        diffs[importer]?.deletedNames.removeAll { $0 == name }
        wave.bind(
          name,
          by: StatementID(module: importer, statement: source.statement),
          from: source.provider,
          because: "its own definition is gone"
        )
      }
      guard let names = exports.lost(by: importer) else {
        block(
          "RP301",
          sources[importer],
          0,
          "\(program.modules[importer].name) had a star import, and which names came by it can't be told",
          help: "restart the program"
        )
        continue
      }
      for name in names { lose(name, in: importer, because: "its star import is gone") }
    }
  }

  /// A star import that runs again must not have the last word on names that later statements define.
  mutating func checkOverlaps(_ module: Int, _ exports: StarExports) {
    let facts = program.facts(module)
    for record in program.scope(module).starImports {
      let statement = StatementID(module: module, statement: Int(facts.imports[record].statement))
      guard wave.runs[statement] != nil else { continue }
      guard let names = exports.overlap(of: record, in: module) else {
        block(
          "RP301",
          sources[module],
          Int(facts.imports[record].line),
          "the star import of \(program.modules[module].name) would run again, and which names it binds can't be told",
          help: "restart the program"
        )
        continue
      }
      for name in names {
        wave.runAllWriters(of: name, in: module, because: "a star import above it runs again")
      }
    }
  }

  mutating func lose(_ name: String, in module: Int, because: String) {
    guard lost[module, default: []].contains(name) == false else { return }
    lost[module, default: []].append(name)
    wave.change(
      NameKey(module: module, name: name),
      [.identity, .content, .behaviour],
      because: because
    )
  }

  /// A star import within a cycle takes what its provider has at that moment of the start.
  mutating func checkPartialStarImport(_ statement: StatementID) {
    let facts = program.facts(statement.module)
    guard facts.statements[statement.statement].flags.contains(.starImport) else { return }
    for record in program.scope(statement.module).starImports
    where Int(facts.imports[record].statement) == statement.statement {
      guard
        let name = program.importedModule(facts.imports[record], in: statement.module),
        let provider = program.index(of: name), !program.facts(provider).statements.isEmpty
      else { continue }
      let last = program.facts(provider).statements.count - 1
      if coldStart.rank(StatementID(module: provider, statement: last)) > coldStart.rank(statement)
      {
        block(
          "RP702",
          sources[statement.module],
          Int(facts.statements[statement.statement].line),
          "\(program.modules[statement.module].name) imports all of \(name), which is half imported at that moment of a fresh start",
          help: "restart the program"
        )
      }
    }
  }
}
