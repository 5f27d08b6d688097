internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Turns a settled wave into ordered steps, or into the reasons why it can't be driven.
struct StepBuilder {
  let program: Program
  let coldStart: ColdStart
  let effects: EffectAnalysis
  let sources: [PlanRequest.Module]
  let reach: CallReach
  /// Modules that end what their statements did before those run again.
  let disposed: Set<Int>
  let allowsIrreversible: Bool
  let registrations: Registrations

  struct Result {
    var steps: [PlanStep] = []
    var blockers: [Finding] = []
    /// What the user allowed and should know.
    var notes: [Finding] = []
  }

  struct Draft {
    /// Phase (swaps, then statements and bindings, then what can't be taken back with what needs it),
    /// then cold-start rank.
    var order: (Int, UInt32, Int)
    var module: Int
    var action: PlanStep.Action
    var because: String
  }

  mutating func steps(
    wave: Propagation,
    diffs: [Int: ModuleDiff],
    lost: [Int: [String]],
    forgotten: [PlanRequest.Module]
  ) -> Result {
    var drafts: [Draft] = []
    var result = Result()
    let changed = diffs.sorted { $0.key < $1.key }
    for (module, diff) in changed {
      if let draft = swap(module, diff, wave) { drafts.append(draft) }
      if diff.changesDocstring {
        drafts.append(
          Draft(
            order: (0, 2, module),
            module: module,
            action: .document,
            because: "the module's docstring changed"
          )
        )
      }
      if let draft = deletion(module, diff.deletedNames) { drafts.append(draft) }
    }
    for (module, item) in registrations.gone {
      drafts.append(
        Draft(
          order: (0, 0, module),
          module: module,
          action: .unregister(item),
          because: "the source no longer adds \(item.names.count == 1 ? "it" : "them")"
        )
      )
    }
    for (module, names) in lost.sorted(by: { $0.key < $1.key }) {
      if let draft = deletion(module, names) { drafts.append(draft) }
    }
    for (statement, because) in wave.runs.sorted(by: { $0.key < $1.key }) {
      guard sources[statement.module].isLoaded else { continue }
      switch run(statement, because, diffs[statement.module], wave) {
      case .success(let action):
        if action.isIrreversible { result.notes.append(irreversible(statement, because)) }
        drafts.append(
          Draft(
            order: (1, coldStart.rank(statement), statement.module),
            module: statement.module,
            action: .execute(action),
            because: because
          )
        )
      case .failure(let blocker): result.blockers.append(blocker.finding)
      }
    }
    for (key, item) in wave.rebinds.sorted(by: {
      ($0.key.module, $0.key.name) < ($1.key.module, $1.key.name)
    }) where wave.runs[item.statement] == nil && sources[key.module].isLoaded {
      drafts.append(
        Draft(
          order: (1, coldStart.rank(item.statement), key.module),
          module: key.module,
          action: .rebind(item.rebinding),
          because: item.because
        )
      )
    }
    drafts += caches(wave) + disposals()
    drafts.sort { $0.order < $1.order }
    if !result.notes.isEmpty {
      postponeIrreversible(&drafts)
      drafts.sort { $0.order < $1.order }
    }
    // What was begun is ended first; then no statement that runs may find a module that is gone.
    let ending = drafts.prefix { $0.order.0 < 0 }
    var steps = ending.map {
      (action: $0.action, module: program.modules[$0.module].name, because: $0.because)
    }
    steps += forgotten.map { (.forget, $0.name, "its file is gone") }
    steps += drafts.dropFirst(ending.count).map {
      ($0.action, program.modules[$0.module].name, $0.because)
    }
    for step in steps {
      result.steps.append(
        PlanStep(
          id: result.steps.count + 1,
          action: step.action,
          module: step.module,
          because: step.because
        )
      )
    }
    acceptances(&result.steps)
    for index in result.steps.indices.dropFirst() {
      result.steps[index].after = [result.steps[index - 1].id]
    }
    return result
  }

  // MARK: - Single steps

