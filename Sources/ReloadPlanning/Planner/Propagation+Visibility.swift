internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// What a start has, by the time it comes to a statement.
extension Propagation {
  /// Whether a statement after one writer of a name, and up to the last, reads the name, or another module imports it.
  func isReadOnTheWay(_ name: String, after statement: StatementID) -> Bool {
    let facts = program.facts(statement.module)
    guard let id = facts.names.find(name),
      let last = program.scope(statement.module).binders(of: id).last?.statement,
      last > statement.statement
    else { return false }
    return (statement.statement + 1...last).contains { index in
      let reader = StatementID(module: statement.module, statement: index)
      return reads(facts.statements[index].reads, id, facts)
        || reach.called(by: reader).contains {
          $0.module == statement.module && reads(facts.functions[$0.statement].reads, id, facts)
        }
    }
      || isImportedOnTheWay(
        name,
        after: statement,
        before: StatementID(module: statement.module, statement: last)
      )
  }

  /// Whether a module of the same import cycle takes the name while it has a value that it loses again.
  private func isImportedOnTheWay(
    _ name: String,
    after first: StatementID,
    before last: StatementID
  ) -> Bool {
    let (low, high) = (coldStart.rank(first), coldStart.rank(last))
    return program.importers(of: first.module).contains { importer in
      let facts = program.facts(importer.module)
      let record = facts.imports[importer.record]
      guard importer.module != first.module, record.time == .importTime, record.statement != .max
      else { return false }
      let statement = StatementID(module: importer.module, statement: Int(record.statement))
      let rank = coldStart.rank(statement)
      guard low < rank, rank < high else { return false }
      return record.kind == .star
        ? takes(name, statement.statement, in: importer.module)
        : record.kind == .from
          && facts.importedNames[record.names.indices].contains { facts.string($0.name) == name }
    }
  }

  private func reads(_ reads: FactRange, _ name: NameID, _ facts: FileFacts) -> Bool {
    facts.reads[reads.indices].contains {
      $0.path.root == .global && facts.nameList($0.path.names).first == name
    }
  }

  func isLastWriter(_ statement: StatementID, of name: String) -> Bool {
    let facts = program.facts(statement.module)
    guard let id = facts.names.find(name) else { return true }
    let writers = program.scope(statement.module).binders(of: id)
    return (writers.last?.statement ?? statement.statement) <= statement.statement
  }

  /// Whether a fresh start has the name's value when it comes to the statement.
  func isVisible(_ key: NameKey, at statement: StatementID) -> Bool {
    if key.module == statement.module { return true }
    let facts = program.facts(key.module)
    guard let id = facts.names.find(key.name) else { return true }
    let writers = program.scope(key.module).writers(of: id)
    if writers.isEmpty { return true }
    let rank = coldStart.rank(statement)
    return writers.contains {
      coldStart.rank(StatementID(module: key.module, statement: $0.statement)) <= rank
    }
  }

  /// Whether a star import gives a name, in a start.
  func takes(_ name: String, _ statement: Int, in module: Int) -> Bool {
    starNames[StatementID(module: module, statement: statement)]?.contains(name) ?? false
  }

  func allStarNames() -> [StatementID: Set<String>] {
    let isUsed = program.modules.indices.contains {
      !program.modules[$0].isExternal && !program.scope($0).starImports.isEmpty
    }
    guard isUsed else { return [:] }
    let trace = NameTrace(program: program, reach: nil, effects: nil) { statement, key in
      .statement(statement, name: key.name, isNew: false)
    }
    trace.runAll(in: coldStart) { !program.modules[$0].isExternal }
    return trace.taken
  }
}
