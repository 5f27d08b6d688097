internal import ModuleFacts
internal import ProgramAnalysis
internal import SourceText

/// Whether the steps lead where a fresh start leads, by which statement gives each name its value.
///
/// What runs again, and why, is found edge by edge; this looks at the whole once more, independently:
/// the names of all modules after the steps must be those of a start on the new sources, and each
/// statement must have read what it would read then.
extension Planner {
  mutating func prove(_ steps: [PlanStep]) {
    if isPlain() { return }
    let hasSetters = !wave.setters.isEmpty
    let old = oldTrace(hasSetters)
    let make = { [program, reach, effects, stamp] in
      NameTrace(
        program: program,
        reach: reach,
        effects: hasSetters ? effects : nil,
        stamp: stamp
      )
    }
    let fresh = make()
    let started = startedModules()
    fresh.runAll(in: coldStart) { started.contains($0) }
    checkEntries(fresh, among: started, make)
    if !blockers.isEmpty { return }
    let live = NameTrace(
      program: program,
      reach: reach,
      effects: hasSetters ? effects : nil,
      spaces: Array(old.spaces.prefix(program.modules.count)),
      begun: sources.map(\.isLoaded),
      stamp: stamp
    )
    let executed = follow(steps, live)
    checkImports(old, fresh)
    checkReads(old, live, fresh, executed)
    checkNames(live, fresh)
  }

  /// What a start on the new sources imports: what the process has, and what that leads to.
  private func startedModules() -> Set<Int> {
    closure(program.modules.indices.filter { sources[$0].isLoaded }, coldStart.imported(by:))
      .filter { !program.modules[$0].isExternal }
  }

  private func stamp(_ statement: StatementID, _ key: NameKey) -> NameOrigin {
    let isNew = wave.runs[statement] != nil && wave.changes[key]?.contains(.identity) ?? false
    return .statement(statement, name: key.name, isNew: isNew)
  }

  /// The start that the process has had, in terms of the new statements.
  private mutating func oldTrace(_ hasSetters: Bool) -> NameTrace {
    let (oldProgram, oldEffects) = oldAnalysis()
    var translation: [Int: [Int: Int]] = [:]
    for (module, diff) in diffs.sorted(by: { $0.key < $1.key }) {
      var table: [Int: Int] = [:]
      for match in diff.matches { table[match.old] = match.new }
      for run in diff.runs { if let old = run.old { table[old] = run.new } }
      translation[module] = table
    }
    let count = program.modules.count
    let oldReach = CallReach(program: oldProgram)
    let trace = NameTrace(
      program: oldProgram,
      reach: oldReach,
      effects: hasSetters ? oldEffects : nil
    ) { statement, key in
      guard let table = translation[statement.module] else {
        if statement.module >= count { return .gone(statement, name: key.name) }
        return .statement(statement, name: key.name, isNew: false)
      }
      guard let new = table[statement.statement] else { return .gone(statement, name: key.name) }
      let id = StatementID(module: statement.module, statement: new)
      return .statement(id, name: key.name, isNew: false)
    }
    let order = request.modules.filter { $0.isLoaded }.compactMap {
      oldProgram.index(of: $0.name)
    }
    trace.runAll(in: ColdStart(program: oldProgram, reach: oldReach, roots: order)) { module in
      !oldProgram.modules[module].isExternal && (module >= count || sources[module].isLoaded)
    }
    return trace
  }

  /// Does to the names what the steps do; the statements that run.
  private func follow(_ steps: [PlanStep], _ live: NameTrace) -> Set<StatementID> {
    var executed: Set<StatementID> = []
    for step in steps {
      if case .forget = step.action { live.forget(step.module) }
      guard let module = program.index(of: step.module) else { continue }
      switch step.action {
      case .execute(let run):
        let statement = StatementID(module: module, statement: run.index)
        let kind = program.facts(module).statements[run.index].kind
        let isStar = program.facts(module).statements[run.index].flags.contains(.starImport)
        executed.insert(statement)
        live.run(statement, binding: kind == .importFrom && !isStar ? run.binds : nil)
      case .rebind(let rebinding):
        guard let provider = program.index(of: rebinding.provider) else { continue }
        live.bind(rebinding.name, in: module, from: provider, as: rebinding.providerName)
      case .delete(names: let gone): for name in gone { live.delete(name, in: module) }
      case .importModule: live.begin(module)
      case .forget, .swapCode, .unregister, .document, .clearCache, .hook, .rebuild, .swapLibrary:
        break
      }
    }
    return executed
  }

  // MARK: - What must be the same