  private func swap(_ module: Int, _ diff: ModuleDiff, _ wave: Propagation) -> Draft? {
    guard let old = sources[module].old else { return nil }
    let new = program.facts(module)
    var matches: [StatementMatch] = []
    var isMoved = false
    for (oldIndex, newIndex) in diff.matches {
      let before = old.statements[oldIndex]
      let after = new.statements[newIndex]
      if before.line != after.line || before.endLine != after.endLine { isMoved = true }
      if after.functions.isEmpty, after.classes.isEmpty { continue }
      matches.append(
        StatementMatch(
          old: LineSpan(first: Int(before.line), last: Int(before.endLine)),
          new: LineSpan(first: Int(after.line), last: Int(after.endLine))
        )
      )
    }
    // What a module imports decides what code the compiler makes of `name.attribute()` anywhere in it.
    let imports =
      diff.runs.contains { isImport(new.statements[$0.new]) }
      || diff.deleted.contains { isImport(old.statements[$0]) }
    let isSame = diff.functions.isEmpty && diff.documented.isEmpty && diff.orphans.isEmpty
    // Comments that move no line leave nothing to do.
    if matches.isEmpty || isSame && !isMoved && !imports { return nil }
    let bodies = diff.functions.map { "the \($0.edit) changed" }
    let because =
      bodies.isEmpty
      ? isMoved ? "lines moved" : "imports decide how calls are compiled"
      : bodies.count <= 2
        ? bodies.joined(separator: ", ") : "\(bodies.count) function bodies changed"
    return Draft(
      order: (0, 0, module),
      module: module,
      action: .swapCode(matches),
      because: because
    )
  }

  private func isImport(_ statement: StatementFacts) -> Bool {
    statement.kind == .import || statement.kind == .importFrom || statement.flags.contains(.imports)
  }

  /// Names that are gone go first: what reads them must not find them.
  private func deletion(_ module: Int, _ names: [String]) -> Draft? {
    if names.isEmpty { return nil }
    return Draft(
      order: (0, 1, module),
      module: module,
      action: .delete(names: names),
      because: "the source no longer defines \(names.count == 1 ? "it" : "them")"
    )
  }

  /// What a module did is ended while everything is still as it was.
  private func disposals() -> [Draft] {
    disposed.sorted().map { module in
      Draft(
        order: (-1, coldStart.rank(StatementID(module: module, statement: 0)), module),
        module: module,
        action: .hook(name: "__reload_dispose__"),
        because: "statements with effects run again or are gone"
      )
    }
  }

  /// A module that was changed looks at what it was when all is done.
  private func acceptances(_ steps: inout [PlanStep]) {
    let touched = Set(steps.map(\.module))
    for (module, source) in program.modules.enumerated()
    where touched.contains(source.name) && Planner.defines("__reload_accept__", source.facts)
      && sources[module].isLoaded
    {
      steps.append(
        PlanStep(
          id: steps.count + 1,
          action: .hook(name: "__reload_accept__"),
          module: source.name,
          because: "the module asks to be told of its changes"
        )
      )
    }
  }

  private func caches(_ wave: Propagation) -> [Draft] {
    var names: [Int: ([String], String)] = [:]
    for (function, because) in wave.caches.sorted(by: { $0.key < $1.key })
    where sources[function.module].isLoaded {
      let facts = program.facts(function.module)
      let name = facts.string(facts.functions[function.statement].qualifiedName)
      names[function.module, default: ([], because)].0.append(name)
    }
    return names.sorted { $0.key < $1.key }.map { module, item in
      Draft(
        order: (0, 3, module),
        module: module,
        action: .clearCache(names: item.0),
        because: "it remembers results of what changed: \(item.1)"
      )
    }
  }

  /// A reason why a statement can't run again.
  struct Blocker: Error {
    var finding: Finding
  }

