package import ModuleFacts
package import ProgramAnalysis
internal import SourceText

/// Carries changes along the edges of the new source to the least fixed point: which statements must
/// run again, which from-imported names are bound anew, which caches are forgotten, and why.
package final class Propagation {
  /// Top-level statements by the attributes they set on what a name stands for.
  lazy var patches = patchesByMember()
  lazy var wrappedCaches = allWrappedCaches()
  /// The names that each star import finds in a start.
  lazy var starNames = allStarNames()
  let program: Program
  /// Containers whose entries have been found to be others, as `module:name.path`.
  var seenRegisters: Set<String> = []
  let coldStart: ColdStart
  let callers: Callers
  let effects: EffectAnalysis
  let reach: CallReach
  /// Statements that have not ended yet, or not begun: they need not run again.
  package var pending: Set<StatementID> = []
  /// Functions that set a name by `global`.
  private(set) lazy var setters: [NameKey: [Int]] = makeSetters()
  let arguments: ArgumentUse

  /// Statements that must run, with the reason.
  package private(set) var runs: [StatementID: String] = [:]
  /// From-imported names to bind anew: by the import's module and bound name.
  package private(set) var rebinds:
    [NameKey: (rebinding: Rebinding, statement: StatementID, because: String)] = [:]
  /// Memoised functions whose results may be old.
  package internal(set) var caches: [StatementID: String] = [:]
  package private(set) var changes: [NameKey: NameChange] = [:]
  package private(set) var blockers: [Finding] = []
  /// Statements that the source holds back, and those of them that would have run.
  package var held: Set<StatementID> = []
  package private(set) var kept: [StatementID: String] = [:]

  private var names: [(key: NameKey, change: NameChange, because: String)] = []
  private var functions: [(StatementID, String)] = []
  private var seenFunctions: Set<StatementID> = []

  package init(
    program: Program,
    coldStart: ColdStart,
    effects: EffectAnalysis,
    reach: CallReach
  ) {
    self.effects = effects
    self.reach = reach
    self.program = program
    self.coldStart = coldStart
    callers = Callers(program: program)
    arguments = ArgumentUse(program: program)
  }

  // MARK: - What starts the wave

  /// Lets a statement run, with the names in `quietly` bound as before.
  package func run(_ statement: StatementID, because: String, quietly: Set<String> = []) {
    guard runs[statement] == nil, !pending.contains(statement) else { return }
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    if record.flags.contains(.neverRuns) || record.flags.contains(.mainGuard) { return }
    if held.contains(statement) {
      kept[statement] = because
      return
    }
    runs[statement] = because
    for name in writtenNames(statement) {
      runWriters(of: name, in: statement.module, because: because)
    }
    runWritersBelowStar(statement)
    runStarsBelow(statement, writtenNames(statement))
    runStarsAbove(statement)
    runSetters(of: statement, because: because)
    readsOfTemporaries(statement, because: because)
    readsOfCalled(statement, because: because)
    let what = result(of: statement)
    for name in facts.strings(record.defines) where !quietly.contains(name) {
      // Of several definitions only the last takes over the old object.
      let isOne = isOnlyDefinition(of: name, in: statement.module)
      change(
        NameKey(module: statement.module, name: name),
        isOne ? what : what.union(.identity),
        because: "\(place(statement)) runs again"
      )
    }
    for name in facts.strings(record.deletes) where isLastWriter(statement, of: name) {
      change(
        NameKey(module: statement.module, name: name),
        [.identity, .content, .behaviour],
        because: "\(place(statement)) deletes it"
      )
    }
    for mutation in facts.mutations[record.mutations.indices] where mutation.target.root == .global
    {
      if let name = facts.strings(mutation.target.names).first {
        change(
          NameKey(module: statement.module, name: name),
          [.content, .behaviour],
          because: "\(place(statement)) runs again"
        )
      }
      runOtherPatches(mutation, of: statement)
    }
  }

  private func isOnlyDefinition(of name: String, in module: Int) -> Bool {
    guard let id = program.facts(module).names.find(name) else { return true }
    return program.scope(module).writers(of: id).filter {
      if case .mutation = $0.kind { return false }
      return true
    }.count <= 1
  }

  package func change(_ key: NameKey, _ change: NameChange, because: String) {
    let known = changes[key] ?? []
    let added = change.subtracting(known)
    guard !added.isEmpty else { return }
    changes[key] = known.union(added)
    names.append((key, added, because))
  }

  package func changeFunction(_ function: StatementID, because: @autoclosure () -> String) {
    guard seenFunctions.insert(function).inserted else { return }
    functions.append((function, because()))
  }

  /// A star import binds a name it did not bind before.
  package func bind(
    _ name: String,
    by statement: StatementID,
    from provider: Int,
    because: String
  ) {
    let key = NameKey(module: statement.module, name: name)
    rebinds[key] = (
      Rebinding(
        name: name,
        provider: program.modules[provider].name,
        providerName: name
      ),
      statement, because
    )
    change(key, [.identity, .content, .behaviour], because: because)
  }

  /// Follows all changes until nothing is added.
  package func settle() {
    var nextName = 0
    var nextFunction = 0
    while nextName < names.count || nextFunction < functions.count {
      if nextFunction < functions.count {
        let (function, because) = functions[nextFunction]
        nextFunction += 1
        follow(function, because)
      } else {
        let item = names[nextName]
        nextName += 1
        follow(item.key, item.change, item.because)
      }
    }
  }

  // MARK: - Functions

  private func follow(_ function: StatementID, _ because: String) {
    let facts = program.facts(function.module)
    let record = facts.functions[function.statement]
    if isMemoised(record, in: function.module) { caches[function] = because }
    clearCachesAround(function, because)
    let shown = facts.string(record.qualifiedName)
    if isCalledByDecorator(record, in: function.module) {
      run(
        StatementID(module: function.module, statement: Int(record.statement)),
        because: "its decorator calls \(shown), \(because)"
      )
    }
    let held =
      record.enclosingClass == .max
      ? shown : facts.string(facts.classes[Int(record.enclosingClass)].qualifiedName)
    for holder in callers.holders(of: function) {
      switch holder {
      case .function(let other):
        changeFunction(other, because: "it returns \(held), \(because)")
      case .statement(let statement):
        changeHolder(statement, because: "it holds \(held), \(because)")
      }
    }
    if !record.decorators.isEmpty, record.enclosingFunction == .max, record.enclosingClass == .max {
      let statement = StatementID(module: function.module, statement: Int(record.statement))
      changeRegistries(of: statement, because: "it holds \(shown), \(because)")
    }
    if record.flags.contains(.lambda), record.enclosingFunction == .max {
      // A lambda has no name of its own: who calls it finds it by what its statement binds.
      for name in facts.strings(facts.statements[Int(record.statement)].defines) {
        change(NameKey(module: function.module, name: name), [.behaviour], because: because)
      }
    }
    for caller in callers.callers(of: function) {
      switch caller {
      case .function(let other):
        if other != function {
          changeFunction(other, because: "it can call \(shown), \(because)")
        }
      case .statement(let statement):
        if !definesOnly(function, statement) {
          run(statement, because: "it calls \(shown) at import time, \(because)")
        }
      }
    }
  }

  /// Whether the statement is the function's own definition, which does not call it.
  private func definesOnly(_ function: StatementID, _ statement: StatementID) -> Bool {
    let facts = program.facts(function.module)
    guard statement.module == function.module,
      Int(facts.functions[function.statement].statement) == statement.statement
    else { return false }
    let kind = facts.statements[statement.statement].kind
    return kind == .functionDef || kind == .classDef
  }

  /// Whether one of a function's own decorators calls it while it is being defined.
  private func isCalledByDecorator(_ record: FunctionFacts, in module: Int) -> Bool {
    program.facts(module).paths[record.decorators.indices].contains {
      arguments.mayCallDecorated($0, in: module)
    }
  }

  func isMemoised(_ function: FunctionFacts, in module: Int) -> Bool {
    let facts = program.facts(module)
    return facts.paths[function.decorators.indices].contains { path in
      path.root == .global
        && program.targets(of: facts.strings(path.names), in: module).contains {
          if case .external(let dotted) = $0 { return EffectTable.isMemoising(dotted) }
          return false
        }
    }
  }

  // MARK: - Names

  private func follow(_ key: NameKey, _ change: NameChange, _ because: String) {
    let shown = "\(program.modules[key.module].name).\(key.name)"
    readers(of: [key.name], in: key.module, key, change, "\(shown) changed: \(because)")
    readersByNamespace(key, change, "\(shown) changed: \(because)")
    for importer in program.importers(of: key.module) {
      let facts = program.facts(importer.module)
      let record = facts.imports[importer.record]
      switch record.kind {
      case .from:
        for imported in facts.importedNames[record.names.indices]
        where facts.string(imported.name) == key.name {
          follow(
            record,
            importer.module,
            boundName: facts.string(imported.boundName),
            key,
            change,
            because: "\(shown) changed: \(because)"
          )
        }
      case .star:
        if takes(key.name, Int(record.statement), in: importer.module) {
          follow(
            record,
            importer.module,
            boundName: key.name,
            key,
            change,
            because: "\(shown) changed: \(because)"
          )
        }
      case .import:
        if record.time == .late {
          changeImporters(record, importer.module, "\(shown) changed: \(because)", after: change)
          continue
        }
        let module = program.modules[key.module].name
        let bound = facts.string(record.boundName)
        let path =
          module == bound || !module.hasPrefix(bound + ".")
          ? [bound, key.name] : module.split(separator: ".").map(String.init) + [key.name]
        readers(of: path, in: importer.module, key, change, "\(shown) changed: \(because)")
      case .dynamic: break
      }
    }
    let module = program.modules[key.module].name
    readersThroughPackages(key, change, "\(shown) changed: \(because)")
    // `from pkg import module`, then `module.name`.
    guard let dot = module.lastIndex(of: "."),
      let parent = program.index(of: String(module[..<dot]))
    else { return }
    let leaf = String(module[module.index(after: dot)...])
    for importer in program.importers(of: parent) {
      let facts = program.facts(importer.module)
      for imported in facts.importedNames[facts.imports[importer.record].names.indices]
      where facts.string(imported.name) == leaf {
        let record = facts.imports[importer.record]
        if record.time == .late {
          changeImporters(record, importer.module, "\(shown) changed: \(because)", after: change)
          continue
        }
        readers(
          of: [facts.string(imported.boundName), key.name],
          in: importer.module,
          key,
          change,
          "\(shown) changed: \(because)"
        )
      }
    }
  }

  /// A from-import of a changed name.
  private func follow(
    _ record: ImportRecord,
    _ module: Int,
    boundName: String,
    _ key: NameKey,
    _ change: NameChange,
    because: String
  ) {
    guard record.time == .importTime else {
      changeImporters(record, module, because, after: change, of: boundName)
      return
    }
    let statement = StatementID(module: module, statement: Int(record.statement))
    if change.contains(.identity), isLastWriter(statement, of: boundName),
      isVisible(key, at: statement)
    {
      rebinds[NameKey(module: module, name: boundName)] = (
        Rebinding(
          name: boundName,
          provider: program.modules[key.module].name,
          providerName: key.name
        ),
        statement, because
      )
    } else if change.contains(.identity), !isLastWriter(statement, of: boundName) {
      // A later statement gives the name its value: from this one's, or regardless of it.
      if isReadOnTheWay(boundName, after: statement) { run(statement, because: because) }
      return
    }
    self.change(NameKey(module: module, name: boundName), change, because: because)
  }

  /// Functions that import a changed name, or its module, when they are called.
  ///
  /// What a name only holds concerns those that call it.
  func changeImporters(
    _ record: ImportRecord,
    _ module: Int,
    _ because: String,
    after change: NameChange,
    of name: String? = nil
  ) {
    let facts = program.facts(module)
    for (index, function) in facts.functions.enumerated()
    where function.line <= record.line && record.line <= function.endLine {
      let isConcerned =
        change != .held
        || facts.calls[function.calls.indices].contains {
          name != nil && facts.strings($0.callee.names).first == name
        }
      if isConcerned {
        changeFunction(StatementID(module: module, statement: index), because: because)
      }
    }
  }

  /// Everything in one module that reads a chain beginning with `path`.
  func readers(
    of path: [String],
    in module: Int,
    _ key: NameKey,
    _ change: NameChange,
    _ because: String
  ) {
    let facts = program.facts(module)
    var ids: [NameID] = []
    for name in path {
      guard let id = facts.names.find(name) else { return wholeModule(path, module, key, because) }
      ids.append(id)
    }
    for (index, function) in facts.functions.enumerated()
    where facts.reads[function.reads.indices].contains(where: {
      Self.leads($0.path, to: ids, facts)
    }) {
      if change == .held, !usesHeld(ids, by: function, in: module) { continue }
      changeFunction(
        StatementID(module: module, statement: index),
        because: "which reads \(path.joined(separator: "."))"
      )
    }
    for index in facts.statements.indices {
      let statement = StatementID(module: module, statement: index)
      guard runs[statement] == nil, isVisible(key, at: statement) else { continue }
      let isReader =
        change != .held && mustRun(statement, after: change, of: ids, path)
        || !change.isDisjoint(with: [.behaviour, .held]) && callsHeld(ids, by: statement)
      if isReader {
        run(
          statement,
          because: "it reads \(path.joined(separator: ".")) at import time, and \(because)"
        )
      } else {
        changeDerived(statement, change, of: ids, because: because)
        changeHolders(statement, change, of: ids, because: because)
      }
    }
    if change != .held { wholeModule(path, module, key, because) }
  }

  /// Statements that hand a whole module to somebody: they may read any name of it.
  private func wholeModule(_ path: [String], _ module: Int, _ key: NameKey, _ because: String) {
    guard path.count > 1 else { return }
    let facts = program.facts(module)
    let ids = path.dropLast().compactMap { facts.names.find($0) }
    guard ids.count == path.count - 1 else { return }
    for index in facts.statements.indices {
      let statement = StatementID(module: module, statement: index)
      guard runs[statement] == nil, isVisible(key, at: statement) else { continue }
      let handsOver = facts.calls[facts.statements[index].calls.indices].contains { call in
        facts.paths[call.arguments.indices].contains {
          $0.root == .global && Array(facts.nameList($0.names)) == ids
        }
      }
      if handsOver {
        run(
          statement,
          because: "it reads the module \(path.dropLast().joined(separator: ".")), and \(because)"
        )
      }
    }
  }

  private func mustRun(
    _ statement: StatementID,
    after change: NameChange,
    of ids: [NameID],
    _ path: [String]
  ) -> Bool {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    for read in facts.reads[record.reads.indices] where read.path.root == .global {
      let names = facts.nameList(read.path.names)
      guard names.starts(with: ids) else { continue }
      if change.contains(.identity) { return true }
      if change == .documentation {
        if names.contains(where: { facts.string($0) == "__doc__" }) { return true }
        continue
      }
      let inspects =
        names.count > ids.count || read.path.isPartial || record.flags.contains(.iterates)
      switch read.role {
      case .callee, .decorator: return true
      case .base: if change.contains(.content), inspectsBases(statement) { return true }
      case .value, .default, .annotation:
        if change.contains(.content), inspects { return true }
      case .late: break
      }
    }
    for call in facts.calls[record.calls.indices] {
      // Whatever the call is part of: a default, a class body.
      if call.callee.root == .global, change != .documentation,
        facts.nameList(call.callee.names).starts(with: ids)
      {
        return true
      }
      guard
        facts.paths[call.arguments.indices].contains(where: { Self.leads($0, to: ids, facts) }),
        !arguments.onlyKeepsArguments(call, in: statement.module)
      else { continue }
      return true
    }
    return false
  }

  // MARK: - Writers

  /// A name's value is decided by all its writers in order: if one runs, all do.
  func runWriters(of name: String, in module: Int, because: String) {
    let facts = program.facts(module)
    guard let id = facts.names.find(name) else { return }
    let writers = program.scope(module).writers(of: id)
    guard writers.count > 1 else { return }
    let reason = Self.chained("it takes part in the value of \(name): ", because)
    for writer in writers {
      run(StatementID(module: module, statement: writer.statement), because: reason)
    }
  }

  /// A reason and what is behind it; one that is there already is not told twice.
  static func chained(_ reason: String, _ because: String) -> String {
    because.hasPrefix(reason) ? because : reason + because
  }

  /// Runs all writers of a name, even a single one: one of the old source is gone.
  package func runAllWriters(of name: String, in module: Int, because: String) {
    guard let id = program.facts(module).names.find(name) else { return }
    for writer in program.scope(module).writers(of: id) {
      run(StatementID(module: module, statement: writer.statement), because: because)
    }
  }

  private func writtenNames(_ statement: StatementID) -> [String] {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    var names = facts.strings(record.defines) + facts.strings(record.deletes)
    for mutation in facts.mutations[record.mutations.indices] where mutation.target.root == .global
    {
      if let id = facts.nameList(mutation.target.names).first,
        program.scope(statement.module).binds(id)
      {
        names.append(facts.string(id))
      }
    }
    return names
  }

  /// Names the statement reads that later statements give another value, or delete.
  private func readsOfTemporaries(_ statement: StatementID, because: String) {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    var seen: Set<NameID> = []
    for read in facts.reads[record.reads.indices] where read.path.root == .global {
      guard let root = facts.nameList(read.path.names).first, seen.insert(root).inserted else {
        continue
      }
      let writers = program.scope(statement.module).writers(of: root)
      if writers.count > 1, writers.contains(where: { $0.statement > statement.statement }) {
        runWriters(
          of: facts.string(root),
          in: statement.module,
          because: "\(place(statement)) reads it on the way"
        )
      }
    }
  }

  // MARK: - What a statement makes

  /// How the names a statement defines differ after it has run again.
  private func result(of statement: StatementID) -> NameChange {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    switch record.kind {
    case .functionDef:
      guard let index = record.functions.indices.first else { return [.identity] }
      let plain = facts.paths[facts.functions[index].decorators.indices].isEmpty
      return plain ? [.content, .behaviour] : [.identity, .content, .behaviour]
    case .classDef:
      return record.classes.indices.contains { isTuple($0, in: statement.module) }
        ? [.identity, .content, .behaviour] : [.content, .behaviour]
    default: return [.identity, .content, .behaviour]
    }
  }

  /// Whether a class is a named tuple: its instances can't grow, so it is always made anew.
  private func isTuple(_ index: Int, in module: Int) -> Bool {
    let facts = program.facts(module)
    return facts.paths[facts.classes[index].bases.indices].contains {
      program.targets(of: facts.strings($0.names), in: module)
        .contains(.external("typing.NamedTuple"))
    }
  }

  func place(_ statement: StatementID) -> String {
    let module = program.modules[statement.module]
    return "line \(module.facts.statements[statement.statement].line) of \(module.name)"
  }
}