  /// From-imports that find no name, and found one when the process began.
  private mutating func checkImports(_ old: NameTrace, _ fresh: NameTrace) {
    let problems = fresh.unbound.filter { old.unbound[$0.key] == nil }
      .sorted {
        ($0.key.importer, $0.value, $0.key.name) < ($1.key.importer, $1.value, $1.key.name)
      }
    for (problem, line) in problems {
      guard let importer = program.index(of: problem.importer), sources[importer].isLoaded,
        let provider = program.index(of: problem.provider), isTold(provider)
      else { continue }
      block(
        "RP209",
        sources[importer],
        line,
        "\(problem.importer) imports \(problem.name) from \(problem.provider), which has no such name at that moment of a fresh start: it would fail",
        help: "change the import too, then save again"
      )
    }
  }

  private mutating func checkReads(
    _ old: NameTrace,
    _ live: NameTrace,
    _ fresh: NameTrace,
    _ executed: Set<StatementID>
  ) {
    for module in program.modules.indices where isCompared(module) {
      let before = matched(module)
      for index in program.facts(module).statements.indices {
        let id = StatementID(module: module, statement: index)
        guard !wave.held.contains(id), let expected = fresh.reads[id] else { continue }
        let start = before.map { table in table[index] } ?? index
        let known = start.flatMap { old.reads[StatementID(module: module, statement: $0)] }
        guard let found = executed.contains(id) ? live.reads[id] : known else { continue }
        // Order-free: the least is taken.
        let different = expected.origins.filter { key, origin in
          guard isTold(key.module), let seen = found.origins[key] else { return false }
          if !key.isLate { return seen != origin }
          // What a changed name means for those who call its readers has been followed edge by edge.
          let root = String(key.path.prefix { $0 != "." })
          let name = NameKey(module: key.module, name: root)
          // By name alone, a call may import the module that the statement comes before.
          if key.isImported, origin == nil, executed.contains(id), wave.changes[name] != nil {
            return true
          }
          if wave.changes[name]?.contains(.identity) ?? false { return false }
          // The same for `module.name`, by the statement that makes the name.
          if case .statement(let maker, let name, isNew: true)? = origin,
            case .statement(maker, name, isNew: false)?? = found.origins[key]
          {
            return false
          }
          let isNever = !executed.contains(id) && origin == nil && known?.origins[key] ?? nil == nil
          return seen != origin && !isNever
        }
        let first = different.min {
          ($0.key.module, $0.key.path, $1.key.isLate ? 0 : 1)
            < ($1.key.module, $1.key.path, $0.key.isLate ? 0 : 1)
        }
        guard let (key, origin) = first else { continue }
        let line = Int(program.facts(module).statements[index].line)
        block(
          "RP301",
          sources[module],
          line,
          "line \(line) of \(program.modules[module].name) \(executed.contains(id) ? "would find" : "has found") \(shown(found.origins[key] ?? nil)) for \(key.path), and a fresh start finds \(shown(origin))",
          help: "restart the program"
        )
      }
    }
  }

  private mutating func checkNames(_ live: NameTrace, _ fresh: NameTrace) {
    for module in program.modules.indices where isCompared(module) {
      let bound = Set(live.spaces[module].keys).union(fresh.spaces[module].keys)
      for name in bound.sorted() {
        let found = live.spaces[module][name]
        let expected = fresh.spaces[module][name]
        if found == expected { continue }
        // Who needs a module that is not loaded yet imports it then.
        if found == nil, case .module(let late)? = expected,
          !(program.index(of: late).map { sources[$0].isLoaded } ?? false)
        {
          continue
        }
        block(
          "RP301",
          sources[module],
          0,
          "\(program.modules[module].name).\(name) would be \(shown(found)), and a fresh start makes it \(shown(expected))",
          help: "restart the program"
        )
        break
      }
    }
  }

  /// Old statements by the new ones they stand for; nil for an unchanged module.
  private func matched(_ module: Int) -> [Int: Int]? {
    guard let diff = diffs[module] else { return nil }
    return Dictionary(
      diff.matches.map { ($0.new, $0.old) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private func isCompared(_ module: Int) -> Bool {
    sources[module].isLoaded && sources[module].runningLine == nil
      && !program.modules[module].isExternal && isTold(module)
  }

  /// Whether the text says which names a module has.
  private func isTold(_ module: Int) -> Bool {
    let facts = program.facts(module)
    let isDynamic = { (facts: FileFacts) in
      facts.statements.contains { $0.flags.contains(.dynamicNamespace) }
    }
    if isDynamic(facts) || binds("__getattr__", module) { return false }
    return !(sources[module].old.map(isDynamic) ?? false)
  }

  private func shown(_ origin: NameOrigin?) -> String {
    switch origin {
    case .statement(let id, name: _, isNew: _)?:
      "what line \(program.facts(id.module).statements[id.statement].line) of \(program.modules[id.module].name) makes"
    case .gone(let id, name: _)?:
      id.module < program.modules.count
        ? "what \(program.modules[id.module].name) made before" : "what a module made that is gone"
    case .module(let name)?: "the module \(name)"
    case .external(let name)?: name
    case nil: "nothing"
    }
  }
}