  private func run(
    _ statement: StatementID,
    _ because: String,
    _ diff: ModuleDiff?,
    _ wave: Propagation
  ) -> Swift.Result<StatementRun, Blocker> {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    let effects = effects.summary(ofStatement: statement.statement, in: statement.module)
    let oldIndex =
      diff?.runs.first { $0.new == statement.statement }?.old
      ?? diff?.matches.first { $0.new == statement.statement }?.old
    let isNew = oldIndex == nil && diff?.runs.contains { $0.new == statement.statement } ?? false
    if let reason = effects.unknown, !disposed.contains(statement.module),
      !(isNew && allowsIrreversible)
    {
      return .failure(
        blocker(
          "RP101",
          statement,
          "\(ModuleDiff.phrase(record, facts)) would have to run\(isNew ? "" : " again"), which may do more than bind names: \(reason)",
          because,
          help: isNew
            ? "restart the program, or let it run once, as a fresh start does, with --allow-irreversible"
            : "restart the program, or mark the statement `# reload: pure` if it is"
        )
      )
    }
    if !effects.registers.isEmpty, !isNew, !disposed.contains(statement.module),
      !isDefinition(record)
    {
      return .failure(
        blocker(
          "RP102",
          statement,
          "\(ModuleDiff.phrase(record, facts)) would add to \(effects.registers.sorted()[0]) once more",
          because,
          help: "restart the program"
        )
      )
    }
    if record.kind == .classDef, let name = usedOnTheWay(statement, wave) {
      return .failure(
        blocker(
          "RP501",
          statement,
          "class \(name) would have to run again, and is used before another statement gives its name away: what is held of it could not follow",
          because,
          help: "restart the program"
        )
      )
    }
    let old = sources[statement.module].old
    var run = StatementRun(
      index: statement.statement,
      lines: LineSpan(first: Int(record.line), last: Int(record.endLine)),
      binds: facts.strings(record.defines),
      aside: !record.flags.contains(.conditional) && !record.flags.contains(.dynamicNamespace)
        && !record.flags.contains(.starImport) && isSimple(record.kind),
      merges: merges(statement, oldIndex, old, isNew: isNew)
    )
    if record.kind == .classDef, oldIndex != nil, !run.merges,
      run.binds.allSatisfy({ wave.isLastWriter(statement, of: $0) })
    {
      return .failure(
        blocker(
          "RP501",
          statement,
          "class \(run.binds.joined(separator: ", ")) would have to run again, and attributes were set on what its name meant before: which are whose can't be told",
          because,
          help: "restart the program"
        )
      )
    }
    if let oldIndex, let old {
      let before = old.statements[oldIndex]
      run.old = LineSpan(first: Int(before.line), last: Int(before.endLine))
      run.members = members(of: oldIndex, in: old)
    } else {
      run.members = members(of: statement.statement, in: facts)
    }
    if let old {
      addOldMembers(old, to: &run.members)
      if isDefinition(record) { addPatches(of: run.binds, old, to: &run.members) }
    }
    run.isIrreversible = effects.unknown != nil && !disposed.contains(statement.module)
    let before = registrations.old[statement] ?? []
    run.registers = effects.registers.union(before).sorted()
    if !run.registers.isEmpty, isDefinition(record), registrations.isOnlyWriter(statement) {
      run.takesOut = true
      let isEdited = diff?.runs.contains { $0.new == statement.statement } ?? false
      if isEdited { run.registrants = registrations.registrants(of: Set(run.registers)) }
    }
    if isNew, run.registrants == nil, !disposed.contains(statement.module),
      let next = registrations.next(after: statement, addingTo: effects.registers)
    {
      let line = program.facts(next.module).statements[next.statement].line
      return .failure(
        blocker(
          "RP102",
          statement,
          "\(ModuleDiff.phrase(record, facts)) would add to \(effects.registers.sorted()[0]) last, and a fresh start adds it before line \(line) of \(program.modules[next.module].name)",
          because,
          help: "restart the program"
        )
      )
    }
    run.assigns = effects.assigns.sorted()
    let own = program.modules[statement.module].name + ":"
    run.sets = effects.globals.sorted().map { String($0.dropFirst(own.utf8.count)) }
    run.requires = required(statement, apartFrom: effects.registers)
    let isMadeAgain = !effects.isNone && disposed.contains(statement.module)
    if record.kind == .assign || record.kind == .annAssign, !record.flags.contains(.reset),
      !isMadeAgain
    {
      run.keeps = run.binds
    }
    // What it did before is ended: it runs as if for the first time.
    if isMadeAgain { run.old = nil }
    if record.kind == .importFrom { run.binds = imported(statement, wave, run.binds) }
    return .success(run)
  }

  /// Of a from-import that ran because its text changed, only the names that mean something else.
  private func imported(
    _ statement: StatementID,
    _ wave: Propagation,
    _ names: [String]
  ) -> [String] {
    names.filter { wave.changes[NameKey(module: statement.module, name: $0)] != nil }
  }

  /// The name of a class that statements use before a later one binds the name.
  ///
  /// The last one takes over the old object, so instances and bound methods of this one have nowhere
  /// to go.
  private func usedOnTheWay(_ statement: StatementID, _ wave: Propagation) -> String? {
    let facts = program.facts(statement.module)
    return facts.strings(facts.statements[statement.statement].defines).first {
      !wave.isLastWriter(statement, of: $0) && wave.isReadOnTheWay($0, after: statement)
    }
  }

  private func isSimple(_ kind: StatementFacts.Kind) -> Bool {
    switch kind {
    case .functionDef, .classDef, .assign, .annAssign, .import, .importFrom, .typeAlias: true
    default: false
    }
  }

