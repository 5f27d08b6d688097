internal import ModuleFacts
package import ProgramAnalysis
internal import SourceText

/// Makes a plan from old and new facts: edits, their wave through the graph, effects, order.
package struct Planner {
  let request: PlanRequest
  let memory: ProgramMemory?
  let program: Program
  let coldStart: ColdStart
  let effects: EffectAnalysis
  let wave: Propagation
  let reach: CallReach
  var registrations: Registrations
  var diffs: [Int: ModuleDiff] = [:]
  var changes: [ModuleChange] = []
  var blockers: [Finding] = []
  /// The old sources with their effects, once they were asked for.
  var oldProgram: (Program, EffectAnalysis)?
  /// Names that star imports no longer bind, by module.
  var lost: [Int: [String]] = [:]
  var findings: [Finding] = []
  /// Modules whose `__reload_dispose__` ends what their statements did.
  var disposed: Set<Int> = []
  /// The request's modules by the program's module index.
  let sources: [PlanRequest.Module]
  /// Modules that an edited one no longer imports, with that one.
  let orphans: [Int: Int]
  /// Where a start begins, in order: all but the orphans; empty when there are none.
  let roots: [Int]
  /// Import cycles that nothing outside imports any more.
  lazy var lonelyCycles = cyclesWithoutEntry()

  /// The plan for a request; `memory` holds what earlier plans found out about unchanged modules.
  package static func plan(_ request: PlanRequest, memory: ProgramMemory? = nil) -> ReloadPlan {
    var planner = Planner(request, memory)
    return planner.make()
  }

  private init(_ request: PlanRequest, _ memory: ProgramMemory?) {
    self.request = request
    self.memory = memory
    sources = request.modules.filter { $0.new != nil && !$0.isExtension }
    program = Program(
      modules: sources.compactMap { module in
        module.new.map {
          Program.Module(
            name: module.name,
            path: module.path,
            isPackage: module.isPackage,
            facts: $0,
            isExternal: module.isExternal,
            key: module.key
          )
        }
      },
      memory: memory
    )
    effects = EffectAnalysis(program: program, declared: request.declared)
    reach = CallReach(program: program)
    let orphans = Self.orphans(program, sources)
    self.orphans = orphans
    roots = orphans.isEmpty ? [] : program.modules.indices.filter { orphans[$0] == nil }
    coldStart = ColdStart(program: program, reach: reach, roots: roots)
    wave = Propagation(
      program: program,
      coldStart: coldStart,
      effects: effects,
      reach: reach
    )
    registrations = Registrations(program: program, coldStart: coldStart, effects: effects)
  }

  private mutating func make() -> ReloadPlan {
    compareFiles()
    wave.held = heldStatements()
    startWave()
    followNewFiles()
    followForgotten()
    followInputs()
    followStarImports()
    followSubclassLists()
    wave.settle()
    while runDisposed() { wave.settle() }
    checkLaterPatches()
    noteHeld()
    var builder = StepBuilder(
      program: program,
      coldStart: coldStart,
      effects: effects,
      sources: sources,
      reach: reach,
      disposed: disposed,
      allowsIrreversible: request.allowsIrreversible,
      registrations: registrations
    )
    let result = builder.steps(
      wave: wave,
      diffs: diffs,
      lost: lost,
      forgotten: forgottenModules()
    )
    blockers += wave.blockers + result.blockers
    checkRemovedNames()
    for module in forgottenModules() { checkForgotten(module) }
    // What is refused needs no further reason, and these two look at the whole.
    if blockers.isEmpty { checkUnboundReads() }
    if blockers.isEmpty { prove(result.steps) }
    noteUnimported()
    if !blockers.isEmpty {
      return ReloadPlan(
        verdict: .restart,
        changes: changes,
        findings: findings + Self.distinct(blockers)
      )
    }
    findings += result.notes
    let verdict: Verdict = result.steps.isEmpty ? .nothing : .patch
    var plan = ReloadPlan(
      verdict: verdict,
      changes: changes,
      steps: result.steps,
      findings: findings
    )
    for input in sources.flatMap(\.changedInputs)
    where !plan.inputs.contains(where: { $0.file == input.file }) {
      plan.inputs.append(ReloadPlan.Input(file: input.file, digest: input.digest))
    }
    return plan
  }

  // MARK: - Edits

  private mutating func compareFiles() {
    for module in request.modules where module.isChanged {
      if module.isExtension {
        findings.append(
          Finding(
            rule: "RP611",
            severity: usesExtension(module.name) ? .blocker : .warning,
            message:
              "the extension module \(module.name) was rebuilt, and CPython never loads new code in its place",
            module: module.name,
            path: module.path,
            help: "restart the program to run the new build"
          )
        )
        if usesExtension(module.name) { blockers.append(findings.removeLast()) }
        changes.append(ModuleChange(module: module.name, path: module.path, kind: .edited))
        continue
      }
      guard let new = module.new else {
        changes.append(ModuleChange(module: module.name, path: module.path, kind: .deleted))
        continue
      }
      if let problem = new.diagnostics.first(where: { $0.severity == .error }), !new.isValid {
        findings.append(
          Finding(
            rule: "PE32",
            severity: .blocker,
            message: problem.message,
            module: module.name,
            path: module.path,
            line: Int(problem.line),
            column: Int(problem.column),
            help: "fix the file and save it again; the program runs on with its old code"
          )
        )
        blockers.append(contentsOf: findings.suffix(1))
        findings.removeLast()
        continue
      }
      guard let old = module.old else {
        changes.append(
          ModuleChange(
            module: module.name,
            path: module.path,
            kind: .added,
            edits: module.isLoaded ? [] : ["not loaded"]
          )
        )
        if module.isLoaded {
          block(
            "RP612",
            module,
            0,
            "what the process runs of \(module.name) is not known",
            help: "restart the program"
          )
        }
        continue
      }
      if !module.isProven {
        block(
          "RP612",
          module,
          0,
          "the process runs other code than \(module.path) had when it was imported",
          help: "restart the program"
        )
        continue
      }
      compare(module, old, new)
    }
  }

  /// Whether a module that changed in the same save may count on the new build.
  private func usesExtension(_ name: String) -> Bool {
    program.modules.indices.contains { module in
      sources[module].isChanged
        && program.facts(module).imports.contains { record in
          guard let imported = program.importedModule(record, in: module) else { return false }
          if imported == name || name.hasPrefix(imported + ".") && record.names.isEmpty {
            return true
          }
          return program.facts(module).importedNames[record.names.indices].contains {
            imported + "." + program.facts(module).string($0.name) == name
          }
        }
    }
  }

  private mutating func compare(_ module: PlanRequest.Module, _ old: FileFacts, _ new: FileFacts) {
    let diff = ModuleDiff(old: old, new: new)
    changes.append(
      ModuleChange(module: module.name, path: module.path, kind: .edited, edits: diff.edits)
    )
    if let index = program.index(of: module.name), module.isLoaded { diffs[index] = diff }
  }

  /// The main module's statement that is running, and those after it: a start goes on with them.
  private func findPending() {
    for (module, source) in sources.enumerated() {
      guard let line = source.runningLine, let old = source.old,
        let first = old.statements.firstIndex(where: { line <= Int($0.endLine) })
      else { continue }
      let facts = program.facts(module)
      var start = source.isChanged ? facts.statements.count : first
      if let diff = diffs[module] {
        let matched = diff.matches + diff.runs.compactMap { run in run.old.map { ($0, run.new) } }
        for (before, after) in matched where before >= first { start = min(start, after) }
      }
      for statement in start..<max(start, facts.statements.count) {
        wave.pending.insert(StatementID(module: module, statement: statement))
      }
    }
  }

  private mutating func warnPending(_ statement: StatementID, _ edit: String) {
    let source = sources[statement.module]
    findings.append(
      Finding(
        rule: "RP503",
        severity: .warning,
        message:
          "\(edit) of \(source.name) is running, or comes after what is: it goes on with its old text",
        module: source.name,
        path: source.path,
        line: Int(program.facts(statement.module).statements[statement.statement].line),
        help: "restart the program to run the new text"
      )
    )
  }

  private mutating func startWave() {
    findPending()
    for (module, diff) in diffs.sorted(by: { $0.key < $1.key }) {
      let facts = program.facts(module)
      for run in diff.runs {
        let statement = StatementID(module: module, statement: run.new)
        if wave.pending.contains(statement) {
          warnPending(statement, run.edit)
          continue
        }
        let after = effects.summary(ofStatement: run.new, in: module)
        var before = EffectSummary.none
        if let old = run.old, let facts = sources[module].old {
          before = oldEffects(of: old, module, facts)
          checkUnregistered(run.new, after, old, before, module)
        }
        let registers = before.registers.union(after.registers)
        wave.changeEntries(of: registers, because: "\(run.edit) adds to it")
        if let old = run.old, !importsChanged(run.new, old, module: module) {
          wave.run(
            statement,
            because: "\(run.edit) changed",
            quietly: unchangedNames(run.new, old, module)
          )
        } else {
          wave.run(statement, because: run.old == nil ? "\(run.edit)" : "\(run.edit) changed")
        }
        if let old = run.old {
          followMembers(old, run.new, in: module, because: "\(run.edit) changed")
        } else {
          for name in facts.strings(facts.statements[run.new].defines) {
            wave.change(
              NameKey(module: module, name: name),
              [.identity],
              because: "\(run.edit)"
            )
          }
        }
        // One that moved as well is gone from its old place.
        if let old = run.old ?? twin(of: run.new, in: module, among: diff.deleted) {
          forgetCaches(old, run.new, in: module, because: "\(run.edit) changed")
        }
      }
      for (function, edit) in diff.functions {
        wave.changeFunction(
          StatementID(module: module, statement: function),
          because: "whose \(edit) changed"
        )
      }
      for name in diff.documented {
        wave.change(
          NameKey(module: module, name: name),
          [.content],
          because: "its docstring changed"
        )
      }
      if diff.changesDocstring {
        wave.change(
          NameKey(module: module, name: "__doc__"),
          [.identity, .content],
          because: "the module's docstring changed"
        )
      }
      if changesAnnotations(diff, module) {
        wave.change(
          NameKey(module: module, name: "__annotations__"),
          [.content],
          because: "the module's annotations changed"
        )
      }
      for name in diff.deletedNames {
        wave.change(
          NameKey(module: module, name: name),
          [.identity, .content, .behaviour],
          because: "the source no longer defines it"
        )
      }
      for index in diff.deleted {
        guard let old = sources[module].old else { continue }
        let before = oldEffects(of: index, module, old)
        checkDeleted(index, before, old, module)
        wave.changeEntries(
          of: before.registers,
          because: "\(ModuleDiff.phrase(old.statements[index], old)), which is gone, added to it"
        )
      }
      for index in diff.deleted {
        for name in sources[module].old.map({ Self.writtenNames(index, $0) }) ?? []
        where facts.names.find(name).map({ program.scope(module).binds($0) }) ?? false {
          wave.runAllWriters(of: name, in: module, because: "a statement for \(name) is gone")
          // Who read the name between two definitions holds the object of the first.
          wave.change(
            NameKey(module: module, name: name),
            [.identity],
            because: "a statement for \(name) is gone"
          )
        }
      }
    }
  }

  /// Whether an annotated name comes, goes or changes.
  private func changesAnnotations(_ diff: ModuleDiff, _ module: Int) -> Bool {
    let new = program.facts(module).statements
    let old = sources[module].old?.statements
    return diff.runs.contains {
      new[$0.new].kind == .annAssign || $0.old.map { old?[$0].kind == .annAssign } ?? false
    } || diff.deleted.contains { old?[$0].kind == .annAssign }
  }

  /// Names a statement binds, or whose objects it changes.
  private static func writtenNames(_ index: Int, _ facts: FileFacts) -> [String] {
    let statement = facts.statements[index]
    let mutations = facts.mutations[statement.mutations.indices].filter {
      $0.target.root == .global
    }
    return facts.strings(statement.defines)
      + mutations.compactMap { facts.strings($0.target.names).first }
  }

  /// Statements that read a file which says something else now.
  private mutating func followInputs() {
    for (module, source) in sources.enumerated() where source.isLoaded {
      for input in source.changedInputs {
        wave.run(
          StatementID(module: module, statement: input.statement),
          because: "it reads \(input.path), which changed"
        )
        if !changes.contains(where: { $0.path == input.path && $0.module == source.name }) {
          changes.append(
            ModuleChange(
              module: source.name,
              path: input.path,
              kind: .edited,
              edits: ["data that \(source.name) reads"]
            )
          )
        }
      }
    }
  }

  /// Optional imports that failed for want of a file which is there now.
  private mutating func followNewFiles() {
    for (index, source) in sources.enumerated() where source.isAdded {
      for importer in program.importers(of: index) where sources[importer.module].isLoaded {
        let record = program.facts(importer.module).imports[importer.record]
        guard record.condition == .optional, record.time == .importTime, !record.isDead else {
          continue
        }
        wave.run(
          StatementID(module: importer.module, statement: Int(record.statement)),
          because: "\(source.name) can be imported now"
        )
      }
    }
  }

  func binds(_ name: String, _ module: Int) -> Bool {
    program.facts(module).names.find(name).map { program.scope(module).binds($0) } ?? false
  }

  private func importsChanged(_ new: Int, _ old: Int, module: Int) -> Bool {
    program.facts(module).statements[new].kind != .importFrom
  }

  /// Names a from-import binds as the old one did.
  private func unchangedNames(_ new: Int, _ old: Int, _ module: Int) -> Set<String> {
    guard let oldFacts = sources[module].old else { return [] }
    let facts = program.facts(module)
    let before = Self.imported(old, oldFacts)
    return Set(Self.imported(new, facts).filter { before[$0.key] == $0.value }.keys)
  }

  private static func imported(_ statement: Int, _ facts: FileFacts) -> [String: String] {
    var table: [String: String] = [:]
    for record in facts.imports where Int(record.statement) == statement {
      for name in facts.importedNames[record.names.indices] {
        table[facts.string(name.boundName)] =
          "\(record.level) \(facts.string(record.module)) \(facts.string(name.name))"
      }
    }
    return table
  }

  private mutating func checkUnboundReads() {
    let reads = UnboundReads(program: program, reach: reach)
    var oldReads: UnboundReads?
    for statement in wave.runs.keys.sorted() {
      let isChanged = diffs[statement.module] != nil
      if isChanged { checkPartialStarImport(statement) }
      var found = reads.reads(in: statement, isChanged: isChanged)
      if found.isEmpty { continue }
      if let old = oldStatement(of: statement) {
        // What the process did when it started is no problem: by name a call may reach what it never
        // does.
        let program = oldAnalysis().0
        let before =
          oldReads ?? UnboundReads(program: program, reach: CallReach(program: program))
        oldReads = before
        let known = Set(before.reads(in: old, isChanged: true).map(\.name))
        found.removeAll { $0.isLate && known.contains($0.name) }
      }
      guard let read = found.first else { continue }
      let facts = program.facts(statement.module)
      block(
        "RP209",
        sources[statement.module],
        Int(facts.statements[statement.statement].line),
        "line \(facts.statements[statement.statement].line) of \(program.modules[statement.module].name) reads \(read.name), which only line \(facts.statements[read.definition].line) defines: a fresh start would fail",
        help: "move the definition up, then save again"
      )
    }
  }

  /// The statement of the old source that stood in a statement's place.
  private func oldStatement(of statement: StatementID) -> StatementID? {
    guard let diff = diffs[statement.module] else {
      return sources[statement.module].isChanged ? nil : statement
    }
    let index =
      diff.matches.first { $0.new == statement.statement }?.old
      ?? diff.runs.first { $0.new == statement.statement }?.old
    return index.map { StatementID(module: statement.module, statement: $0) }
  }

  // MARK: - Findings

  mutating func block(
    _ rule: String,
    _ module: PlanRequest.Module,
    _ line: Int,
    _ message: String,
    help: String
  ) {
    blockers.append(
      Finding(
        rule: rule,
        severity: .blocker,
        message: message,
        module: module.name,
        path: module.path,
        line: line,
        help: help
      )
    )
  }

  private static func distinct(_ findings: [Finding]) -> [Finding] {
    var seen: [Finding] = []
    for finding in findings where !seen.contains(finding) { seen.append(finding) }
    return seen
  }
}