  /// Whether the new objects take over the old ones' identity: for definitions always, for values
  /// when both are made by the same calls.
  private func merges(
    _ statement: StatementID,
    _ oldIndex: Int?,
    _ old: FileFacts?,
    isNew: Bool
  ) -> Bool {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    for name in facts.nameList(record.defines) {
      let binders = program.scope(statement.module).binders(of: name)
      if let last = binders.last, last.statement > statement.statement { return false }
      // The old object has attributes that were set on one of the definitions before.
      let isMarked = facts.statements[..<statement.statement].contains { earlier in
        facts.mutations[earlier.mutations.indices].contains {
          $0.kind == .attribute && $0.target.root == .global
            && facts.nameList($0.target.names).first == name
        }
      }
      if binders.count > 1, isMarked { return false }
    }
    switch record.kind {
    case .functionDef, .classDef:
      // What an import or a value had bound is somebody else's.
      guard isNew, let old else { return true }
      return facts.strings(record.defines).allSatisfy { wasDefined($0, old) }
    case .assign, .annAssign:
      // What the name meant before was made by another statement.
      if isNew { return false }
      guard let oldIndex, let old else { return true }
      return callees(old.statements[oldIndex], old) == callees(record, facts)
        && !callees(record, facts).isEmpty
    default: return false
    }
  }

  /// Whether a definition had the last word on a name, or nothing bound it.
  private func wasDefined(_ name: String, _ old: FileFacts) -> Bool {
    guard let id = old.names.find(name),
      let last = ModuleScope(facts: old).binders(of: id).last
    else { return true }
    switch last.kind {
    case .function, .classType: return true
    case .importedModule, .imported, .value, .mutation, .delete: return false
    }
  }

  private func callees(_ record: StatementFacts, _ facts: FileFacts) -> [String] {
    facts.calls[record.calls.indices].map { facts.dotted($0.callee) }
  }

  /// A class may take the place of one that another statement of the old source defines.
  private func addOldMembers(_ old: FileFacts, to table: inout [String: [String]]) {
    for definition in old.classes {
      let name = old.string(definition.qualifiedName)
      guard let known = table[name] else { continue }
      let members = old.members[definition.members.indices].map { old.string($0.name) }
      table[name] = known + members.filter { !known.contains($0) }
    }
  }

  /// Attributes that other statements of the old source set on what this one defines: those that are
  /// still set come back when these statements run.
  private func addPatches(
    of names: [String],
    _ old: FileFacts,
    to table: inout [String: [String]]
  ) {
    for statement in old.statements {
      for mutation in old.mutations[statement.mutations.indices]
      where mutation.kind == .attribute && mutation.target.root == .global {
        let path = old.strings(mutation.target.names)
        guard path.count == 1, names.contains(path[0]) else { continue }
        let member = old.string(mutation.member)
        if !table[path[0], default: []].contains(member) {
          table[path[0], default: []].append(member)
        }
      }
    }
  }

  private func isDefinition(_ record: StatementFacts) -> Bool {
    record.kind == .functionDef || record.kind == .classDef
  }

  private func members(of statement: Int, in facts: FileFacts) -> [String: [String]] {
    var table: [String: [String]] = [:]
    for index in facts.statements[statement].classes.indices {
      let definition = facts.classes[index]
      table[facts.string(definition.qualifiedName)] = facts.members[definition.members.indices].map
      {
        facts.string($0.name)
      }
    }
    return table
  }

  /// Module-level values that the statement and what it calls read.
  ///
  /// They must not have moved on since import. Registries it only adds to are no inputs.
  private func required(_ statement: StatementID, apartFrom registries: Set<String>) -> [String] {
    let facts = program.facts(statement.module)
    let record = facts.statements[statement.statement]
    var names: Set<String> = []
    values(in: record.reads, of: statement.module, into: &names)
    for function in reach.reached(from: statement) {
      let facts = program.facts(function.module)
      values(in: facts.functions[function.statement].reads, of: function.module, into: &names)
    }
    // Order-free: names only leave a set.
    for registry in registries {
      names.remove(String(registry.map { $0 == ":" ? "." : $0 }))
    }
    return names.sorted()
  }

  private func values(in reads: FactRange, of module: Int, into names: inout Set<String>) {
    let facts = program.facts(module)
    for read in facts.reads[reads.indices] where read.path.root == .global {
      let path = facts.strings(read.path.names)
      for count in path.indices {
        for target in program.targets(of: Array(path[...count]), in: module) {
          guard case .value(let owner, let name) = target else { continue }
          names.insert("\(program.modules[owner].name).\(name)")
        }
      }
    }
  }

  private func blocker(
    _ rule: String,
    _ statement: StatementID,
    _ message: String,
    _ because: String,
    help: String
  ) -> Blocker {
    Blocker(finding: finding(rule, .blocker, statement, message, because, help: help))
  }

  func finding(
    _ rule: String,
    _ severity: Finding.Severity,
    _ statement: StatementID,
    _ message: String,
    _ because: String,
    help: String = ""
  ) -> Finding {
    let module = program.modules[statement.module]
    return Finding(
      rule: rule,
      severity: severity,
      message: message,
      module: module.name,
      path: module.path,
      line: Int(module.facts.statements[statement.statement].line),
      because: [because],
      help: help
    )
  }
}
